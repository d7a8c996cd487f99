"""Which trainers can give something at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bookings.desk.models import BookingRequest, Trainer, TrainerSlot


@dataclass(frozen=True)
class Fit:
    """`reasons`: why not, in words, one each; `clashes`: what of theirs overlaps."""

    trainer: Trainer
    fits: bool
    reasons: list[str]
    clashes: list[TrainerSlot] = field(default_factory=list)


def fitting_trainers(
    *, kind: str, province: str, starts_at: datetime, ends_at: datetime, except_request: BookingRequest | None = None
) -> list[Fit]:
    """Everybody who can be asked, first who fits. `except_request`: its own dates are no clash, they move along."""
    held: dict[int, list[TrainerSlot]] = {}
    slots = TrainerSlot.objects.standing().touching(starts_at, ends_at).select_related("request")
    for slot in slots.order_by("starts_at", "pk"):
        if except_request is None or slot.request_id != except_request.pk:
            held.setdefault(slot.trainer_id, []).append(slot)
    fits = []
    for trainer in Trainer.objects.active().order_by("name", "pk"):
        clashes = held.get(trainer.pk, [])
        fits.append(Fit(trainer, not clashes, [clash_words(slot) for slot in clashes], clashes))
    return sorted(fits, key=lambda fit: not fit.fits)


def clash_words(date: TrainerSlot) -> str:
    """Another date of theirs."""
    said = {
        "day": date_format(localtime(date.starts_at), "j F, H:i"),
        "end": date_format(localtime(date.ends_at), "H:i"),
        "what": date.request.activity_title,
        "organisation": date.request.organisation_name,
    }
    return _("has an agreed date then: %(day)s–%(end)s, %(what)s, %(organisation)s") % said
