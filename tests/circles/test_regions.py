"""Regions: drawing them, and telling who waits that groups start again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate

from circles.enums import RegionState, SignUpState
from circles.errors import InAnotherRegion, NameTaken, NothingToAnnounce, NotOfTheCircles, OpeningPast
from circles.models import Call, Region, SignUp
from circles.services import Drawn, announce_opening, save_region
from cms.services.roles import CONFIDANTS
from tests.factories import user_with_role
from tests.factories.circles import CallFactory, RegionFactory, SignUpFactory, municipality
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def drawn(*names: str, **said) -> Drawn:
    return Drawn(**{"name": "Oost", "municipalities": {municipality(name).pk for name in names}} | said)


def places(region: Region) -> list[str]:
    return sorted(region.municipalities.values_list("name", flat=True))


def test_region_is_drawn_and_drawn_anew(staff):
    region = save_region(drawn=drawn("Leuven", "Herent"), by=staff)
    again = save_region(drawn=drawn("Herent", "Bierbeek", name="Oost-Brabant"), by=staff, region_id=region.pk)

    assert places(region) == ["Bierbeek", "Herent"]
    assert (again.name, again.slug) == ("Oost-Brabant", "oost")
    assert [deed.details["fields"] for deed in AuditEntry.objects.order_by("pk")] == [
        ["name", "municipalities"],
        ["name", "municipalities"],
    ]


def test_drawing_the_same_again_writes_nothing(staff):
    region = save_region(drawn=drawn("Leuven"), by=staff)
    save_region(drawn=drawn("Leuven"), by=staff, region_id=region.pk)

    assert AuditEntry.objects.count() == 1


def test_municipality_of_another_region_is_refused_and_nothing_of_it_stays(staff):
    RegionFactory(name="West", places=["Herent"])

    with pytest.raises(InAnotherRegion) as refused:
        save_region(drawn=drawn("Leuven", "Herent"), by=staff)

    assert (refused.value.municipality, refused.value.region) == ("Herent", "West")
    assert Region.objects.count() == 1


def test_constraint_stands_behind_two_who_draw_at_once(staff):
    with pytest.raises(IntegrityError):
        RegionFactory.create_batch(2, places=["Leuven"])


def test_name_is_taken_once_and_addresses_stay_apart(staff):
    save_region(drawn=drawn(), by=staff)

    with pytest.raises(NameTaken):
        save_region(drawn=drawn(name="OOST"), by=staff)
    assert save_region(drawn=drawn(name="Oost!"), by=staff).slug == "oost-2"


def test_only_somebody_of_the_circles_coordinates(staff):
    stranger = user_with_role(CONFIDANTS)

    with pytest.raises(NotOfTheCircles):
        save_region(drawn=drawn(coordinator=stranger.pk), by=staff)
    assert save_region(drawn=drawn(coordinator=staff.pk), by=staff).coordinator == staff


def test_coordinator_who_left_the_role_does_not_stand_in_the_way_of_other_changes(staff):
    region = save_region(drawn=drawn(coordinator=staff.pk), by=staff)
    staff.groups.clear()

    save_region(drawn=drawn(coordinator=staff.pk, state=RegionState.WAITING), by=staff, region_id=region.pk)

    assert Region.objects.get().state == RegionState.WAITING


# --- announcing ---------------------------------------------------------------------------------------------------------


def waiting(**said) -> SignUp:
    return SignUpFactory(state=SignUpState.WAITING, **said)


def opening(**said) -> Region:
    return RegionFactory(opens_on=localdate() + timedelta(days=30), state=RegionState.WAITING, **said)


def test_everybody_who_waits_hears_once_by_mail_or_by_telephone(staff):
    region = opening()
    waiting(email="mira@example.org")
    silent = waiting(email="")
    SignUpFactory(email="new@example.org")
    waiting(email="gent@example.org", municipality=municipality("Gent"))

    told = announce_opening(region_id=region.pk, by=staff)
    with pytest.raises(NothingToAnnounce):
        announce_opening(region_id=region.pk, by=staff)

    assert (told.mailed, told.phoned) == (1, 1)
    mail = OutboundEmail.objects.get(purpose="circles.opening")
    assert mail.recipient == "mira@example.org"
    assert region.name in mail.text
    assert Call.objects.open().get().sign_up == silent
    assert AuditEntry.objects.get(verb="circles.opening-announced").details == {"mailed": 1, "phoned": 1}


def test_another_day_of_opening_is_announced_anew(staff):
    region = opening()
    waiting(email="mira@example.org")
    announce_opening(region_id=region.pk, by=staff)
    later = Drawn(
        name=region.name,
        state=region.state,
        opens_on=localdate() + timedelta(days=90),
        municipalities=set(region.places.values_list("municipality_id", flat=True)),
    )

    save_region(drawn=later, by=staff, region_id=region.pk)
    announce_opening(region_id=region.pk, by=staff)

    assert OutboundEmail.objects.filter(purpose="circles.opening").count() == 2


def test_call_that_waits_already_is_not_planned_twice(staff):
    region = opening()
    call = CallFactory(sign_up=waiting(email=""))

    assert announce_opening(region_id=region.pk, by=staff).phoned == 1

    assert Call.objects.get() == call


def test_without_a_day_there_is_nothing_to_announce(staff):
    with pytest.raises(NothingToAnnounce):
        announce_opening(region_id=RegionFactory().pk, by=staff)


def test_an_opening_whose_day_is_past_is_not_announced(staff):
    region = opening()
    waiting()
    Region.objects.update(opens_on=localdate() - timedelta(days=1))

    with pytest.raises(OpeningPast):
        announce_opening(region_id=region.pk, by=staff)

    assert not OutboundEmail.objects.exists()
    assert Region.objects.get().announced_at is None


def test_who_came_first_stands_first():
    region = RegionFactory()
    second, first = waiting(), waiting(signed_at="2026-01-01T10:00:00Z")

    assert list(SignUp.objects.waiting_in(region)) == [first, second]
