"""Living promises: what is past its use-by date is gone everywhere at that minute (spec A7)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from wagtail.models import Page

from cms.models import Card, LivingPromise
from cms.services.promises import index_promises, mail_reviews, pages_to_review, retire_past_promises
from cms.services.roles import CHIEF_EDITORS
from home.search import search_cards
from tests.factories import NewsPageFactory, PlainPageFactory, UserFactory
from tests.factories.blocks import KINDS, full, minimal
from tests.reading import directives, main_words

pytestmark = pytest.mark.django_db

USE_BY = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
BEFORE = USE_BY - timedelta(seconds=1)
AFTER = USE_BY + timedelta(seconds=1)


def promise(words: str = "Inschrijven kan tot september", fallback: str = "", use_by: datetime = USE_BY):
    """A text block that holds until `use_by`."""
    return ("text", {"text": f"<p>{words}</p>", "use_by": use_by, "fallback": f"<p>{fallback}</p>" if fallback else ""})


def page_with(*blocks, **fields):
    with time_machine.travel(BEFORE - timedelta(days=30), tick=False):
        return PlainPageFactory(body=list(blocks), **fields)


@pytest.mark.parametrize(("moment", "shown"), [(BEFORE, True), (USE_BY, False), (AFTER, False)])
def test_block_is_on_the_page_until_its_use_by_moment(site, client, moment, shown):
    page = page_with(promise("Inschrijven kan"), ("text", {"text": "<p>Altijd waar</p>"}))

    with time_machine.travel(moment, tick=False):
        words = main_words(client.get(page.url))

    assert ("Inschrijven kan" in words) is shown
    assert "Altijd waar" in words


def test_block_past_its_date_shows_its_replacement_in_its_place(site, client):
    page = page_with(promise("Inschrijven kan", fallback="Er komt een nieuwe reeks"))

    with time_machine.travel(AFTER, tick=False):
        words = main_words(client.get(page.url))

    assert "Er komt een nieuwe reeks" in words
    assert "Inschrijven kan" not in words


def test_replacement_does_not_show_before_the_date(site, client):
    page = page_with(promise("Inschrijven kan", fallback="Er komt een nieuwe reeks"))

    with time_machine.travel(BEFORE, tick=False):
        assert "Er komt een nieuwe reeks" not in main_words(client.get(page.url))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_block_hides_after_its_date(site, kind):
    value = full(kind) | {"use_by": USE_BY}
    page = page_with((kind, value))
    child = page.body[0]

    with time_machine.travel(BEFORE, tick=False):
        before = str(child.block.render(child.value))
    with time_machine.travel(AFTER, tick=False):
        after = str(child.block.render(child.value))
        searched = child.block.get_searchable_content(child.value)

    assert before.strip()
    assert after == ""
    assert searched == []


@pytest.mark.parametrize(
    ("moment", "word", "found"),
    [
        (BEFORE, "inschrijven", True),
        (AFTER, "inschrijven", False),
        (BEFORE, "vervanging", False),
    ],
)
def test_search_follows_the_date_without_waiting_for_the_clock(site, moment, word, found):
    page = page_with(promise("Inschrijven kan", fallback="vervanging"))

    with time_machine.travel(moment, tick=False):
        assert (page.pk in [card.page_id for card in search_cards(word)]) is found


def test_search_finds_the_replacement_once_the_clock_has_passed(site):
    page = page_with(promise("Inschrijven kan", fallback="vervanging"), ("text", {"text": "<p>blijvend</p>"}))

    with time_machine.travel(AFTER, tick=False):
        retire_past_promises()

        assert [card.page_id for card in search_cards("vervanging")] == [page.pk]
        assert [card.page_id for card in search_cards("blijvend")] == [page.pk]
        assert search_cards("inschrijven") == []


def test_card_holds_the_words_of_before_the_date_and_after_the_clock_those_of_after(site):
    page = page_with(promise("Inschrijven kan", fallback="vervanging"))
    assert "Inschrijven" in Card.objects.get(page=page).words

    with time_machine.travel(AFTER, tick=False):
        retire_past_promises()

    words = Card.objects.get(page=page).words
    assert "Inschrijven" not in words
    assert "vervanging" in words


def test_retiring_again_does_nothing(site):
    page_with(promise(), promise("Nog een"))

    with time_machine.travel(AFTER, tick=False):
        assert retire_past_promises() == 2
        assert retire_past_promises() == 0


def test_retiring_leaves_what_still_holds(site):
    page_with(promise(), promise("Later", use_by=USE_BY + timedelta(days=1)))

    with time_machine.travel(AFTER, tick=False):
        assert retire_past_promises() == 1

    assert LivingPromise.objects.filter(handled_at=None).count() == 1


def test_retire_command_says_how_many(site, capsys):
    page_with(promise())

    with time_machine.travel(AFTER, tick=False):
        call_command("retire_promises")

    assert capsys.readouterr().out == "1 promise(s) retired\n"


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (USE_BY - timedelta(hours=1), 60),
        (USE_BY - timedelta(seconds=61), 60),
        (USE_BY - timedelta(seconds=20), 20),
        (AFTER, 60),
    ],
)
def test_shared_caches_keep_a_page_no_longer_than_its_next_use_by(site, client, moment, seconds):
    page = page_with(promise())

    with time_machine.travel(moment, tick=False):
        header = directives(client.get(page.url)["Cache-Control"])

    assert header["max-age"] == {str(seconds)}
    assert "public" in header


def test_signed_in_person_gets_no_shared_copy(site, client):
    page = page_with(promise())
    client.force_login(UserFactory())

    header = directives(client.get(page.url)["Cache-Control"])

    assert {"private", "no-store"} <= set(header)
    assert "public" not in header


def test_publishing_writes_each_dated_block_down_with_its_first_words(site):
    page = page_with(promise("Inschrijven kan", fallback="Straks"), ("quote", minimal("quote")))

    promise_ = LivingPromise.objects.get()

    assert promise_.page_id == page.pk
    assert promise_.excerpt == "Inschrijven kan"
    assert promise_.use_by == USE_BY
    assert promise_.has_fallback
    assert promise_.handled_at is None


def test_publishing_without_the_date_forgets_the_promise(site):
    page = page_with(promise())

    page.body = [("text", {"text": "<p>Altijd</p>"})]
    page.save_revision().publish()

    assert not LivingPromise.objects.exists()


@pytest.mark.parametrize("taken_away", ["the page itself", "the page above it"])
def test_page_with_a_promise_can_be_deleted_with_all_that_hangs_on_it(site, taken_away):
    above = PlainPageFactory()
    page = page_with(promise(), parent=above)
    index_promises(page=page)
    assert LivingPromise.objects.count() == 1

    gone = above if taken_away == "the page above it" else page
    Page.objects.get(pk=gone.pk).delete()

    assert not LivingPromise.objects.exists()
    assert not Card.objects.filter(page_id=page.pk).exists()


def test_unpublished_page_promises_nothing(site):
    page = page_with(promise())

    page.unpublish()

    assert not LivingPromise.objects.exists()


def test_draft_changes_leave_the_promise_of_the_live_page_alone(site):
    page = page_with(promise("Inschrijven kan"))

    page.body = [("text", {"text": "<p>Altijd</p>"})]
    page.save_revision()

    assert LivingPromise.objects.get().excerpt == "Inschrijven kan"


def test_indexing_again_keeps_one_promise_a_block(site):
    page = page_with(promise(), promise("Nog een"))

    index_promises(page=page)
    index_promises(page=page)

    assert LivingPromise.objects.count() == 2


def test_promise_already_past_at_publication_needs_no_retiring(site):
    with time_machine.travel(AFTER, tick=False):
        page = PlainPageFactory(body=[promise("Inschrijven kan")])

        assert retire_past_promises() == 0
        assert [found for found, _promises in pages_to_review()] == [page.page_ptr]


def test_pages_to_review_come_longest_past_first(site):
    later = page_with(promise(use_by=USE_BY))
    sooner = page_with(promise(use_by=USE_BY - timedelta(days=3)), promise("Nog een", use_by=USE_BY))

    with time_machine.travel(AFTER, tick=False):
        reviews = pages_to_review()

    assert [(page.pk, len(promises)) for page, promises in reviews] == [(sooner.pk, 2), (later.pk, 1)]


def test_owner_gets_one_mail_that_lists_the_pages_with_a_link_to_edit_each(site):
    owner = UserFactory(email="noor@example.org")
    first, second = (page_with(promise(), title=title, owner=owner) for title in ("Lusgroepen", "Linkgroepen & meer"))

    with time_machine.travel(AFTER, tick=False):
        sent = mail_reviews(fallback_recipients=["chief@example.org"], base_url="https://www.example.org/")

    assert sent == 1
    (message,) = mail.outbox
    assert message.to == ["noor@example.org"]
    assert "2" in message.subject
    for page in (first, second):
        assert f"{page.title} <https://www.example.org/admin/pages/{page.pk}/edit/>" in message.body
    (html,) = [part.content for part in message.alternatives]
    assert "Linkgroepen &amp; meer" in html
    assert "Inschrijven" not in message.body, "what a mail carries is a link, never the content"


def test_page_of_nobody_goes_to_the_chief_editors(site):
    chief = UserFactory(email="chief@example.org")
    gone = UserFactory(email="gone@example.org", is_active=False)
    for user in (chief, gone):
        user.groups.add(Group.objects.get(name=CHIEF_EDITORS))
    page_with(promise(), owner=gone)

    with time_machine.travel(AFTER, tick=False):
        call_command("mail_reviews", verbosity=0)

    assert [message.to for message in mail.outbox] == [["chief@example.org"]]


def test_nothing_to_review_sends_nothing(site):
    page_with(promise(), owner=UserFactory())

    with time_machine.travel(BEFORE, tick=False):
        assert mail_reviews(fallback_recipients=["chief@example.org"], base_url="https://www.example.org") == 0

    assert mail.outbox == []


def test_news_card_summary_is_untouched_by_retiring(site):
    with time_machine.travel(BEFORE, tick=False):
        page = NewsPageFactory(summary="Een bericht", body=[promise()])

    with time_machine.travel(AFTER, tick=False):
        retire_past_promises()

    assert Card.objects.get(page=page).summary == "Een bericht"


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_retire_each_promise_once(site):
    from threading import Barrier, Thread

    from django.db import connection

    for number in range(3):
        page_with(promise(f"Belofte {number}"))
    barrier, counts = Barrier(2), []

    def clock():
        barrier.wait()
        try:
            counts.append(retire_past_promises())
        finally:
            connection.close()

    with time_machine.travel(AFTER, tick=True):
        threads = [Thread(target=clock) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sum(counts) == 3
    assert len(counts) == 2


def test_pages_of_the_api_are_not_found_by_words_that_have_passed_before_the_clock_runs(site, client):
    page = page_with(promise("Inschrijven kan"), title="Zomerkamp")
    found = {}

    for moment in (BEFORE, AFTER):
        with time_machine.travel(moment, tick=False):
            answer = client.get("/api/v3/pages/", {"search": "Inschrijven"}).json()
            found[moment] = [item["id"] for item in answer["items"]]

    assert found == {BEFORE: [page.pk], AFTER: []}
