"""A child's pages leave no trace (spec G9): not in a cache, a referrer, a history, a log, a search engine, or in what we keep."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from circles.models import SignUp
from cms.logs import safe_path
from home.search import search_all, suggestions
from tests.circles.filling_in import EVERYTHING, carried, path_of
from tests.reading import addresses, fragment, main_words, soup
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
FORM = "/bel-mij/"
SAID = {"name": "Vlinder", "phone": "0470 00 00 01", "call_moment": "any", "discreet": "on"}
HELD_BACK = {"og:", "twitter:", "article:"}


@pytest.fixture
def fill_in(client, site, time_machine):
    time_machine.move_to("2026-12-01 10:00:00+01:00", tick=False)

    def make(**said):
        hidden = carried(client, FORM)
        time_machine.shift(10)
        return SAID | hidden | said

    return make


@pytest.fixture
def thanks(client, fill_in) -> str:
    return client.post(FORM, fill_in())["Location"]


def answers(client, fill_in) -> dict[str, object]:
    """Every answer that these addresses give."""
    found = {
        "form": client.get(FORM),
        "head": client.head(FORM),
        "without its slash": client.get(FORM[:-1]),
        "wrong": client.post(FORM, fill_in(phone="")),
        "sent": client.post(FORM, fill_in()),
        "method": client.put(FORM),
        "nothing there": client.get(f"{FORM}niets/"),
        "thanks of nobody": client.get(f"{FORM}bedankt/?d=x"),
        "gone": client.get(f"{FORM}weg/"),
        "another site's form": Client(enforce_csrf_checks=True).post(FORM, SAID),
    }
    found["thanks"] = client.get(found["sent"]["Location"])
    found["erased"] = client.post(found["sent"]["Location"])
    found["too often"] = [client.post(FORM, fill_in()) for _ in range(13)][-1]
    return found


def test_every_answer_is_kept_by_nobody_and_told_to_nobody(client, fill_in, settings):
    given = answers(client, fill_in)

    status = {name: answer.status_code for name, answer in given.items()}
    assert (status["wrong"], status["another site's form"], status["nothing there"]) == (422, 403, 404)
    assert (status["sent"], status["erased"], status["method"]) == (302, 302, 405)
    for name, answer in given.items():
        if name == "without its slash":  # an address that nobody is given; Django leads on
            continue
        assert answer["Cache-Control"] == "private, no-store", name
        assert answer["Referrer-Policy"] == "same-origin", name
        assert answer["X-Robots-Tag"] == "noindex, nofollow", name
        assert answer["X-DNS-Prefetch-Control"] == "off", name


def test_limit_answers_429_in_words_and_keeps_what_was_typed(client, fill_in):
    last = [client.post(FORM, fill_in(name=f"Vlinder {number}")) for number in range(62)][-1]

    assert last.status_code == 429
    assert last["Referrer-Policy"] == "same-origin"
    assert fragment(last.content.decode()).select_one("[name=name]")["value"].startswith("Vlinder")


def test_pages_say_nothing_of_themselves_in_their_head(client, fill_in):
    given = answers(client, fill_in)

    for name in ("form", "wrong", "thanks", "gone"):
        head = fragment(given[name].content.decode()).head
        assert head.title.get_text() == "Lus", name
        said = {meta.get("name") or meta.get("property") for meta in head.select("meta")} - {None}
        assert not [one for one in said if one.startswith(tuple(HELD_BACK))], name
        assert "description" not in said
        assert not head.select("link[rel=canonical], script[type='application/ld+json']")
        assert head.select_one("meta[name=robots]")["content"] == "noindex, nofollow"


def test_an_error_tells_nothing_either_and_has_the_way_out(client, fill_in, settings, monkeypatch):
    given = answers(client, fill_in)
    given["broken"] = broken(monkeypatch)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    given["too much"] = client.post(FORM, SAID)

    wanted = {"nothing there": 404, "another site's form": 403, "broken": 500, "too much": 413}
    for name, status in wanted.items():
        page = fragment(given[name].content.decode())
        assert given[name].status_code == status
        assert page.head.title.get_text() == "Lus", name
        assert page.select_one("[data-leave]")["href"] == settings.LEAVE_TO, name
        assert "102" in page.main.get_text(), name
        assert not page.select("header nav, footer"), name


def broken(monkeypatch):
    """The form while our side fails."""

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("circles.views.render", fail)
    return Client(raise_request_exception=False).get(FORM)


def test_way_out_is_a_link_that_tells_nobody_and_stands_first(client, site):
    page = soup(client.get(FORM))

    first = next(link for link in page.body.select("a[href]") if link["href"] != "#inhoud")
    assert first.has_attr("data-leave")
    assert {"noreferrer", "noopener"} <= set(first["rel"])
    assert urlsplit(first["href"]).netloc == "www.meteo.be"
    for link in page.select("a[href^=http]"):
        assert "noreferrer" in link["rel"], link


def test_form_asks_a_name_a_number_and_when_and_no_browser_keeps_it(client, site):
    form = soup(client.get(FORM)).select_one("form[data-safe-form]")

    asked = {box["name"] for box in form.select("input:not([type=hidden]), textarea, select")} - {"website"}
    assert asked == {"name", "phone", "call_moment", "discreet"}
    assert form["autocomplete"] == "off"
    assert {form.select_one(f"[name={name}]")["autocomplete"] for name in ("name", "phone")} == {"off"}


def test_what_else_is_sent_along_is_not_kept(client, fill_in):
    client.post(
        FORM,
        fill_in(
            **{name: EVERYTHING[name] for name in ("postcode", "remark", "organisation", "role")}, email="v@example.org"
        ),
    )

    made = SignUp.objects.get()
    assert (made.name, made.phone, made.discreet, made.confidential) == ("Vlinder", "+32470000001", True, True)
    assert (made.email, made.remark, made.organisation, made.role, made.municipality) == ("", "", "", "", None)
    assert not OutboundEmail.objects.filter(recipient="v@example.org").exists()


def test_thanks_stand_open_for_some_minutes_for_a_device_is_shared(client, thanks, time_machine):
    assert "8 december" in main_words(client.get(thanks))

    time_machine.shift(timedelta(minutes=11))

    assert client.get(thanks)["Location"] == FORM


def test_number_is_erased_at_once_by_a_press_on_the_page_of_thanks(client, thanks):
    answer = client.post(thanks)

    assert answer["Location"] == f"{FORM}weg/"
    assert not SignUp.objects.exists()
    assert "gewist" in main_words(client.get(answer["Location"]))


def test_other_help_is_named_with_its_number(client, site):
    page = soup(client.get(FORM)).main

    assert {"tel:102", "tel:1712", "tel:112"} <= set(addresses(page))


def test_neither_search_nor_sitemap_nor_robots_name_it(client, site):
    found = [
        each.url for query in ("vertrouwenspersoon", "jong", "bel mij", "wij bellen jou") for each in search_all(query)
    ]

    assert not [url for url in found if url.startswith(FORM)]
    assert "Wij bellen jou" not in suggestions("wij belen jou")
    for address in ("/sitemap.xml", "/robots.txt"):
        assert "bel-mij" not in client.get(address).content.decode()


def test_a_log_line_of_it_is_that_of_any_other_way_in():
    pages = [reverse(name) for name in ("circles-young", "circles-young-thanks", "circles-young-gone")]

    assert {safe_path(page) for page in [*pages, path_of("linkgroep")]} == {"/meedoen/…"}
    assert len({safe_path(f"/api/v3/circles/sign-ups/{kind}/") for kind in ("young", "linkgroep")}) == 1
