"""Two editors on the same page, and two who press the button in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from wagtail.admin.views.pages import create, edit
from wagtail.models import Page

from cms import receivers
from cms.models import Card, LivingPromise, PlainPage
from cms.services.roles import CHIEF_EDITORS, EDITORS
from tests.editing import page_form, shown, text
from tests.factories import PlainPageFactory, user_with_role
from tests.reading import fragment, main_words, words

LOADED = ("loaded_revision_id", "loaded_revision_created_at")


class Desk:
    """An editor's browser with the editor of `page` open in it, as it stood when it was opened."""

    def __init__(self, page: Page, role: str = CHIEF_EDITORS, **person):
        self.page = page
        self.browser = Client()
        self.browser.force_login(user_with_role(role, **person))
        self.address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        html = shown(self.browser.get(self.address))
        self.known = {name: html.select_one(f"[name={name}]")["value"] for name in LOADED}
        self.pings = html.select_one("form.w-editing-sessions")["data-w-swap-src-value"]

    def sends(self, words: str, **buttons):
        return self.browser.post(
            self.address, page_form(text(words), page=self.page) | self.known | buttons, headers=self.asks
        )

    def saves(self, words: str):
        return self.sends(words)

    def publishes(self, words: str):
        return self.sends(words, **{"action-publish": "action-publish"})

    def saves_by_itself(self, words: str):
        """What the editor does half a second after each change."""
        self.asks = {"accept": "application/json"}
        return self.sends(words)

    asks: dict[str, str] = {}

    def hears(self) -> dict:
        """What the page editor asks every ten seconds: who else is here."""
        known = {name.removeprefix("loaded_"): value for name, value in self.known.items()}
        return self.browser.post(self.pings, known).json()


@pytest.fixture
def shared(site) -> PlainPage:
    return PlainPageFactory(title="Een pagina", body=[("text", {"text": "<p>Het begin.</p>"})])


def texts(page: Page) -> list[str]:
    """The first text of each revision, the oldest first."""
    return [
        words(fragment(revision.as_object().body[0].value["text"].source))
        for revision in Page.objects.get(pk=page.pk).revisions.order_by("created_at", "pk")
    ]


@pytest.mark.django_db
def test_second_editor_hears_who_else_has_the_page_open_and_when_they_save(shared):
    first = Desk(shared, first_name="An", last_name="Eerst")
    second = Desk(shared, first_name="Bo", last_name="Tweede")

    before = second.hears()
    first.saves("Van An.")
    after = second.hears()

    assert [(other["user"], other["revision_id"]) for other in before["other_sessions"]] == [("An Eerst", None)]
    assert after["other_sessions"][0]["revision_id"] == Page.objects.get(pk=shared.pk).latest_revision_id
    assert "An Eerst heeft een nieuwere versie opgeslagen" in after["html"]


@pytest.mark.django_db
def test_saving_by_itself_never_goes_over_what_another_has_saved(shared):
    first, second = Desk(shared), Desk(shared)
    first.saves("Van de eerste.")

    refused = second.saves_by_itself("Van de tweede.")

    assert refused.status_code == 400
    assert refused.json()["error_code"] == "invalid_revision"
    assert refused.json()["error_message"]
    assert texts(shared) == ["Het begin.", "Van de eerste."]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [EDITORS, CHIEF_EDITORS])
def test_who_saves_all_the_same_leaves_the_others_version_in_the_history(shared, role):
    first, second = Desk(shared, role), Desk(shared, role)

    assert first.saves("Van de eerste.").status_code == 302
    assert second.saves("Van de tweede.").status_code == 302

    assert texts(shared) == ["Het begin.", "Van de eerste.", "Van de tweede."]
    history = shown(first.browser.get(reverse("wagtailadmin_pages:history", args=[shared.pk])))
    assert len(history.select("main tbody tr")) >= 3


@pytest.mark.django_db
def test_who_publishes_second_is_what_visitors_read_and_nothing_is_lost(shared, client):
    first, second = Desk(shared), Desk(shared)

    first.publishes("Van de eerste.")
    second.publishes("Van de tweede.")

    assert "Van de tweede." in main_words(client.get(shared.url))
    assert texts(shared) == ["Het begin.", "Van de eerste.", "Van de tweede."]


# --- in the same moment, on real connections -----------------------------------------------------------------------


