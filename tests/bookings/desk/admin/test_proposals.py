"""Proposals: a draft, who fits, how they see it, sending, comparing, the PDF."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from bookings.desk.enums import ProposalState, RequestState, SlotState
from bookings.desk.models import PreferredDate, Proposal, TrainerSlot
from bookings.desk.papers import proposal_paper
from bookings.occurrences import moment_on
from cms.pdf import PdfNotReady
from tests.bookings.desk.admin.filling import a_proposal, of_draft
from tests.factories.desk import BookingRequestFactory, BookingTermsFactory, ProposalFactory, TrainerFactory
from tests.reading import fragment
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def url_of(name, asked, *more) -> str:
    return reverse(f"requests:{name}", args=[asked.pk, *more])


@pytest.fixture
def trainer():
    return TrainerFactory(name="Mieke Voorbeeld")


@pytest.fixture
def terms():
    return BookingTermsFactory()


def test_draft_begins_with_what_they_asked(desk, terms):
    asked = BookingRequestFactory(street="Kerkstraat 1", postcode="3000", city="Leuven")
    day = localdate() + timedelta(days=25)
    PreferredDate.objects.create(request=asked, on=day, part="afternoon")

    form = desk.get(url_of("draft", asked)).context["form"]

    assert (form["on"].value(), f"{form['begins'].value():%H:%M}") == (day, "13:30")
    assert form["place"].value() == "Dienstencentrum De Linde, Kerkstraat 1, 3000 Leuven"
    assert form["terms"].value() == terms.pk
    assert form["valid_until"].value() > localdate()


def test_draft_is_kept_with_its_price_in_cents_and_shown_as_they_will_see_it(desk, trainer, terms):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)

    response = desk.post(url_of("draft", asked), a_proposal(trainer, terms))

    proposal = asked.proposals.get()
    assert response["Location"] == url_of("preview", asked, 1)
    assert localtime(proposal.starts_at).hour == 14
    assert [(line.label, line.unit_cents, str(line.vat)) for line in proposal.lines.all()] == [
        ("Workshop", 30050, "exempt"),
        ("Verplaatsing", 49, "21"),
    ]
    page = desk.get(response["Location"])
    assert not page.context["missing"]
    assert "€\u00a0330,15" in page.content.decode()  # 300,50 + 24,50 + 21 % of that
    assert not OutboundEmail.objects.exists()
    asked.refresh_from_db()
    assert asked.state == RequestState.IN_DISCUSSION


def test_draft_is_edited_and_a_line_taken_away(desk, trainer, terms):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    desk.post(url_of("draft", asked), a_proposal(trainer, terms))
    said = of_draft(desk.get(url_of("draft", asked))) | {"lines-1-DELETE": "on", "words": "Anders", "deed": "keep"}

    desk.post(url_of("draft", asked), said)

    proposal = asked.proposals.get()
    assert (proposal.version, proposal.words, proposal.lines.count()) == (1, "Anders", 1)
    assert list(proposal.trainers.all()) == [trainer]


def test_sending_mails_it_with_its_pdf_and_replaces_what_stood(desk, trainer, terms):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    desk.post(url_of("draft", asked), a_proposal(trainer, terms))

    response = desk.post(url_of("send", asked, 2))

    assert response["Location"] == url_of("detail", asked)
    assert list(asked.proposals.order_by("version").values_list("state", flat=True)) == ["superseded", "sent"]
    mail = OutboundEmail.objects.get(purpose="bookings.request-proposal")
    assert mail.recipient == asked.email
    slot = TrainerSlot.objects.get(trainer=trainer)
    assert slot.state == SlotState.TENTATIVE


def test_draft_that_lacks_something_says_what_and_is_not_sent(desk, trainer, terms):
    asked = BookingRequestFactory()
    said = a_proposal(trainer, terms) | {"trainers": [], "terms": "", "lines-TOTAL_FORMS": "0"}
    response = desk.post(url_of("draft", asked), said)

    page = desk.get(response["Location"])
    assert len(page.context["missing"]) == 3
    again = desk.post(url_of("send", asked, 1), follow=True)

    assert asked.proposals.get().state == ProposalState.DRAFT
    assert "begeleider" in str(next(iter(again.context["messages"])))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends": "13:00"}, "ends"),
        ({"on": "2020-01-01"}, "on"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"place": ""}, "place"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(desk, trainer, terms, change, field):
    asked = BookingRequestFactory()

    response = desk.post(url_of("draft", asked), a_proposal(trainer, terms, **change))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["words"].value() == "Graag!"
    assert [choice.chosen for choice in response.context["choices"]] == [True]
    assert not Proposal.objects.exists()


def test_line_without_price_says_so_and_keeps_the_others(desk, trainer, terms):
    response = desk.post(url_of("draft", BookingRequestFactory()), a_proposal(trainer, terms) | {"lines-1-price": ""})

    assert response.status_code == 422
    rows = response.context["rows"]
    assert list(rows.forms[1].errors) == ["price"]
    assert rows.forms[0]["price"].value() == "300,50"


def test_more_lines_without_a_script_keeps_what_was_filled_in(desk, trainer, terms):
    response = desk.post(url_of("draft", BookingRequestFactory()), a_proposal(trainer, terms, deed="lines"))

    assert response.status_code == 200
    rows = response.context["rows"]
    assert len(rows.forms) == 2 + 3
    assert rows.forms[1]["price"].value() == "0,49"
    assert response.context["form"]["words"].value() == "Graag!"
    assert not Proposal.objects.exists()


def test_who_has_something_at_that_hour_is_marked_and_warned_about(desk, trainer, terms):
    free = TrainerFactory(name="Zita Vrij")
    day = localdate() + timedelta(days=20)
    other = BookingRequestFactory(organisation_name="Andere vzw")
    begins = moment_on(day, localtime().time().replace(hour=16, minute=0))
    TrainerSlot.objects.create(
        trainer=trainer, request=other, state="confirmed", starts_at=begins, ends_at=begins + timedelta(hours=2)
    )
    asked = BookingRequestFactory()

    looked = desk.post(url_of("draft", asked), a_proposal(trainer, terms, deed="look"))
    kept = desk.post(url_of("draft", asked), a_proposal(trainer, terms), follow=True)

    choices = {choice.trainer: choice for choice in looked.context["choices"]}
    assert list(choices) == [free, trainer]
    assert choices[trainer].clashes
    assert "Andere vzw" in choices[trainer].reasons[0]
    assert not choices[free].clashes
    assert [name for name, _reasons in kept.context["doubts"]] == [trainer.name]
    assert asked.proposals.count() == 1


def test_own_date_is_no_clash(desk, trainer, terms):
    asked = BookingRequestFactory()
    desk.post(url_of("draft", asked), a_proposal(trainer, terms))
    desk.post(url_of("send", asked, 1))

    response = desk.get(url_of("draft", asked))

    assert not any(choice.clashes for choice in response.context["choices"])


def test_draft_is_thrown_away_and_what_was_sent_stays(desk, trainer, terms):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    desk.post(url_of("draft", asked), a_proposal(trainer, terms))

    desk.post(url_of("drop-draft", asked))

    assert asked.proposals.get().state == ProposalState.SENT


def test_no_draft_where_no_proposal_can_be_made(desk, trainer, terms):
    asked = BookingRequestFactory(state=RequestState.CLOSED)

    response = desk.post(url_of("draft", asked), a_proposal(trainer, terms))

    assert response["Location"] == url_of("detail", asked)
    assert asked.proposals.count() == 1


def test_sending_twice_sends_once_and_a_version_that_was_answered_is_not_sent(desk, trainer, terms):
    asked = BookingRequestFactory()
    desk.post(url_of("draft", asked), a_proposal(trainer, terms))
    desk.post(url_of("send", asked, 1))
    desk.post(url_of("send", asked, 1))
    assert OutboundEmail.objects.filter(purpose="bookings.request-proposal").count() == 1
    asked.proposals.update(state=ProposalState.SUPERSEDED)

    again = desk.post(url_of("send", asked, 1), follow=True)

    assert list(again.context["messages"])
    assert asked.proposals.get().state == ProposalState.SUPERSEDED


def test_any_two_versions_stand_side_by_side_with_what_differs_marked(desk, trainer):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    for place in ("Gent", "Brugge", "Gent"):
        ProposalFactory(request=asked, state=ProposalState.DECLINED, place=place, by=[trainer], priced=place == "Gent")

    def differing(query):
        response = desk.get(url_of("compare", asked) + query)
        return {row.label for row in response.context["rows"] if row.differs}

    assert differing("?a=1&b=3") == set()
    assert differing("?a=1&b=2") == differing("") == {"Waar", "Prijs", "Totaal, met btw"}
    assert differing("?a=9&b=x") == differing("")


def test_comparing_needs_two(desk):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)

    assert desk.get(url_of("compare", asked))["Location"] == url_of("detail", asked)


def test_version_of_another_request_is_not_found(desk):
    asked = BookingRequestFactory()

    for name in ("preview", "paper"):
        assert desk.get(url_of(name, asked, 1)).status_code == 404
    assert desk.post(url_of("send", asked, 1)).status_code == 404


# --- the paper --------------------------------------------------------------------------------------------------------


def test_paper_is_tagged_titled_and_in_dutch(desk):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    try:
        content = proposal_paper(asked.proposals.get())
    except PdfNotReady:
        pytest.skip("no Pango here")

    response = desk.get(url_of("paper", asked, 1))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="voorstel-{asked.reference}-1.pdf"'
    plain = content + b"\n".join(_unpacked(content))
    assert b"/MarkInfo" in plain
    assert b"nl" in re.findall(rb"/Lang \((.*?)\)", plain)
    assert b"pdfuaid" in plain


def _unpacked(pdf: bytes):
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            yield stream


def test_sheet_says_price_vat_total_terms_and_until_when(desk):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    asked.proposals.get().lines.update(vat="21")

    page = desk.get(url_of("preview", asked, 1)).content.decode()

    for words in (
        "Workshop, 3 uur",
        "€\u00a0324,50",
        "€\u00a068,15",
        "€\u00a0392,65",
        "Annuleren kan tot een week vooraf.",
    ):
        assert words in page


@pytest.mark.parametrize("said", [{"on": "9999-12-31"}, {"on": "2062-01-20"}, {"valid_until": "9999-12-31"}])
def test_day_that_nobody_plans_is_refused(desk, trainer, terms, said):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)

    response = desk.post(url_of("draft", asked), a_proposal(trainer, terms) | said)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(said)
    assert not asked.proposals.exists()


@pytest.mark.parametrize(
    "said", [{"on": "9999-12-31"}, {"on": "0001-01-01"}, {"trainers": ["²"]}, {"trainers": ["9" * 20]}]
)
def test_who_fits_is_answered_whatever_was_typed(desk, trainer, terms, said):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)

    response = desk.post(url_of("draft", asked), a_proposal(trainer, terms) | said | {"deed": "look"})

    assert response.status_code == 200
    assert [choice.trainer for choice in response.context["choices"]] == [trainer]


@pytest.mark.parametrize(("typed", "cents"), [("1.250", 125000), ("1.250,50", 125050), ("€ 300", 30000), ("0", 0)])
def test_price_is_read_as_people_type_it_and_comes_back_as_it_was(desk, trainer, terms, typed, cents):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)

    response = desk.post(url_of("draft", asked), a_proposal(trainer, terms) | {"lines-0-price": typed})

    assert response.status_code == 302
    assert asked.proposals.get().lines.first().unit_cents == cents
    again = of_draft(desk.get(url_of("draft", asked)))
    desk.post(url_of("draft", asked), again | {"deed": "keep"})
    assert asked.proposals.get().lines.first().unit_cents == cents


def test_price_that_nobody_pays_is_refused_where_it_is_read(desk, trainer, terms):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION)
    slip = {"lines-0-quantity": "99000", "lines-0-price": "350"}

    response = desk.post(url_of("draft", asked), a_proposal(trainer, terms) | slip)

    assert response.status_code == 422
    alert = fragment(response.content.decode()).select_one("[role=alert] p")
    assert "miljoen" in alert.text
    assert not asked.proposals.exists()
