"""A day at work, for each role: whatever waits is opened from the dashboard, dealt with, and gone from it.

On a site of its own, where nothing else waits: so each line stands there once, and is gone when its one thing is done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from tests.browser.conftest import address_of, environment_of, follow, manage, serving
from tests.browser.story import colleague, press, publish, tell
from tests.databases import copy_migrated
from tests.factories.staff import code_of

pytestmark = [pytest.mark.browser, pytest.mark.story]

# Somebody in each role, and of every kind of work that may wait for one of them one thing; the rows of others make no more.
OFFICE = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils.timezone import localdate, now
from wagtail.models import Workflow
from bookings.desk.enums import RequestState
from catalogue.models import Product
from catalogue.services import Ordered, place_order
from cms.services.roles import WORKFLOW, ensure_roles
from home.demo.build import build_staff
from podcast.models import EpisodePage, TakeDown
from tests.conftest import make_site
from tests.factories.bookings import EventFactory, RegistrationFactory
from tests.factories.circles import CallFactory, RegionFactory, municipality
from tests.factories.contact import ContactMessageFactory
from tests.factories.desk import BookingRequestFactory
from tests.factories.outbox import OutboundEmailFactory
from tests.factories.pages import EpisodePageFactory, PlainPageFactory
from tests.factories.podcast import AudioFileFactory, EpisodePersonFactory, GuestConsentFactory
from tests.factories.privacy import PrivacyRequestFactory
from tests.factories.shop import LINDE, ProductFactory
make_site()
ensure_roles()
build_staff()
yesterday, soon = localdate() - timedelta(days=1), now() + timedelta(days=3)

ContactMessageFactory()
OutboundEmailFactory(failed=True)
held = [{"model": "x.X", "label": "Pagina", "reasons": ["staat op een pagina"]}]
PrivacyRequestFactory(kind="erasure", state="done", confirmed_at=now(), done_at=now(), held_back=held)

RegistrationFactory(state="pending", seats_held=1, event=EventFactory(title="Op uitnodiging", slug="op-uitnodiging"), name="Wacht Wim")
RegistrationFactory(state="offered", seats_held=1, email="", phone="+32470000000", offered_until=now() + timedelta(hours=3),
    event=EventFactory(title="Nog een plaats", slug="nog-een-plaats"), name="Bel Bea")
EventFactory(title="Nog te publiceren", slug="nog-te-publiceren", state="draft")
EventFactory(title="Nergens", slug="nergens", starts_at=soon, ends_at=soon + timedelta(hours=2))
BookingRequestFactory(state=RequestState.NEW)
BookingRequestFactory(state=RequestState.IN_DISCUSSION, alarm_on=yesterday)
BookingRequestFactory(state=RequestState.PROPOSED).proposals.update(valid_until=localdate() + timedelta(days=1))
BookingRequestFactory(state=RequestState.GIVEN)

flyer = ProductFactory(title="Genoeg", slug="genoeg")
place_order(ordered=Ordered(quantities={flyer.public_id: 10}, contact_name="Rita", email="rita@example.org", organisation=LINDE))
ProductFactory(title="Bijna op", slug="bijna-op", stock=5, low_at=10)
Product.objects.filter(pk=ProductFactory(title="Klopt niet", slug="klopt-niet").pk).update(available=900)

CallFactory(late=True, sign_up__name="Late Lies")
CallFactory(sign_up__name="Gentse Griet", sign_up__municipality=municipality("Gent"))
RegionFactory(name="Streek Leuven", status="Vanaf de herfst.", status_until=yesterday)

past = ("notice", {"date": "2026-01-01", "title": "Voorbij", "use_by": now() - timedelta(days=1)})
PlainPageFactory(title="Oude belofte", slug="oude-belofte", body=[past])
writer = get_user_model().objects.get(email="redacteur@example.org")
Workflow.objects.get(name=WORKFLOW).start(PlainPageFactory(title="Na te lezen", slug="na-te-lezen", draft=True), writer)
late = EpisodePageFactory(title="Zonder woorden", slug="zonder-woorden")
EpisodePage.objects.filter(pk=late.pk).update(transcript_due_on=yesterday)
TakeDown.objects.create(episode=EpisodePageFactory(title="Een oud gesprek", slug="een-oud-gesprek", draft=True), reason="person")
AudioFileFactory(title="Stuk geluid", analysis_error="onleesbaar")
heard = EpisodePageFactory(title="Met gast", slug="met-gast")
GuestConsentFactory(episode=heard, person=EpisodePersonFactory(page=heard).person, ends_at=now() + timedelta(days=5))
"""
# What goes wrong behind the scenes, made when the day begins of who sees to it, because workers work meanwhile.
TROUBLE = """
from datetime import timedelta
from uuid import uuid4
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from trust.clock.models import ClockRun
from trust.outbox.tasks import send_due_mail
from trust.privacy.models import RetentionLine
hours_ago = now() - timedelta(hours=2)
DBTaskResult.objects.filter(pk=send_due_mail.enqueue().id).update(enqueued_at=hours_ago)
run = ClockRun.objects.create(job="publish_map", slot=hours_ago, finished_at=hours_ago, error="OSError")
ClockRun.objects.filter(pk=run.pk).update(started_at=hours_ago)
RetentionLine.objects.create(run=uuid4(), model="home.Subscription", rule="term", wiped=0, error="OSError")
"""
GIVEN_UP = """
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from trust.outbox.tasks import send_due_mail
from trust.queue.models import TaskRetry
task = send_due_mail.enqueue()
DBTaskResult.objects.filter(pk=task.id).update(status="FAILED", finished_at=now())
TaskRetry.objects.create(task_id=task.id, task_path=send_due_mail.module_path, attempts=6, last_error="OSError", given_up_at=now())
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory, django_db_blocker) -> Iterator[tuple[dict[str, str], str]]:
    """The site where all of that waits, and its address."""
    folder = tmp_path_factory.mktemp("office")
    environment = environment_of(folder, address_of(f"office_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}", folder))
    with django_db_blocker.unblock():
        copy_migrated(environment["DATABASE_URL"])
    tell(environment, OFFICE)
    manage(environment, "worker", "--batch")
    with serving(environment) as address:
        yield environment, address


def confirm(page) -> None:
    """What a deed asks: to be pressed, and once more when it showed who hears of it."""
    for _press in range(2):
        if page.locator(".lus-confirm button").count():
            follow(page.locator(".lus-confirm button").first)


def deed(words: str, **said: str) -> Callable[[Any], None]:
    """That deed of the request which stands open, with what is filled in."""

    def do(page) -> None:
        follow(page.locator(".lus-deeds a").filter(has_text=words).first)
        for field, value in said.items():
            page.locator(f"[name={field}]").first.fill(value)
        confirm(page)

    return do


def opened(words: str, *presses: str) -> Callable[[Any], None]:
    """That row of the list, and then those buttons."""

    def do(page) -> None:
        follow(page.locator("main").get_by_role("link", name=words).first)
        for button in presses:
            press(page, button)

    return do


def answer_message(page) -> None:
    follow(page.locator("main td a").first)
    press(page, "Dit is beantwoord")


def give_a_place(page) -> None:
    follow(page.locator("main").get_by_role("link", name="Bewerk"))
    page.locator("[name=place_name]").fill("Buurthuis De Spil")
    page.locator("[name=city]").fill("Antwerpen")
    press(page, "Opslaan")


def publish_date(page) -> None:
    follow(page.locator("main").get_by_role("link", name="Nog te publiceren").first)
    page.locator("summary").first.click()
    follow(page.get_by_role("link", name="Publiceer"))
    confirm(page)


def say_no(page) -> None:
    follow(page.locator(".lus-deeds a").filter(has_text="Ze zeggen nee").first)
    page.locator("[name=name]").fill("Rita Peeters")
    page.locator("[name=goes_on]").last.check()
    confirm(page)


def see(*words: str) -> Callable[[Any], None]:
    """What they can read of it; the rest is no press of theirs (`BY_HAND`), or a worker's."""

    def do(page) -> None:
        shown = page.locator("main").inner_text()
        assert all(each in shown for each in words), shown

    return do


