"""Volunteers in the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from circles.enums import VolunteerState
from circles.models import Volunteer
from cms.services.roles import CIRCLES, CONFIDANTS, EDITORS
from tests.factories import user_with_role
from tests.factories.circles import RegionFactory, VolunteerFactory
from tests.reading import told
from trust.audit.models import AccessEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "sees"), [(CIRCLES, "Vera"), (CONFIDANTS, "Stil")])
def test_each_sees_their_own_volunteers_alone(client, site, role, sees):
    verbinder = VolunteerFactory(sign_up__name="Vera")
    confidant = VolunteerFactory(sign_up__confidant=True, sign_up__volunteer=False, sign_up__name="Stil")
    client.force_login(user_with_role(role))

    page = client.get(reverse("circles-volunteers:index")).content.decode()

    for volunteer in (verbinder, confidant):
        mine = volunteer.sign_up.name == sees
        assert (volunteer.sign_up.name in page) is mine
        for name, ask in (
            ("detail", client.get),
            ("move", client.post),
            ("record", client.post),
            ("most", client.post),
        ):
            status = ask(reverse(f"circles-volunteers:{name}", args=[volunteer.pk])).status_code
            assert (status != 404) is mine


def test_who_has_no_role_in_the_circles_sees_no_volunteer(client, site):
    client.force_login(user_with_role(EDITORS))
    assert client.get(reverse("circles-volunteers:index")).status_code in (302, 403)


def test_each_look_at_a_volunteer_is_written_down(client, site):
    client.force_login(user_with_role(CONFIDANTS))
    volunteer = VolunteerFactory(sign_up__confidant=True, sign_up__volunteer=False)

    client.get(reverse("circles-volunteers:detail", args=[volunteer.pk]))
    client.get(reverse("circles-volunteers:index"))

    assert {entry.what for entry in AccessEntry.objects.all()} == {"circles.volunteer", "circles.volunteers"}


def test_the_path_is_walked_by_buttons_and_says_what_is_missing(client, staff):
    volunteer = VolunteerFactory(state=VolunteerState.TALKED)
    url = reverse("circles-volunteers:move", args=[volunteer.pk])

    refused = client.post(url, {"to": "ready"}, follow=True)
    assert "uittreksel" in told(refused)[0] or "extract" in told(refused)[0]
    client.post(reverse("circles-volunteers:record", args=[volunteer.pk]), {"on": localdate().isoformat()})
    client.post(url, {"to": "ready"})

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.record_seen_by) == (VolunteerState.READY, staff)
    assert client.post(url, {"to": "nonsense"}).status_code == 422


def test_an_extract_is_not_seen_in_the_future(client, staff):
    volunteer = VolunteerFactory()
    day = (localdate() + timedelta(days=1)).isoformat()

    assert client.post(reverse("circles-volunteers:record", args=[volunteer.pk]), {"on": day}).status_code == 422
    assert Volunteer.objects.get().record_seen_on is None


@pytest.mark.parametrize(("most", "status"), [("3", 302), ("0", 422), ("10", 422), ("x", 422)])
def test_how_many_groups_at_a_time(client, staff, most, status):
    volunteer = VolunteerFactory()
    response = client.post(reverse("circles-volunteers:most", args=[volunteer.pk]), {"most": most})
    assert response.status_code == status
    assert Volunteer.objects.get().groups_most == (3 if status == 302 else 1)


def test_volunteers_are_found_by_role_state_and_region(client, staff):
    region = RegionFactory()
    here = VolunteerFactory(state=VolunteerState.READY, record_seen_on=localdate(), sign_up__name="Vera")
    VolunteerFactory(sign_up__name="Otto", sign_up__municipality=None)

    for query, names in (
        ("state=ready", {"Vera"}),
        (f"region={region.slug}", {"Vera"}),
        ("role=verbinder", {"Vera", "Otto"}),
        ("role=compagnon", set()),
        ("role=nonsense", {"Vera", "Otto"}),
    ):
        page = client.get(reverse("circles-volunteers:index") + f"?{query}")
        assert {one.sign_up.name for one in page.context["page"]} == names
    assert page.context["pool"] == [{"region": region.name, "verbinder": 1, "compagnon": 0, "confidant": 0}]
    assert here.sign_up.municipality
