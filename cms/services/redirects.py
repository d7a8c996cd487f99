"""An address that was known once leads on. Wagtail does this for pages; here for what is no page."""

from __future__ import annotations

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect


@transaction.atomic
def leave_redirect(*, old: str, new: str) -> None:
    """Who asks for the path `old` is led to `new`, and so is who was led to `old` before. A path that leads somewhere itself is no redirect."""
    Redirect.objects.filter(redirect_link=old).update(redirect_link=new)
    Redirect.objects.filter(old_path=Redirect.normalise_path(new)).delete()
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old),
        site=None,
        defaults={"redirect_link": new, "redirect_page": None, "is_permanent": True, "automatically_created": True},
    )