def try_again(page) -> None:
    press(page, "Opnieuw proberen")


def close_accounts(page) -> None:
    """Of who do not work here any more, all but one's own; for the others, their day begins with a second step."""
    listed, edit = page.url, "main td a[href*='/users/edit/']"
    others = page.locator(edit).evaluate_all(
        "links => links.filter(link => link.innerText !== 'admin@example.org').map(link => link.href)"
    )
    for other in others:
        page.goto(other)
        page.get_by_role("tab", name="Rollen").click()
        page.locator("[name=is_active]").uncheck()
        follow(page.get_by_role("button", name="Opslaan"))
    page.goto(listed)


def fill_up(page) -> None:
    page.locator("[name=deed][value=receive]").check()
    page.locator("[name=copies]").fill("500")
    page.locator("[name=why]").fill("Drukker")
    press(page, "Noteer het")


def pack(page) -> None:
    page.locator("[name=orders]").first.check()
    press(page, "Neem ze samen in een reeks")
    press(page.locator(".lus-parcel"), "Ingepakt")


def speak_with(*names: str) -> Callable[[Any], None]:
    def do(page) -> None:
        for name in names:
            follow(page.locator(".lus-call", has_text=name).get_by_role("link", name="Gesproken"))
            page.get_by_label("Nota").fill("Fijn gesprek.")
            press(page, "Noteer dit")

    return do