@pytest.fixture
def together(monkeypatch) -> Callable:
    """Runs deeds at once, each on a connection of its own; `meet` makes them wait for one another inside a method."""

    def meet(view: type, method: str, people: int) -> None:
        gate, real = Barrier(people, timeout=30), getattr(view, method)

        def at_the_gate(self, *args, **kwargs):
            gate.wait()
            return real(self, *args, **kwargs)

        monkeypatch.setattr(view, method, at_the_gate)

    def run(*deeds: Callable):
        def alone(deed: Callable):
            try:
                return deed()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(deeds)) as people:
            return [outcome.result() for outcome in [people.submit(alone, deed) for deed in deeds]]

    run.meet = meet
    return run


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_publish_a_page_in_the_same_moment_both_succeed(shared, together):
    desks = [Desk(shared) for _ in range(2)]
    together.meet(edit.EditView, "publish_action", 2)

    answers = together(lambda: desks[0].publishes("Van de eerste."), lambda: desks[1].publishes("Van de tweede."))

    assert [answer.status_code for answer in answers] == [302, 302]
    shared = PlainPage.objects.get(pk=shared.pk)
    assert sorted(texts(shared)[1:]) == ["Van de eerste.", "Van de tweede."]
    assert shared.live
    assert shared.live_revision_id in shared.revisions.values_list("pk", flat=True)
    assert Card.objects.get(page=shared).words == words(fragment(shared.body[0].value["text"].source))
    assert not any(Page.find_problems())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_the_card_and_the_promises_are_those_of_who_published_last(shared, together, monkeypatch, locked):
    if not locked:  # the control: without the lock the slower one writes down what is over
        monkeypatch.setattr(receivers, "as_it_stands", lambda page: type(page).objects.get(pk=page.pk))
    slow, quick = (shared.revisions.get(pk=save(shared, words)) for words in ("Van de trage.", "Van de snelle."))
    reached, done, write_card = Event(), Event(), receivers.write_card

    def write_slowly(*, page):
        if not reached.is_set():
            reached.set()
            done.wait(timeout=2)  # with the lock the other one waits for us, and this runs out
        return write_card(page=page)

    def publish_after():
        reached.wait(timeout=30)
        quick.publish()
        done.set()

    monkeypatch.setattr(receivers, "write_card", write_slowly)
    together(slow.publish, publish_after)

    assert "snelle" in PlainPage.objects.get(pk=shared.pk).body[0].value["text"].source
    assert ("snelle" in Card.objects.get(page=shared).words) is locked
    assert (LivingPromise.objects.get(page=shared).excerpt == "Van de snelle.") is locked


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_locks_a_page_waits_for_a_save_halfway_and_does_not_stop_it(shared, together):
    """A save writes Wagtail's row first and ours after: whoever took ours first and waited for Wagtail's would never go on."""
    halfway = Event()

    def save_slowly():
        with transaction.atomic():
            Page.objects.filter(pk=shared.pk).update(title="Halverwege")
            halfway.set()
            wait_for_lock()
            PlainPage.objects.filter(pk=shared.pk).update(summary="Helemaal")

    def lock():
        halfway.wait(timeout=30)
        with transaction.atomic():
            return receivers.as_it_stands(shared)

    _saved, seen = together(save_slowly, lock)

    assert (seen.title, seen.summary) == ("Halverwege", "Helemaal")


def wait_for_lock() -> None:
    """Until another connection to this database waits for a row; it may have taken others before."""
    for _try in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        sleep(0.1)
    raise AssertionError("nobody waits")


def save(page: PlainPage, words: str) -> int:
    """A draft of `page` with a promise in it; its number."""
    page.body = [("text", {"text": f"<p>{words}</p>", "use_by": now() + timedelta(days=3)})]
    return page.save_revision().pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_pages_made_below_one_page_in_the_same_moment_all_stand_in_the_tree(shared, together):
    browsers = [Client() for _ in range(4)]
    for browser in browsers:
        browser.force_login(user_with_role(CHIEF_EDITORS))
    address = reverse("wagtailadmin_pages:add", args=["cms", "plainpage", shared.pk])
    forms = [
        page_form(text("Tekst."), title=f"Nieuw {number}", slug=f"nieuw-{number}") | {"action-publish": "1"}
        for number in range(4)
    ]
    together.meet(create.CreateView, "publish_action", 4)

    answers = together(*[lambda b=b, f=f: b.post(address, f) for b, f in zip(browsers, forms, strict=True)])

    assert [answer.status_code for answer in answers] == [302] * 4
    parent = Page.objects.get(pk=shared.pk)
    assert sorted(child.slug for child in parent.get_children()) == [f"nieuw-{number}" for number in range(4)]
    assert parent.numchild == 4
    assert not any(Page.find_problems())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_pages_with_one_address_in_the_same_moment_one_is_refused_in_words(shared, together):
    browsers = [Client(raise_request_exception=False) for _ in range(2)]
    for browser in browsers:
        browser.force_login(user_with_role(CHIEF_EDITORS))
    address = reverse("wagtailadmin_pages:add", args=["cms", "plainpage", shared.pk])
    form = page_form(text("Tekst."), title="Nieuw", slug="nieuw") | {"action-publish": "1"}
    together.meet(create.CreateView, "publish_action", 2)

    answers = together(*[lambda b=b: b.post(address, form) for b in browsers])

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    refusal = next(answer for answer in answers if answer.status_code == 409)
    assert words(fragment(refusal.content.decode()).h1) == "Iemand was je net voor"
    assert Page.objects.get(pk=shared.pk).get_children().count() == 1
    assert not any(Page.find_problems())
