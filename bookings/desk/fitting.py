"""Which trainers fit a date: they give it, they travel there, they are free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bookings.desk.models import Trainer, TrainerSlot


@dataclass(frozen=True)
class Fit:
    """A trainer; `reasons`: why somebody else is the better choice, in words; `clashes`: their dates that touch it."""

    trainer: Trainer
    reasons: Sequence[str] = field(default=())
    clashes: Sequence[TrainerSlot] = field(default=())


def fitting_trainers(kind: str, province: str, starts_at: datetime, ends_at: datetime) -> list[Fit]:
    """Every active trainer, who fits best on top."""
    trainers = list(Trainer.objects.active().order_by("name", "pk"))
    held: dict[int, list[TrainerSlot]] = {}
    slots = TrainerSlot.objects.standing().touching(starts_at, ends_at).select_related("request")
    for slot in slots.order_by("starts_at", "pk"):
        held.setdefault(slot.trainer_id, []).append(slot)
    fits = [Fit(trainer, (), held.get(trainer.pk, [])) for trainer in trainers]
    return sorted(fits, key=lambda fit: (bool(fit.clashes), kind not in fit.trainer.kinds, fit.trainer.name))
