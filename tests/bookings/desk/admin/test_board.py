"""The board and the list: what stands where, for five thousand requests as for five; moving a card."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from openpyxl import load_workbook

from bookings.desk.admin import exports
from bookings.desk.admin.board import MOST
from bookings.desk.enums import BOARD_STATES, ProposalState, RequestState
from bookings.desk.models import BookingRequest, PreferredDate, Proposal
from bookings.desk.terms import delete_on
from tests.factories import UserFactory
from tests.factories.desk import BookingRequestFactory, ProposalFactory, TrainerFactory
from tests.factories.registrations import evening
from tests.queries import cost
from trust.audit.enums import Access
from trust.audit.models import AccessEntry, AuditEntry

pytestmark = pytest.mark.django_db

BOARD, LIST = "requests:board", "requests:index"


def many(number: int) -> None:
    """So many requests over every state, each with a date that it would like, the agreed ones with their version."""
    states = list(RequestState)
    made = BookingRequest.objects.bulk_create(
        BookingRequest(
            state=states[place % len(states)],
            kind="workshop",
            activity_title="Samen sterk",
            organisation_name=f"Organisatie {place}",
            contact_name="Rita Peeters",
            email=f"rita.{place}@example.org",
            audience="participants",
            group_size=10,
            received_at=now() - timedelta(hours=place),
            alarm_on=localdate() - timedelta(days=1),
            delete_on=delete_on(received_on=localdate()),
        )
        for place in range(number)
    )
    PreferredDate.objects.bulk_create(
        PreferredDate(request=asked, on=localdate() + timedelta(days=30)) for asked in made
    )
    Proposal.objects.bulk_create(
        Proposal(
            request=asked,
            version=1,
            state=ProposalState.SENT,
            sent_at=now(),
            starts_at=evening(20),
            ends_at=evening(20, 22),
            place="Leuven",
            valid_until=localdate(),
        )
        for asked in made
        if asked.state == RequestState.PROPOSED
    )


@pytest.fixture
def chief(site) -> Client:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.mark.parametrize("name", [BOARD, LIST])
def test_five_thousand_cost_what_one_costs_and_less_than_twelve_queries(chief, desk, name):
    """Nine of them, eight for an administrator, are Wagtail's own on every screen: who somebody is, and their menu."""
    BookingRequestFactory()
    one, role = cost(chief, reverse(name)), cost(desk, reverse(name))
    BookingRequestFactory.create_batch(2)
    three = cost(desk, reverse(name))

    many(5000)

    assert cost(chief, reverse(name)) == one
    assert one < 12
    assert cost(desk, reverse(name)) == three == role < 12


@pytest.mark.parametrize(
    "asked", ["", "p=1", "p=2", "p=3", "p=99", "p=0", "p=x", "p=²", "p=2&kind=workshop", "p=9&q=Nr"]
)
def test_list_knows_how_many_there_are_on_every_page(desk, asked):
    for place in range(102):
        BookingRequestFactory(organisation_name=f"Nr {place}", received_at=now() - timedelta(days=place))

    response = desk.get(f"{reverse(LIST)}?{asked}")

    page = response.context["page_obj"]
    number = {"p=2": 2, "p=2&kind=workshop": 2, "p=3": 3, "p=99": 3, "p=0": 3, "p=9&q=Nr": 3}.get(asked, 1)
    assert (page.number, page.paginator.count, response.context["items_count"]) == (number, 102, 102)
    names = [row.organisation_name for row in response.context["object_list"]]
    assert names == [f"Nr {place}" for place in range(102)][50 * (number - 1) : 50 * number]


def test_empty_list_says_so(desk):
    assert desk.get(reverse(LIST)).context["items_count"] == 0


@pytest.mark.parametrize("name", [BOARD, LIST])
def test_filters_cost_the_same(desk, name):
    trainer = TrainerFactory()
    url = f"{reverse(name)}?kind=workshop&province=antwerp&owner=0&trainer={trainer.pk}"

    def one_more() -> None:
        asked = BookingRequestFactory(state=RequestState.PROPOSED, stands_on=False, province="antwerp")
        ProposalFactory(request=asked, state=ProposalState.SENT, by=[trainer])

    one_more()
    before = cost(desk, url)
    one_more()
    one_more()

    assert cost(desk, url) == before


