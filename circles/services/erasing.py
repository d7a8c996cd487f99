"""Sign-ups that go: their person took them back, asked for it, or their term is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from circles.models import SignUp
from trust.links.services import revoke_links
from trust.outbox.services import cancel_emails_about


@transaction.atomic
def erase_sign_ups(rows: QuerySet) -> int:
    """Delete, with the mails about them that have not left and the links to them. Returns how many."""
    found = list(rows)
    for sign_up in found:
        cancel_emails_about(record=sign_up)
        revoke_links(about=sign_up)
    return wipe_sign_ups([sign_up.pk for sign_up in found])


@transaction.atomic
def wipe_sign_ups(pks: Sequence[Any]) -> int:
    """Delete the sign-ups with these keys, in a few statements, and what hangs on them. Returns how many."""
    there = list(
        SignUp.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True)
    )
    SignUp.objects.filter(pk__in=there).delete()
    return len(there)