def keep_region(page) -> None:
    """A sentence that holds again, in the region's own form."""
    follow(page.locator("main").get_by_role("link", name="Streek Leuven").first)
    follow(page.get_by_role("link", name="Teken opnieuw"))
    page.locator("[name=status_until]").fill(f"{localdate() + timedelta(days=365)}")
    follow(page.locator(".lus-confirm button"))


def draw_ghent(page) -> None:
    follow(page.get_by_role("link", name="Een regio tekenen"))
    page.locator("[name=name]").fill("Streek Gent")
    page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")
    page.locator("main").get_by_label("Gent", exact=True).check()
    follow(page.locator(".lus-confirm button"))


def take_promise_away(page) -> None:
    follow(page.locator("main").get_by_role("link", name="Oude belofte").first)
    page.locator("[data-streamfield-action=DELETE]").first.click()
    publish(page)


def approve(page) -> None:
    follow(page.locator("main").get_by_role("link", name="Na te lezen").first)
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    follow(page.get_by_role("button", name="Keur goed en publiceren", exact=True))


def write_out(page) -> None:
    page.locator("[name=transcript]").fill("[00:00] Noor: Welkom.")
    publish(page)


def agree_anew(page) -> None:
    """A consent without an end, in the place of the one that ends."""
    follow(page.locator("main td a").first)
    follow(page.get_by_role("link", name="Er verandert iets"))
    for scope in ("voice", "transcript"):
        page.locator(f"[name={scope}]").check()
    page.locator("[name=signed_on]").fill(f"{localdate()}")
    page.locator("[name=signed_by]").fill("Noor Peeters")
    with page.expect_navigation():  # by key: the calendar of the day may lie over the button
        page.keyboard.press("Enter")


def look_after(page) -> None:
    follow(page.locator("main td a").first)
    press(page, "Dit is nagekeken")


def second_step(page) -> None:
    follow(page.get_by_role("link", name="Stel een app in"))
    secret = page.get_by_test_id("secret").inner_text().strip()
    page.locator("[name=code]").fill(code_of(secret))
    follow(page.locator("form.form button"))
    page.wait_for_url("**/herstelcodes/")