def test_column_shows_the_oldest_and_leads_to_the_rest(desk):
    for place in range(MOST + 3):
        BookingRequestFactory(organisation_name=f"Nr {place}", received_at=now() - timedelta(days=place))
    BookingRequestFactory(state=RequestState.REFUSED)

    response = desk.get(reverse(BOARD))

    columns = {column.state: column for column in response.context["columns"]}
    assert list(columns) == list(BOARD_STATES)
    new = columns[RequestState.NEW]
    assert (new.count, len(new.cards), new.more) == (MOST + 3, MOST, 3)
    assert new.cards[0].asked.organisation_name == f"Nr {MOST + 2}"
    assert f"{reverse(LIST)}?state=new" in response.content.decode()


def test_card_says_who_what_when_how_long_and_who_looks_after_it(desk, colleague):
    asked = BookingRequestFactory(
        owner=colleague,
        received_at=now() - timedelta(days=5),
        state_changed_at=now() - timedelta(days=14),
        alarm_on=localdate() - timedelta(days=3),
    )
    PreferredDate.objects.create(request=asked, on=localdate() + timedelta(days=30))

    page = desk.get(reverse(BOARD))

    (card,) = page.context["columns"][0].cards
    assert card.alarm.startswith("10 werkdagen")
    assert card.age == "5 dagen geleden"
    assert card.when.startswith("vraagt")
    assert card.owner
    assert page.context["late"] == 1


def test_no_alarm_before_its_day_is_past(desk):
    BookingRequestFactory(alarm_on=localdate())

    assert not desk.get(reverse(BOARD)).context["columns"][0].cards[0].alarm


@pytest.mark.parametrize(
    "query", ["kind=lecture", "province=limburg", "owner=0", "trainer={trainer}"], ids=lambda query: query[:5]
)
def test_filters_show_only_what_fits(desk, colleague, query):
    trainer = TrainerFactory()
    wanted = BookingRequestFactory(kind="lecture", province="limburg", stands_on=False, state=RequestState.PROPOSED)
    ProposalFactory(request=wanted, state=ProposalState.SENT, by=[trainer])
    BookingRequestFactory(kind="workshop", province="antwerp", owner=colleague, state=RequestState.PROPOSED)
    url = f"?{query.format(trainer=trainer.pk)}"

    board = desk.get(reverse(BOARD) + url).context["columns"]
    listed = desk.get(reverse(LIST) + url).context["object_list"]

    assert [card.asked.pk for column in board for card in column.cards] == [wanted.pk]
    assert [asked.pk for asked in listed] == [wanted.pk]


def test_list_finds_by_words_state_and_what_waits_too_long(desk):
    late = BookingRequestFactory(alarm_on=localdate() - timedelta(days=1), organisation_name="De Schakel")
    BookingRequestFactory(state=RequestState.CLOSED, organisation_name="Het Huis")

    def found(query):
        return [asked.pk for asked in desk.get(f"{reverse(LIST)}?{query}").context["object_list"]]

    assert found("q=schakel") == found("state=new") == found("overdue=on") == [late.pk]
    assert found(f"q={late.reference}") == [late.pk]
    assert len(found("")) == 2


def test_looking_is_written_down_with_how_many(desk, colleague):
    BookingRequestFactory.create_batch(2)

    desk.get(reverse(BOARD))

    entry = AccessEntry.objects.get()
    assert (entry.what, entry.access, entry.count, entry.by) == ("bookings.requests", Access.LIST, 2, colleague)


# --- moving a card ----------------------------------------------------------------------------------------------------


def moved(desk, asked, to, **said):
    return desk.post(reverse("requests:move", args=[asked.pk]), {"to": to, **said})


def test_card_that_needs_nothing_moves_at_once_and_the_filters_stay(desk, colleague):
    asked = BookingRequestFactory()

    response = moved(desk, asked, "in-discussion", filters="kind=workshop&next=https://elsewhere.example")

    asked.refresh_from_db()
    assert (asked.state, asked.owner) == (RequestState.IN_DISCUSSION, colleague)
    assert response["Location"] == f"{reverse(BOARD)}?kind=workshop#card-{asked.pk}"


