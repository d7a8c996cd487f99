"""Trainers: who they are, when they can, and the address that their own calendar follows (spec C7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import now

from bookings.desk.emails import mail_trainer_feed
from bookings.desk.models import Trainer, TrainerAbsence, TrainerHours
from bookings.desk.terms import TRAINER_FEED
from trust.audit.services import record
from trust.links.models import PersonalLink
from trust.links.services import issue_link, revoke_links

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

FIELDS = ("name", "email", "phone", "account", "kinds", "provinces", "is_active")
HOURS, ABSENCE = ("weekday", "begins", "ends"), ("first_on", "last_on", "can", "why")
Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def make_trainer(*, fields: Mapping[str, Any], hours: Rows, absences: Rows, by: AbstractBaseUser) -> Trainer:
    """A new trainer (`FIELDS`), with weekly hours (`HOURS`) and exceptions (`ABSENCE`)."""
    trainer = Trainer.objects.create(**_known(fields, FIELDS))
    _write_week(trainer, hours, absences)
    record(verb="bookings.trainer-made", about=trainer, by=by)
    return trainer


@transaction.atomic
def edit_trainer(
    *, trainer_id: int, fields: Mapping[str, Any], hours: Rows, absences: Rows, by: AbstractBaseUser
) -> Trainer:
    """Write `fields`, and the week as it is from now on. At another e-mail address the feed is handed out anew: the old one ends."""
    trainer = Trainer.objects.select_for_update(of=("self",)).get(pk=trainer_id)
    if fields.get("email", trainer.email).lower() != trainer.email.lower():
        revoke_links(about=trainer, purpose=TRAINER_FEED)
    said = _known(fields, FIELDS)
    for name, value in said.items():
        setattr(trainer, name, value)
    trainer.save(update_fields=list(said))
    _write_week(trainer, hours, absences)
    record(verb="bookings.trainer-edited", about=trainer, by=by)
    return trainer


@transaction.atomic
def keep_week(*, trainer_id: int, hours: Rows, absences: Rows, by: AbstractBaseUser) -> Trainer:
    """Weekly hours and exceptions alone: what trainers change themselves."""
    trainer = Trainer.objects.select_for_update(of=("self",)).get(pk=trainer_id)
    _write_week(trainer, hours, absences)
    record(verb="bookings.trainer-week", about=trainer, by=by)
    return trainer


def feed_link(*, trainer: Trainer) -> PersonalLink | None:
    """The living address of a trainer's own dates, when it was handed out."""
    return PersonalLink.objects.about(trainer).alive(now()).for_purpose(TRAINER_FEED).first()


@transaction.atomic
def hand_out_feed(*, trainer_id: int, by: AbstractBaseUser) -> PersonalLink:
    """Mail a trainer the address of their dates: the living one, or a new one. Staff never see it."""
    trainer = Trainer.objects.select_for_update(of=("self",)).get(pk=trainer_id)
    link = feed_link(trainer=trainer) or issue_link(purpose=TRAINER_FEED, about=trainer)
    mail_trainer_feed(trainer, link)
    record(verb="bookings.trainer-feed-sent", about=trainer, by=by)
    return link


@transaction.atomic
def revoke_feed(*, trainer_id: int, by: AbstractBaseUser) -> int:
    """Take the address back; calendars that follow it find nothing any more. Returns how many there were; a repeat finds none."""
    trainer = Trainer.objects.select_for_update(of=("self",)).get(pk=trainer_id)
    count = revoke_links(about=trainer, purpose=TRAINER_FEED)
    if count:
        record(verb="bookings.trainer-feed-revoked", about=trainer, by=by)
    return count


def _write_week(trainer: Trainer, hours: Rows, absences: Rows) -> None:
    trainer.hours.all().delete()
    TrainerHours.objects.bulk_create(TrainerHours(trainer=trainer, **_known(row, HOURS)) for row in hours)
    trainer.absences.all().delete()
    TrainerAbsence.objects.bulk_create(TrainerAbsence(trainer=trainer, **_known(row, ABSENCE)) for row in absences)


def _known(said: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: said[name] for name in names if name in said}