DAYS: dict[str, dict[str, Callable[[Any], None]]] = {
    "boekingen": {
        "bericht om te beantwoorden": answer_message,
        "mail die niet aankwam": opened("person-", "Verstuur opnieuw"),
        "inschrijving om goed te keuren": opened("Wacht Wim", "Keur goed"),
        "persoon om te bellen over een vrije plaats": opened("Bel Bea", "Neemt de plaats"),
        "datum deze week zonder link of plek": give_a_place,
        "aanvraag om te beantwoorden": deed("Ga ermee aan de slag"),
        "aanvraag wacht te lang op ons": deed(
            "We kunnen niet", reason="We hebben die dag niemand.", alternative="Een week later wel."
        ),
        "datum om te publiceren": publish_date,
        "voorstel vervalt binnenkort zonder antwoord": say_no,
        "aanvraag om te factureren": opened("Maak de factuurgegevens", "Maken"),
    },
    "webwinkel": {
        # Staff look, and ask whoever manages the site (docs/redactie/webwinkel.md).
        "product waarvan de voorraad niet klopt": see("Klopt niet"),
        "product is bijna op": fill_up,
        "bestelling om in te pakken": pack,
    },
    "kringen": {
        "oproep die te laat is": speak_with("Late Lies"),
        "persoon om vandaag te bellen": speak_with("Gentse Griet"),
        "regio om na te kijken": keep_region,
        "persoon die in geen regio woont": draw_ghent,
    },
    "eindredacteur": {
        "pagina om na te kijken": take_promise_away,
        "aflevering die apps misschien nog hebben": opened("Een oud gesprek", "Het is opgevolgd"),
        "beloofd transcript dat er nog niet is": write_out,
        "pagina die op je goedkeuring wacht": approve,
        "toestemming die binnen 30 dagen eindigt": agree_anew,
        "geluid dat niet beluisterd kon worden": opened("Stuk geluid", "Luister opnieuw"),
    },
    "beheer": {
        "taak die niemand opneemt": see("make worker"),
        "wissing om na te kijken": look_after,
        "de klok staat stil": see("publish_map"),
        "periodiek werk dat misliep": see("publish_map", "OSError"),
        "termijn die vannacht niet gehaald werd": see("OSError"),
    },
    "admin": {
        "taak die opgegeven is": try_again,
        "collega’s zonder tweede stap": close_accounts,
    },
}
BEFORE = {"beheer": TROUBLE, "admin": GIVEN_UP}
# What no screen mends, on purpose: whoever keeps the server does, and its clock.
CLOCK_RUNS = """
from django.test import override_settings
from trust.clock.services import run_due
def run(job):
    with override_settings(PERIODIC_JOBS={job: {"every": 60}}):
        run_due()
run("""
BY_HAND = {
    "product waarvan de voorraad niet klopt": """
from catalogue.models import Product
Product.objects.filter(slug="klopt-niet").update(available=1000)
""",
    "de klok staat stil": f"{CLOCK_RUNS}'send_mail')",
    "periodiek werk dat misliep": f"{CLOCK_RUNS}'publish_map')",
    "termijn die vannacht niet gehaald werd": "from django.core.management import call_command; call_command('run_retention')",
}
SECOND_STEP = "stel een tweede stap in om je aan te melden"
WAITS = "() => [...document.querySelectorAll('.lus-todo a')].map(line => line.innerText.toLowerCase().replace(/^\\d+\\s+/, ''))"


def waiting(page) -> list[str]:
    """What the dashboard says that waits, without its number."""
    page.goto("/admin/")
    page.locator("#lus-todo").wait_for()
    return page.evaluate(WAITS)


def test_whatever_waits_is_opened_from_the_dashboard_dealt_with_and_gone(browser, office):
    environment, address = office
    for who, day in DAYS.items():
        if who in BEFORE:
            tell(environment, BEFORE[who])
        with colleague(browser, address, who) as page:
            waits = waiting(page)
            for words, deal in (day | {SECOND_STEP: second_step}).items():
                assert words in waits, who
                follow(page.locator(".lus-todo a", has_text=words).first)
                deal(page)
                if words in BY_HAND:
                    tell(environment, BY_HAND[words])
                manage(environment, "worker", "--batch")
                waits = waiting(page)
                assert words not in waits, who
            assert waits == [], who
            assert "Geniet van je koffie" in page.locator(".lus-panel").first.inner_text()
