"""Regions on the screens of staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from circles.enums import RegionState, SignUpState
from circles.models import Region
from circles.services import Drawn, save_region
from tests.catalogue.admin.asking import kept_out
from tests.factories.circles import RegionFactory, SignUpFactory, municipality
from tests.queries import cost
from tests.reading import fragment, soup
from trust.audit.models import AccessEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
INDEX = "circles-regions:index"
INDEX_COSTS, DETAIL_COSTS, DRAW_COSTS = 10, 14, 13


def url_of(name: str, region: Region) -> str:
    return reverse(f"circles-regions:{name}", args=[region.pk])


def said(*names: str, **more) -> dict:
    return {"name": "Oost", "state": "open", "municipalities": [municipality(name).pk for name in names]} | more


def waiting(number: int, **more) -> None:
    SignUpFactory.create_batch(number, state=SignUpState.WAITING, **more)


def opening() -> Region:
    return RegionFactory(opens_on=localdate() + timedelta(days=30))


def test_region_is_drawn_by_ticking_municipalities(desk, gatherer):
    response = desk.post(
        reverse("circles-regions:add"),
        said("Leuven", "Herent", coordinator=gatherer.pk, status="Vanaf de herfst.", status_until="2027-01-01"),
    )

    region = Region.objects.get()
    assert response["Location"] == url_of("detail", region)
    assert region.coordinator == gatherer
    assert "Noor Kring" in soup(desk.get(url_of("edit", region))).select_one("[name=coordinator]").get_text()
    assert set(region.municipalities.values_list("name", flat=True)) == {"Leuven", "Herent"}


def test_what_a_colleague_drew_meanwhile_is_not_wiped_out(desk, gatherer):
    region = RegionFactory(name="Oost", places=["Leuven"])
    mine = desk.get(url_of("edit", region)).context["form"]["seen"].value()
    theirs = Drawn(name="Oost", municipalities={municipality("Leuven").pk, municipality("Herent").pk})
    save_region(drawn=theirs, by=gatherer, region_id=region.pk)

    response = desk.post(url_of("edit", region), said("Leuven", "Bierbeek", seen=mine))

    assert response.status_code == 409
    assert region.places.filter(municipality__name="Herent").exists()
    again = response.context["form"]["seen"].value()
    assert desk.post(url_of("edit", region), said("Leuven", "Bierbeek", "Herent", seen=again)).status_code == 302
    assert region.places.count() == 3


def test_municipality_of_another_region_cannot_be_ticked_and_is_refused_in_words(desk):
    RegionFactory(name="West", places=["Herent"])

    page = soup(desk.get(reverse("circles-regions:add")))
    response = desk.post(reverse("circles-regions:add"), said("Leuven", "Herent"))

    assert page.select_one(f"input[value='{municipality('Herent').pk}']").has_attr("disabled")
    assert response.status_code == 409
    alert = fragment(response.content.decode()).select_one("[role=alert]").get_text()
    assert "Herent" in alert
    assert "West" in alert
    assert (
        fragment(response.content.decode())
        .select_one(f"input[value='{municipality('Leuven').pk}']")
        .has_attr("checked")
    )


def test_what_borders_on_a_region_and_is_free_stands_on_top(desk):
    region = RegionFactory(places=["Leuven"])
    near = set(municipality("Leuven").neighbours.values_list("name", flat=True))
    taken = sorted(near)[0]
    RegionFactory(places=[taken])

    group = desk.get(url_of("edit", region)).context["form"].groups[0]

    assert {choice.name for choice in group.choices} == near - {taken}


def test_list_says_how_many_wait_and_which_municipalities_no_region_has(desk):
    RegionFactory(places=["Leuven", "Herent"])
    waiting(2)
    waiting(1, municipality=municipality("Gent"))

    context = desk.get(reverse(INDEX)).context

    assert [(region.many, region.waiting) for region in context["regions"]] == [(2, 2)]
    assert [(place.name, place.people) for place in context["wanted"]] == [("Gent", 1)]
    assert "Brugge" in {place.name for place in context["quiet"]}
    assert "Leuven" not in {place.name for place in context["quiet"]}


def test_sentence_past_its_day_is_said_to_be_so(desk):
    region = RegionFactory(status="Vanaf de herfst van 2024.", status_until=localdate() - timedelta(days=1))

    assert desk.get(url_of("detail", region)).context["status"] == ""
    assert soup(desk.get(url_of("detail", region))).select_one("dd s").get_text() == "Vanaf de herfst van 2024."


def test_waiting_list_keeps_its_order_and_its_numbers_over_pages(desk, gatherer):
    region = RegionFactory()
    waiting(51)

    first, second = desk.get(url_of("detail", region)), desk.get(url_of("detail", region), {"p": 2})

    assert soup(second).select_one("ol.lus-persons")["start"] == "51"
    assert [len(page.context["page"].object_list) for page in (first, second)] == [50, 1]
    assert AccessEntry.objects.filter(what="circles.waiting", by=gatherer, count=50).exists()


def test_announcing_shows_the_mail_and_who_gets_it_and_sends_after_a_second_press(desk):
    region = opening()
    waiting(2)
    waiting(1, email="")
    url = url_of("announce", region)

    shown = desk.get(url)
    assert not OutboundEmail.objects.exists()
    assert region.name in shown.context["sample"].text
    assert "/mijn-plek/" not in shown.context["sample"].text
    assert [len(shown.context[name]) for name in ("by_mail", "by_phone")] == [2, 1]
    for _twice in range(2):
        desk.post(url, dict(shown.context["kept"]))

    assert OutboundEmail.objects.filter(purpose="circles.opening").count() == 2
    assert Region.objects.get().announced_at


def test_nobody_is_mailed_who_did_not_stand_on_the_preview(desk):
    region = opening()
    waiting(1)
    kept = dict(desk.get(url_of("announce", region)).context["kept"])
    waiting(1)

    response = desk.post(url_of("announce", region), kept)

    assert response.status_code == 409
    assert not OutboundEmail.objects.exists()
    assert desk.post(url_of("announce", region), dict(response.context["kept"])).status_code == 302


def test_sentence_for_visitors_needs_a_last_day(desk):
    response = desk.post(reverse("circles-regions:add"), said("Leuven", status="Vanaf de herfst."))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["status_until"]
    assert desk.post(reverse("circles-regions:add"), said("Leuven", status="  ")).status_code == 302


def test_day_of_opening_still_has_to_come_but_one_that_came_stands_in_the_way_of_nothing(desk):
    yesterday, today = localdate() - timedelta(days=1), localdate()

    response = desk.post(reverse("circles-regions:add"), said("Leuven", opens_on=yesterday))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["opens_on"]
    assert desk.post(reverse("circles-regions:add"), said("Leuven", opens_on=today)).status_code == 302

    region = Region.objects.get()
    Region.objects.update(opens_on=yesterday, announced_at=now())
    seen = desk.get(url_of("edit", region)).context["form"]["seen"].value()
    again = said("Leuven", "Herent", opens_on=yesterday, seen=seen)
    assert desk.post(url_of("edit", region), again).status_code == 302
    assert region.places.count() == 2


def test_announcing_a_day_that_is_past_leads_to_where_it_is_changed(desk):
    region = RegionFactory(opens_on=localdate() - timedelta(days=1))
    waiting(1)

    response = desk.get(url_of("announce", region), follow=True, HTTP_ACCEPT_LANGUAGE="nl")

    assert response.redirect_chain == [(url_of("edit", region), 302)]
    assert "voorbij" in str(next(iter(response.context["messages"])))
    assert not OutboundEmail.objects.exists()


def test_what_is_announced_is_not_announced_again(desk):
    region = RegionFactory(opens_on=localdate(), announced_at=now())

    assert desk.get(url_of("announce", region))["Location"] == url_of("detail", region)
    assert not desk.get(url_of("detail", region)).context["may_announce"]


def test_screens_cost_the_same_with_one_and_with_three(desk):
    region = opening()
    waiting(1)
    urls = [reverse(INDEX), url_of("detail", region), url_of("edit", region), url_of("announce", region)]
    before = [cost(desk, url) for url in urls]
    for name in ("Gent", "Brugge"):
        RegionFactory(places=[name], state=RegionState.WAITING)
    waiting(2)

    assert [cost(desk, url) for url in urls] == before
    assert before[:3] == [INDEX_COSTS, DETAIL_COSTS, DRAW_COSTS]


@pytest.mark.parametrize("name", ["index", "add", "detail", "edit", "announce"])
def test_who_has_another_role_opens_nothing(site, name):
    args = [] if name in ("index", "add") else [RegionFactory().pk]

    assert kept_out(reverse(f"circles-regions:{name}", args=args))


def test_somebody_of_the_vertrouwenspersonen_draws_no_regions(quiet_desk):
    assert quiet_desk.get(reverse(INDEX), headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
