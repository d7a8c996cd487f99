"""Staff phone people from a telephone: list, call, outcome, with one thumb; screens that are fit for everybody."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import follow, manage
from tests.browser.looking import unfit
from tests.browser.story import colleague

pytestmark = pytest.mark.browser
THUMB = 48  # pixels

# Two people who wait to be phoned, one of them late and discreet, and one whom only the vertrouwenspersonen see; a region where somebody waits.
PEOPLE = """
import json
import secrets
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils.timezone import localdate
from circles.enums import SignUpKind, SignUpState
from circles.models import Call, Circle, SignUp, Volunteer
from circles.services import Asked, Drawn, move_sign_up, save_region, sign_up
from trust.places.models import Municipality
staff = get_user_model().objects.get(email="kringen@example.org")
place = Municipality.objects.filter(region_place=None).order_by("?").first()
mark, until = secrets.token_hex(3), localdate() + timedelta(days=365)
def somebody(name, kind=SignUpKind.LINKGROEP, **said):
    return sign_up(asked=Asked(kind=kind, name=f"{name} {mark}", municipality=place, **said), delete_on=until)
late = somebody("Late Lies", phone="+32470123456", discreet=True)
Call.objects.filter(sign_up=late).update(due_on=localdate() - timedelta(days=6))
mailed = somebody("Mail Mo", email="mo@example.org", remark="Ik ben pas verhuisd en ken hier nog niemand. " * 5)
long = somebody("Langenaam" * 10, phone="+32470333444")
SignUp.objects.filter(pk=long.pk).update(notes="langenota" * 20, organisation="langebuurt" * 10)
child = somebody("Stille Sam", kind=SignUpKind.YOUNG, phone="+32470654321", discreet=True)
waits = somebody("Wachtende Wil", phone="+32470111222", email="wil@example.org")
move_sign_up(public_id=waits.public_id, to=SignUpState.WAITING, by=staff)
region = save_region(by=staff, drawn=Drawn(
    name=f"Oost-Brabant {mark} {'langestreeknaam' * 3}", opens_on=localdate() + timedelta(days=30), coordinator=staff.pk, municipalities={place.pk}))
groups = {state: str(Circle.objects.filter(state=state).first().public_id) for state in ("proposed", "starting")}
verbinder = Volunteer.objects.filter(sign_up__role="verbinder").first().pk
print(json.dumps(groups | {"verbinder": verbinder, "mark": mark, "late": late.pk, "long": long.pk, "child": child.pk, "region": region.pk,
    "slug": region.slug, "call": late.calls.get().pk, "child_call": child.calls.get().pk}))
