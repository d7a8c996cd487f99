"""How far a sign-up is, and what staff hear on the phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from circles.enums import SIGN_UP_TRANSITIONS, CallState, Deed, SignUpState
from circles.errors import MoveNotAllowed, NoRoom
from circles.models import SignUp
from circles.services.tallying import tally
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

# What staff may change of a sign-up, and nothing else.
CHANGEABLE = frozenset(
    {
        "name",
        "email",
        "phone",
        "organisation",
        "municipality",
        "call_moment",
        "discreet",
        "slots",
        "wishes",
        "age_band",
        "notes",
    }
)


@transaction.atomic
def move_sign_up(*, public_id: UUID, to: SignUpState, by: AbstractBaseUser | None) -> SignUp:
    """Raises `MoveNotAllowed`; audited; a repeat is harmless. Whose question is closed need not be phoned any more.
    Staff close with `close_sign_up`."""
    sign_up = SignUp.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if to == sign_up.state:
        return sign_up
    if to not in SIGN_UP_TRANSITIONS[sign_up.state]:
        raise MoveNotAllowed(sign_up.state, to)
    record(verb="circles.moved", about=sign_up, by=by, details={"from": sign_up.state, "to": str(to)})
    sign_up.state, sign_up.state_changed_at = to, now()
    sign_up.save(update_fields=["state", "state_changed_at"])
    if to == SignUpState.PLACED:
        tally(deed=Deed.PLACED, sign_up=sign_up)
    if to == SignUpState.CLOSED:
        sign_up.calls.filter(state=CallState.OPEN).update(state=CallState.DONE, done_at=now())
    return sign_up


@transaction.atomic
def change_sign_up(*, public_id: UUID, changes: Mapping[str, Any], by: AbstractBaseUser) -> SignUp:
    """Write what was heard on the phone; only `CHANGEABLE` fields. Audited by the names of what changed, never by what it is."""
    sign_up = SignUp.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if unknown := set(changes) - CHANGEABLE:
        raise ValueError(f"Not to be changed: {sorted(unknown)}")
    changed = sorted(field for field, value in changes.items() if getattr(sign_up, field) != value)
    if changed:
        for field in changed:
            setattr(sign_up, field, changes[field])
        sign_up.save(update_fields=changed)
        record(verb="circles.changed", about=sign_up, by=by, details={"fields": changed})
    return sign_up


@transaction.atomic
def add_note(*, public_id: UUID, text: str, by: AbstractBaseUser) -> SignUp:
    """Write `text` below the notes of staff. Raises `NoRoom`; the same text once more, as the last line, changes nothing."""
    sign_up = SignUp.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if not text or sign_up.notes.endswith(text):
        return sign_up
    notes = f"{sign_up.notes}\n{text}".strip()
    most = SignUp._meta.get_field("notes").max_length
    if most and len(notes) > most:
        raise NoRoom(most)
    return change_sign_up(public_id=public_id, changes={"notes": notes}, by=by)
