"""What trainers are bound to: kept with each step of a request, so that their calendars follow (spec C7)."""

from __future__ import annotations

from django.utils.timezone import now

from bookings.desk.enums import SlotState
from bookings.desk.models import BookingRequest, Proposal, Trainer, TrainerSlot

FOLLOWED = ("state", "starts_at", "ends_at", "place")


def hold_slots(proposal: Proposal, *, state: SlotState) -> tuple[list[Trainer], list[Trainer]]:
    """The trainers of `proposal` have its date as `state`; who had an earlier one and is not among them is released.

    Returns who holds it now, and who was released by this.
    """
    trainers = list(proposal.trainers.order_by("pk"))
    for trainer in trainers:
        _write(
            trainer,
            proposal.request,
            {"state": state, "starts_at": proposal.starts_at, "ends_at": proposal.ends_at, "place": proposal.place},
        )
    return trainers, release_slots(proposal.request, keep=trainers)


def release_slots(request: BookingRequest, *, keep: list[Trainer] | None = None) -> list[Trainer]:
    """Everybody who holds the date of `request` is free again, but for `keep`. Returns whom that changed."""
    slots = request.slots.standing().exclude(trainer__in=keep or []).select_related("trainer").order_by("trainer_id")
    freed = []
    for slot in slots:
        _write(slot.trainer, request, {"state": SlotState.CANCELLED})
        freed.append(slot.trainer)
    return freed


def _write(trainer: Trainer, request: BookingRequest, said: dict) -> None:
    """A new revision when something differs that a calendar must follow: the one that the mails of this step name too."""
    slot = TrainerSlot.objects.filter(trainer=trainer, request=request).first()
    if slot is None:
        TrainerSlot.objects.create(
            trainer=trainer, request=request, sequence=request.sequence, changed_at=now(), **said
        )
        return
    if all(getattr(slot, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(slot, name, value)
    slot.sequence, slot.changed_at = max(slot.sequence + 1, request.sequence), now()
    slot.save(update_fields=[*FOLLOWED, "sequence", "changed_at"])