"""


@pytest.fixture
def people(demo_environment) -> dict:
    said = manage(demo_environment, "shell", "--no-imports", "--command", PEOPLE)
    return json.loads(said.strip().splitlines()[-1])


@pytest.fixture
def phone(browser, base_url):
    """Somebody of the circles with a telephone in one hand."""
    with colleague(browser, base_url, "kringen", width=360) as page:
        yield page


def card(page, name: str):
    return page.locator(".lus-call", has_text=name)


def test_list_call_and_outcome_with_one_thumb(phone, people):
    late, mail = f"Late Lies {people['mark']}", f"Mail Mo {people['mark']}"
    everybody = f"/admin/circles-calls/?show=all&region={people['slug']}"
    phone.goto("/admin/circles-calls/")

    assert phone.locator(".lus-call").first.locator(".lus-call__late").count() == 1, "late ones stand first"
    for part in card(phone, late).locator("a.button, button").all():
        assert part.bounding_box()["height"] >= THUMB, part.inner_text()
    dial = card(phone, late).locator("a.lus-call__dial")
    assert dial.get_attribute("href") == "tel:+32470123456"
    assert dial.bounding_box()["width"] >= 280
    assert "0470 12 34 56" in dial.inner_text()
    assert card(phone, late).locator(".lus-discreet").is_visible()

    follow(card(phone, late).get_by_role("button", name="Niemand nam op"))
    assert card(phone, late).count() == 0, "the next try is planned for later"
    phone.goto(everybody)
    assert "1 poging" in card(phone, late).inner_text()
    follow(card(phone, late).get_by_role("link", name="Gesproken"))
    assert phone.locator("[name=outcome]:checked").get_attribute("value") == "reached"
    phone.get_by_label("Nota").fill("Fijn gesprek.")
    follow(phone.get_by_role("button", name="Noteer dit"))

    assert card(phone, late).count() == 0
    assert late in phone.content(), "the word of what was noted"
    phone.goto(f"/admin/circles-calls/{people['call']}/")
    assert "Fijn gesprek." in phone.locator(".lus-steps").inner_text()
    phone.goto(everybody)
    assert card(phone, mail).get_by_role("button").count() == 1, "who left an address is mailed"


def test_button_that_is_pressed_twice_notes_one_try(phone, people):
    phone.goto("/admin/circles-calls/")

    card(phone, f"Late Lies {people['mark']}").get_by_role("button", name="Niemand nam op").dblclick()
    phone.locator(".messages a", has_text="Open de oproep").click()
    phone.wait_for_url(f"**/circles-calls/{people['call']}/")

    assert phone.locator(".lus-steps li").count() == 1


def test_municipalities_stand_in_columns(phone, people):
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto(f"/admin/circles-regions/{people['region']}/edit/")

    lists = phone.locator(".lus-places").evaluate_all("found => found.map(one => getComputedStyle(one).display)")

    assert set(lists) == {"grid"}


def test_list_works_without_a_script(browser, base_url, phone, people):
    context = browser.new_context(
        locale="nl-BE",
        base_url=base_url.replace("127.0.0.1", "localhost"),
        storage_state=phone.context.storage_state(),
        java_script_enabled=False,
        viewport={"width": 360, "height": 760},
    )
    page = context.new_page()
    page.goto("/admin/circles-calls/")

    follow(card(page, f"Late Lies {people['mark']}").get_by_role("button", name="Boodschap ingesproken"))

    assert card(page, f"Late Lies {people['mark']}").count() == 0
    context.close()


def test_somebody_of_the_circles_sees_no_child(phone, people):
    for address in ("/admin/circles-calls/?show=all", f"/admin/circles-sign-ups/?q=Sam {people['mark']}"):
        phone.goto(address)
        assert "Stille Sam" not in phone.content(), address
    assert phone.goto(f"/admin/circles-sign-ups/{people['child']}/").status == 404
    assert phone.goto(f"/admin/circles-calls/{people['child_call']}/").status == 404


def test_screens_are_fit_for_everybody(phone, people):
    for address in (
        "/admin/circles-calls/?show=all",
        "/admin/circles-calls/?show=mine&region=-",
        f"/admin/circles-calls/{people['call']}/",
        "/admin/circles-sign-ups/",
        f"/admin/circles-sign-ups/{people['late']}/",
        f"/admin/circles-sign-ups/{people['long']}/",
        f"/admin/circles-sign-ups/{people['long']}/edit/",
        f"/admin/circles-sign-ups/{people['late']}/erase/",
        "/admin/circles-sign-ups/add/",
        "/admin/circles-regions/",
        f"/admin/circles-regions/{people['region']}/",
        f"/admin/circles-regions/{people['region']}/edit/",
        f"/admin/circles-regions/{people['region']}/announce/",
        "/admin/reports/circles/",
        "/admin/circles-volunteers/",
        f"/admin/circles-volunteers/{people['verbinder']}/",
        "/admin/circles-groups/",
        "/admin/circles-groups/apart/",
        f"/admin/circles-groups/{people['proposed']}/",
        f"/admin/circles-groups/{people['proposed']}/people/",
        f"/admin/circles-groups/{people['starting']}/",
    ):
        phone.goto(address)
        phone.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")

        assert unfit(phone) == []


def test_confidential_screens_are_fit_for_everybody(browser, base_url, people):
    with colleague(browser, base_url, "vertrouwenspersonen", width=360) as page:
        for address in (
            "/admin/circles-calls/?show=all",
            f"/admin/circles-calls/{people['child_call']}/",
            "/admin/circles-confidential/",
            f"/admin/circles-confidential/{people['child']}/",
            f"/admin/circles-confidential/{people['child']}/edit/",
            "/admin/circles-confidential/add/",
        ):
            page.goto(address)

            assert unfit(page) == []
        assert page.goto(f"/admin/circles-confidential/{people['late']}/").status == 404
