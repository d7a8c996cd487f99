"""Regions: which municipalities they hold, how things stand there, and telling who waits that groups can start again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.timezone import localdate, now

from circles.emails import mail_opening
from circles.enums import CallState, RegionState
from circles.errors import InAnotherRegion, NameTaken, NothingToAnnounce, NotOfTheCircles, OpeningPast
from circles.models import Region, RegionPlace, SignUp
from circles.services.calling import plan_call
from cms.services.roles import CIRCLES
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

PLAIN = ("name", "state", "status", "status_until", "opens_on")
NAME_LONGEST = 80


@dataclass(frozen=True)
class Drawn:
    """A region as staff drew it: `municipalities` and `coordinator` by their keys."""

    name: str
    state: RegionState | str = RegionState.OPEN
    status: str = ""
    status_until: date | None = None
    opens_on: date | None = None
    coordinator: int | None = None
    municipalities: Collection[int] = ()


@transaction.atomic
def save_region(*, drawn: Drawn, by: AbstractBaseUser, region_id: int | None = None) -> Region:
    """Make a region, or make the one of `region_id` what is drawn. Another day of opening is another opening: it can be announced anew.

    Raises `NameTaken`, `NotOfTheCircles` (a coordinator without the role), and `InAnotherRegion` for a municipality that another one has.
    """
    region = Region.objects.select_for_update(of=("self",)).get(pk=region_id) if region_id else Region()
    if Region.objects.filter(name__iexact=drawn.name).exclude(pk=region.pk).exists():
        raise NameTaken
    if drawn.coordinator and drawn.coordinator != region.coordinator_id and not _of_the_circles(drawn.coordinator):
        raise NotOfTheCircles
    changed = [name for name in PLAIN if getattr(region, name) != getattr(drawn, name)]
    if "opens_on" in changed:
        region.announced_at = None
    for name in changed:
        setattr(region, name, getattr(drawn, name))
    if region.coordinator_id != drawn.coordinator:
        region.coordinator_id = drawn.coordinator
        changed.append("coordinator")
    region.slug = region.slug or _free_slug(drawn.name)
    try:
        with transaction.atomic():
            region.save()
    except IntegrityError as taken:  # somebody else made it at the same moment
        raise NameTaken from taken
    if _draw(region, set(drawn.municipalities)):
        changed.append("municipalities")
    if changed:
        record(verb="circles.region-saved", about=region, by=by, details={"fields": changed})
    return region


def _of_the_circles(pk: int) -> bool:
    return get_user_model().objects.filter(pk=pk, is_active=True, groups__name=CIRCLES).exists()


def _free_slug(name: str) -> str:
    plain = slugify(name)[: NAME_LONGEST - 3] or "streek"
    taken = set(Region.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(slug for slug in (plain, *(f"{plain}-{number}" for number in range(2, 99))) if slug not in taken)


def _draw(region: Region, wanted: set[int]) -> bool:
    """Exactly these municipalities; whether anything changed. The constraint stands behind it when two draw at once."""
    has = set(region.places.values_list("municipality_id", flat=True))
    _refuse_taken(region, wanted - has)
    region.places.exclude(municipality_id__in=wanted).delete()
    try:
        with transaction.atomic():
            RegionPlace.objects.bulk_create(
                RegionPlace(region=region, municipality_id=pk) for pk in sorted(wanted - has)
            )
    except IntegrityError:  # somebody else drew it in meanwhile
        _refuse_taken(region, wanted - has)
        raise
    return has != wanted


def _refuse_taken(region: Region, new: set[int]) -> None:
    places = RegionPlace.objects.filter(municipality_id__in=new).exclude(region=region)
    if taken := places.select_related("municipality", "region").order_by("municipality__name").first():
        raise InAnotherRegion(taken.municipality.name, taken.region.name)


@dataclass(frozen=True)
class Announced:
    """How many got a mail, and how many without an address are phoned."""

    mailed: int = 0
    phoned: int = 0


@transaction.atomic
def announce_opening(*, region_id: int, by: AbstractBaseUser) -> Announced:
    """Tell everybody on the waiting list of a region that groups are considered again from `opens_on`: by mail, or else by a call. Once for each
    day of opening. Raises `NothingToAnnounce` without such a day, and for one that is announced; `OpeningPast`.
    """
    region = Region.objects.select_for_update(of=("self",)).get(pk=region_id)
    if region.opens_on is None or region.announced_at is not None:
        raise NothingToAnnounce
    if region.opens_on < localdate():
        raise OpeningPast
    waiting = list(SignUp.objects.waiting_in(region).select_for_update(of=("self",)))
    by_mail = [sign_up for sign_up in waiting if sign_up.email]
    called = set(
        SignUp.objects.filter(pk__in=[one.pk for one in waiting], calls__state=CallState.OPEN).values_list(
            "pk", flat=True
        )
    )
    for sign_up in by_mail:
        mail_opening(sign_up, region)
    to_phone = [sign_up for sign_up in waiting if not sign_up.email and sign_up.pk not in called]
    for sign_up in to_phone:
        plan_call(public_id=sign_up.public_id, on=localdate(), by=by)
    region.announced_at = now()
    region.save(update_fields=["announced_at"])
    told = Announced(len(by_mail), len(waiting) - len(by_mail))
    record(
        verb="circles.opening-announced", about=region, by=by, details={"mailed": told.mailed, "phoned": told.phoned}
    )
    return told
