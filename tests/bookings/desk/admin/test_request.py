"""One request: what stands on it, its deeds with the mails shown first, notes, attachments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from bookings.desk.admin.deeds import request_deeds
from bookings.desk.enums import ProposalState, RequestState
from bookings.desk.models import BookingRequest, InvoiceRecord, RequestFile, RequestMove
from bookings.desk.services.keeping import keep_notes
from bookings.models import Event
from cms.services.roles import SHOP
from tests.bookings.desk.admin.asking import url_of, with_much
from tests.bookings.desk.admin.filling import confirmed, sent_by
from tests.factories import user_with_role
from tests.factories.desk import (
    BookingRequestFactory,
    ProposalFactory,
)
from tests.factories.registrations import evening
from tests.queries import cost
from tests.reading import fragment
from trust.audit.models import AccessEntry, AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["detail", "draft", "compare"])
def test_screens_cost_the_same_with_one_and_with_three(desk, name):
    one = cost(desk, url_of(name, with_much(1)))

    assert cost(desk, url_of(name, with_much(3))) == one


def test_preview_costs_the_same_with_one_and_with_three_trainers_and_lines(desk):
    one, three = with_much(1), with_much(3)

    assert cost(desk, url_of("preview", one, 2)) == cost(desk, url_of("preview", three, 4))


@pytest.mark.parametrize("name", ["detail", "draft", "compare", *request_deeds.deeds])
def test_who_has_another_role_opens_nothing(name):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    client = Client()
    client.force_login(user_with_role(SHOP))

    response = client.get(url_of(name, asked), headers={"X-Requested-With": "XMLHttpRequest"})

    assert response.status_code == 403


@pytest.mark.parametrize("state", RequestState)
def test_request_opens_in_every_state_with_the_deeds_of_that_state_and_no_look_changes_it(desk, state):
    asked = BookingRequestFactory(state=state, public_wished=True)

    response = desk.get(url_of("detail", asked))

    shown = {deed.name for deed in response.context["deeds"]}
    assert shown == {deed.name for deed in request_deeds.deeds.values() if deed.allowed(asked)}
    before = BookingRequest.objects.values().get()
    for name in [*request_deeds.deeds, "draft", "detail"]:
        answer = desk.get(url_of(name, asked))
        assert answer.status_code == (200 if name in shown or name == "detail" else answer.status_code)
    assert BookingRequest.objects.values().get() == before
    assert not RequestMove.objects.exists()
    assert not OutboundEmail.objects.exists()
    assert not AuditEntry.objects.filter(verb__startswith="bookings.").exists()


def test_looking_at_one_is_written_down(desk, colleague):
    asked = BookingRequestFactory()

    desk.get(url_of("detail", asked))

    entry = AccessEntry.objects.get()
    assert (entry.what, entry.by, entry.about) == ("bookings.request", colleague, asked)


def test_taking_up_notes_who_looks_after_it(desk, colleague):
    asked = BookingRequestFactory()

    desk.post(url_of("take-up", asked), {"why": "Ik bel morgen"})

    asked.refresh_from_db()
    assert (asked.state, asked.owner) == (RequestState.IN_DISCUSSION, colleague)
    page = desk.get(url_of("detail", asked)).content.decode()
    assert "Ik bel morgen" in page


def test_refusal_shows_the_mail_with_reason_and_alternative_before_it_leaves(desk):
    asked = BookingRequestFactory()
    said = {"reason": "Die dag zijn we bezet.", "alternative": "In maart kan het wel."}

    shown = desk.post(url_of("refuse", asked), said)

    (letter,) = shown.context["letters"]
    assert letter.to == asked.email
    assert "Die dag zijn we bezet." in letter.text
    assert "In maart kan het wel." in letter.text
    assert "link.invalid" not in letter.text
    asked.refresh_from_db()
    assert asked.state == RequestState.NEW
    assert not OutboundEmail.objects.exists()

    desk.post(url_of("refuse", asked), confirmed(shown))

    asked.refresh_from_db()
    assert asked.state == RequestState.REFUSED
    mail = OutboundEmail.objects.get(purpose="bookings.request-refused")
    assert "In maart kan het wel." in mail.text


@pytest.mark.parametrize("missing", ["reason", "alternative"])
def test_refusal_without_reason_or_alternative_says_so_and_loses_nothing(desk, missing):
    asked = BookingRequestFactory()
    said = {"reason": "Die dag zijn we bezet.", "alternative": "In maart kan het wel."} | {missing: ""}

    response = desk.post(url_of("refuse", asked), said)

    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [missing]
    assert {name: form[name].value() for name in said} == said


def test_old_preview_is_shown_again_when_the_request_moved_meanwhile(desk):
    asked = BookingRequestFactory()
    shown = desk.post(url_of("withdraw", asked), {"why": ""})
    BookingRequest.objects.filter(pk=asked.pk).update(state=RequestState.IN_DISCUSSION, state_changed_at=now())

    again = desk.post(url_of("withdraw", asked), confirmed(shown))

    assert again.status_code == 200
    assert again.context["seen"] != shown.context["seen"]
    asked.refresh_from_db()
    assert asked.state == RequestState.IN_DISCUSSION


def through(desk, asked, name, said):
    """Press, look at the mails, press again; gives the mails that were shown."""
    shown = desk.post(url_of(name, asked), said)
    if not shown.context or "letters" not in shown.context:
        return []
    desk.post(url_of(name, asked), confirmed(shown))
    asked.refresh_from_db()
    return shown.context["letters"]


def test_yes_by_telephone_names_who_said_it(desk, colleague):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    form = sent_by(desk.get(url_of("accept", asked)).context["form"])

    letters = through(desk, asked, "accept", form | {"name": "Jan Claes"})

    assert asked.state == RequestState.AGREED
    assert asked.proposals.get().decided_by == "Jan Claes"
    assert (asked.moves.get().by, asked.moves.get().actor) == (colleague, "staff")
    assert {letter.purpose for letter in letters} == {"bookings.request-agreed", "bookings.trainer-bound"}


def test_yes_to_a_version_that_no_longer_stands_is_refused_in_words(desk):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    form = sent_by(desk.get(url_of("accept", asked)).context["form"])
    asked.proposals.update(state=ProposalState.SUPERSEDED)
    ProposalFactory(request=asked, state=ProposalState.SENT)

    response = desk.post(url_of("accept", asked), form | {"name": "Jan Claes"})

    assert response.status_code == 409
    assert response.context["form"]["name"].value() == "Jan Claes"
    asked.refresh_from_db()
    assert asked.state == RequestState.PROPOSED


@pytest.mark.parametrize(("goes_on", "state"), [("yes", "in-discussion"), ("no", "withdrawn")])
def test_no_by_telephone_asks_what_then(desk, goes_on, state):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    form = sent_by(desk.get(url_of("decline", asked)).context["form"])
    assert desk.post(url_of("decline", asked), form).status_code == 422

    through(desk, asked, "decline", form | {"goes_on": goes_on, "why": "Te duur"})

    assert (asked.state, asked.moves.get().why) == (state, "Te duur")


def test_other_day_by_telephone_is_noted(desk):
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    day = localdate() + timedelta(days=40)
    assert desk.post(url_of("counter", asked), {}).status_code == 422
    assert desk.post(url_of("counter", asked), {"on_1": "2020-01-01"}).status_code == 409

    through(desk, asked, "counter", {"on_1": f"{day}", "part_1": "evening", "words": "Liever later"})

    assert asked.state == RequestState.IN_DISCUSSION
    wish = asked.preferred_dates.get()
    assert (wish.on, wish.part, wish.is_counter) == (day, "evening", True)


def test_agreed_date_is_called_off_to_talk_again(desk):
    asked = BookingRequestFactory(state=RequestState.AGREED)

    letters = through(desk, asked, "talk-again", {"why": "De begeleider is ziek"})

    assert asked.state == RequestState.IN_DISCUSSION
    assert "De begeleider is ziek" in letters[0].text + letters[1].text


def test_from_preparing_to_closing(desk, colleague):
    asked = BookingRequestFactory(state=RequestState.AGREED)
    through(desk, asked, "prepare", {})
    assert asked.state == RequestState.PREPARED
    assert desk.post(url_of("given", asked)).status_code == 409
    asked.proposals.update(starts_at=evening(-3), ends_at=evening(-3, 22))

    desk.post(url_of("given", asked))
    assert reverse("invoices:make", args=[asked.pk]) in desk.get(url_of("detail", asked)).content.decode()
    desk.post(reverse("invoices:make", args=[asked.pk]), {"name": "De Linde", "country": "BE"})
    desk.post(url_of("close", asked), {"why": "Betaald"})

    asked.refresh_from_db()
    assert asked.state == RequestState.CLOSED
    assert InvoiceRecord.objects.get().request == asked
    assert [step.to_state for step in asked.moves.order_by("pk")] == ["prepared", "given", "invoiced", "closed"]


def test_agreed_date_goes_in_the_calendar_only_when_they_want_it(desk):
    asked = BookingRequestFactory(state=RequestState.AGREED, public_wished=False)
    desk.post(url_of("publish", asked))
    assert not Event.objects.exists()
    BookingRequest.objects.filter(pk=asked.pk).update(public_wished=True)

    desk.post(url_of("publish", asked))

    assert Event.objects.get().state == "draft"


def test_deed_that_is_not_possible_any_more_leads_back(desk):
    asked = BookingRequestFactory(state=RequestState.CLOSED)

    response = desk.post(url_of("withdraw", asked), {"why": "", "confirmed": "yes"})

    assert response["Location"] == url_of("detail", asked)
    asked.refresh_from_db()
    assert asked.state == RequestState.CLOSED


def test_notes_owner_and_order_are_kept_and_only_what_differs_is_logged(desk, colleague):
    asked = BookingRequestFactory()
    url = url_of("notes", asked)

    desk.post(url, {"notes": "Bel na vier uur", "purchase_order": "PO 7", "owner": colleague.pk})
    desk.post(url, {"notes": "Bel na vier uur", "purchase_order": "PO 7", "owner": colleague.pk})

    asked.refresh_from_db()
    assert (asked.notes, asked.purchase_order, asked.owner) == ("Bel na vier uur", "PO 7", colleague)
    assert AuditEntry.objects.get(verb="bookings.request-noted").details == {
        "fields": ["notes", "owner", "purchase_order"]
    }


def test_notes_that_are_too_long_are_not_lost(desk):
    asked = BookingRequestFactory()

    response = desk.post(url_of("notes", asked), {"notes": "x" * 4001})

    assert response.status_code == 422
    assert response.context["notes"]["notes"].value() == "x" * 4001


def test_attachment_is_a_download_of_its_own_request_alone(desk, colleague):
    asked, other = BookingRequestFactory.create_batch(2)
    part = RequestFile.objects.create(
        request=asked, name='plan "a".pdf', content_type="application/pdf", size=3, content=b"abc"
    )

    response = desk.get(url_of("file", asked, part.public_id))

    assert response.content == b"abc"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert AccessEntry.objects.get(what="bookings.request-file").by == colleague
    assert desk.get(url_of("file", other, part.public_id)).status_code == 404


def test_notes_of_a_colleague_in_another_tab_are_not_lost(desk, colleague):
    asked = BookingRequestFactory(notes="Bel")
    notes = desk.get(url_of("detail", asked)).context["notes"]
    tab = sent_by(notes) | dict(notes.was)
    keep_notes(public_id=asked.public_id, changes={"notes": "Bel na de middag"}, by=colleague)

    desk.post(url_of("notes", asked), tab | {"owner": str(colleague.pk)})

    asked.refresh_from_db()
    assert (asked.notes, asked.owner) == ("Bel na de middag", colleague)

    told = desk.post(url_of("notes", asked), tab | {"notes": "Bel niet"})

    assert told.status_code == 422
    assert "Bel na de middag" in str(told.context["notes"].errors["notes"])
    asked.refresh_from_db()
    assert asked.notes == "Bel na de middag"


def test_what_a_form_showed_travels_along_on_the_page_itself(desk):
    asked = BookingRequestFactory(notes='Bel "Rita"')

    for name in ("detail", "correct"):
        page = fragment(desk.get(url_of(name, asked)).content.decode())
        shown = {field["name"]: field["value"] for field in page.select("input[type=hidden][name^=was-]")}
        assert shown == dict(desk.get(url_of(name, asked)).context["notes" if name == "detail" else "form"].was)