@pytest.mark.parametrize(
    ("state", "to", "form"),
    [
        ("new", "proposed", "draft"),
        ("new", "refused", "refuse"),
        ("proposed", "agreed", "accept"),
        ("proposed", "in-discussion", "talk-again"),
        ("agreed", "prepared", "prepare"),
        ("agreed", "withdrawn", "withdraw"),
        ("given", "invoiced", "invoices:make"),
        ("invoiced", "closed", "close"),
    ],
)
def test_move_that_needs_more_leads_to_its_form(desk, state, to, form):
    asked = BookingRequestFactory(state=state)

    response = moved(desk, asked, to)

    name = form if ":" in form else f"requests:{form}"
    assert response["Location"] == reverse(name, args=[asked.pk])
    assert desk.get(response["Location"]).status_code == 200
    asked.refresh_from_db()
    assert asked.state == state


@pytest.mark.parametrize("to", ["agreed", "expired", "nonsense", ""])
def test_move_that_is_not_legal_does_nothing(desk, to):
    asked = BookingRequestFactory()

    response = moved(desk, asked, to)

    assert response.status_code == 302
    asked.refresh_from_db()
    assert asked.state == RequestState.NEW
    assert not asked.moves.exists()


def test_what_lies_ahead_was_not_given(desk):
    asked = BookingRequestFactory(state=RequestState.PREPARED)

    moved(desk, asked, "given")

    asked.refresh_from_db()
    assert asked.state == RequestState.PREPARED


# --- taking the list out ----------------------------------------------------------------------------------------------


def test_export_gives_what_the_filters_chose_and_is_logged(desk, colleague):
    BookingRequestFactory(state=RequestState.AGREED, organisation_name="=cmd()", kind="lecture", needs="Rolstoel")
    BookingRequestFactory(kind="workshop")
    url = f"{reverse('requests:export')}?kind=lecture"

    text = b"".join(desk.post(url, {"kind": "csv"}).streaming_content).decode("utf-8-sig")
    xlsx = b"".join(desk.post(url, {"kind": "xlsx"}).streaming_content)

    head, row = csv.reader(StringIO(text), delimiter=";")
    assert "'=cmd()" in row
    assert row[head.index("Prijs zonder btw")] == "324,50"
    assert "Rolstoel" not in text
    sheet = load_workbook(BytesIO(xlsx)).active
    assert [cell.value for cell in sheet[1]] == head
    assert sheet.max_row == 2
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    access = AccessEntry.objects.filter(access=Access.EXPORT)
    assert [(entry.what, entry.count, entry.by) for entry in access] == [("bookings.requests", 1, colleague)] * 2
    deeds = AuditEntry.objects.filter(verb="bookings.requests-exported").order_by("pk")
    assert [deed.details for deed in deeds] == [{"kind": "csv", "count": 1}, {"kind": "xlsx", "count": 1}]


def test_export_reads_a_few_hundred_at_a_time(desk, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 10)
    many(44)

    with CaptureQueriesContext(connection) as captured:
        rows = list(exports.rows_of(BookingRequest.objects.order_by("pk")))

    assert len(rows) == 45
    # One for the requests; for each ten their versions, and lines and trainers of those.
    assert len(captured) <= 1 + 3 * 5


def test_first_row_leaves_before_the_last_is_read(desk):
    many(20)
    stream = exports.as_csv(BookingRequest.objects.order_by("pk"))

    with CaptureQueriesContext(connection) as captured:
        next(stream), next(stream)

    assert len(captured) == 0


def test_export_asks_a_press(desk):
    assert desk.get(reverse("requests:export")).status_code == 405


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_list_is_taken_along_whatever_signs_somebody_wrote(desk, kind):
    BookingRequestFactory(city="Leu\x0bven", purchase_order="\x02=1+1")

    response = desk.post(reverse("requests:export"), {"kind": kind})

    taken = b"".join(response.streaming_content)
    assert b"\x0b" not in taken if kind == "csv" else load_workbook(BytesIO(taken)).active.max_row == 2


def test_words_that_no_database_holds_find_what_they_say_without_them(desk):
    BookingRequestFactory(organisation_name="De Linde")

    response = desk.post(f"{reverse('requests:export')}?q=lin%00de", {"kind": "csv"})

    assert b"De Linde" in b"".join(response.streaming_content)
