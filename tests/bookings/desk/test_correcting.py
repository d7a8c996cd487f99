"""Staff correct who asked: what follows from another number, postcode or address, and what others have in their hands."""

from __future__ import annotations

import pytest

from bookings.desk.enums import ENDED_STATES, ProposalState, RequestState
from bookings.desk.errors import RequestEnded
from bookings.desk.models import BookingRequest
from bookings.desk.services import correct_request, make_invoice, send_proposal
from bookings.desk.terms import STATUS
from cms.services.roles import SHOP
from tests.bookings.desk.admin.filling import sent_by
from tests.bookings.desk.reading import api_of, page_of
from tests.factories import user_with_role
from tests.factories.desk import NUMBER, BookingRequestFactory, ProposalFactory
from trust.audit.models import AuditEntry
from trust.links.models import PersonalLink
from trust.organisations.models import Organisation
from trust.outbox.enums import MailState
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db

NEW = "rita.peeters@example.org"


def url_of(asked: BookingRequest) -> str:
    return f"/admin/requests/{asked.pk}/correct/"


def shown_by(desk, asked: BookingRequest) -> dict:
    """What the form of that request sends when nothing is touched."""
    form = desk.get(url_of(asked)).context["form"]
    return sent_by(form) | dict(form.was)


def correct(asked: BookingRequest, by, **changes) -> BookingRequest:
    return correct_request(public_id=asked.public_id, changes=changes, by=by)


def test_what_differs_is_written_and_the_log_names_the_fields_alone(colleague):
    asked = BookingRequestFactory(contact_name="Rita Peters", email=NEW)

    for _twice in range(2):
        correct(asked, colleague, contact_name="Rita Peeters", phone="+3216123456", city="", email=NEW)

    asked.refresh_from_db()
    assert (asked.contact_name, str(asked.phone)) == ("Rita Peeters", "+3216123456")
    entry = AuditEntry.objects.get(verb="bookings.request-corrected")
    assert (entry.by, entry.details) == (colleague, {"fields": ["contact_name", "phone"]})
    assert not OutboundEmail.objects.exists()


def test_other_fields_are_not_corrected_here(colleague):
    asked = BookingRequestFactory()

    with pytest.raises(ValueError, match="state"):
        correct(asked, colleague, state="closed")


def test_another_address_gets_the_link_and_older_links_open_nothing(colleague, client):
    asked = BookingRequestFactory(state=RequestState.PROPOSED, email="rita.peters@example.org")
    page, api = page_of(asked), api_of(asked)
    assert client.get(page).status_code == client.get(api).status_code == 200

    correct(asked, colleague, email=NEW)

    assert client.get(page).status_code == client.get(api).status_code == 404
    assert client.post(page, {"deed": "withdraw", "withdraw-why": ""}).status_code == 404
    mail = OutboundEmail.objects.get()
    assert (mail.recipient, mail.purpose) == (NEW, "bookings.request-corrected")
    link = PersonalLink.objects.about(asked).for_purpose(STATUS).get(revoked_at=None)
    assert f"{link.public_id}" in mail.text
    assert client.get(page_of(asked)).status_code == 200


def test_what_had_not_left_for_the_old_address_stays_here(colleague):
    asked = BookingRequestFactory(state=RequestState.IN_DISCUSSION, email="rita.peters@example.org")
    ProposalFactory(request=asked)
    send_proposal(public_id=asked.public_id, version=1, by=colleague)

    correct(asked, colleague, email=NEW)

    old = OutboundEmail.objects.get(recipient="rita.peters@example.org")
    assert old.state == MailState.CANCELLED
    assert OutboundEmail.objects.exclude(pk=old.pk).exclude(state=MailState.CANCELLED).get().recipient == NEW


@pytest.mark.parametrize("state", [RequestState.AGREED, RequestState.PROPOSED])
def test_date_that_stands_comes_along(colleague, state):
    asked = BookingRequestFactory(state=state)

    correct(asked, colleague, email=NEW)

    mail = OutboundEmail.objects.get()
    assert mail.attachments.count() == (state == RequestState.AGREED)
    assert ("De datum ligt vast" in mail.text) == (state == RequestState.AGREED)


def test_same_address_in_other_letters_mails_nobody(colleague, client):
    asked = BookingRequestFactory(email="Rita.Peeters@example.org")
    page = page_of(asked)

    correct(asked, colleague, email=NEW)

    asked.refresh_from_db()
    assert asked.email == NEW
    assert client.get(page).status_code == 200
    assert not OutboundEmail.objects.exists()


def test_another_number_is_another_organisation(colleague):
    known = Organisation.objects.create(number=NUMBER, name="De Linde vzw")
    asked = BookingRequestFactory()

    correct(asked, colleague, organisation_number=NUMBER)

    asked.refresh_from_db()
    assert asked.organisation == known
    assert asked.organisation_name == "Dienstencentrum De Linde"

    correct(asked, colleague, organisation_number="")

    asked.refresh_from_db()
    assert asked.organisation is None


@pytest.mark.parametrize(("places", "province"), [([], "limburg"), ([{"postcode": "3000"}], "vlaams-brabant")])
def test_another_postcode_is_another_region_unless_it_takes_place_elsewhere(colleague, places, province):
    asked = BookingRequestFactory(postcode="2000", province="antwerp", places=places)

    correct(asked, colleague, postcode="3500")

    asked.refresh_from_db()
    assert asked.province == province.replace("vlaams-brabant", "flemish-brabant")


@pytest.mark.parametrize("state", RequestState)
def test_request_that_has_ended_changes_no_more(desk, colleague, state):
    asked = BookingRequestFactory(state=state)
    said = shown_by(desk, asked) | {"contact_name": "Iemand"} if state not in ENDED_STATES else {"contact_name": "x"}

    response = desk.post(url_of(asked), said)

    assert response.status_code == 302
    asked.refresh_from_db()
    assert (asked.contact_name == "Iemand") == (state not in ENDED_STATES)
    if state in ENDED_STATES:
        with pytest.raises(RequestEnded):
            correct(asked, colleague, contact_name="Iemand")


def test_request_that_ended_while_the_form_stood_open_says_so(desk, colleague, monkeypatch):
    asked = BookingRequestFactory()
    said = shown_by(desk, asked) | {"contact_name": "Iemand"}

    def first(**kwargs):
        BookingRequest.objects.filter(pk=asked.pk).update(state=RequestState.WITHDRAWN)
        return correct_request(**kwargs)

    monkeypatch.setattr("bookings.desk.admin.detail.correct_request", first)
    response = desk.post(url_of(asked), said)

    assert response.status_code == 409
    assert "afgelopen" in response.content.decode()


def test_invoice_that_is_made_stays_as_it_was(colleague):
    asked = BookingRequestFactory(state=RequestState.GIVEN)
    made = make_invoice(public_id=asked.public_id, by=colleague)

    correct(asked, colleague, organisation_name="De Lindeboom")

    made.refresh_from_db()
    assert made.buyer_name == "Dienstencentrum De Linde"


def test_form_shows_who_asks_and_keeps_what_is_corrected(desk):
    asked = BookingRequestFactory(organisation_number=NUMBER, phone="+3216123456", postcode="3000", city="Leuven")
    said = shown_by(desk, asked)
    assert (said["organisation_number"], said["phone"]) == ("0123.456.749", "016 12 34 56")

    response = desk.post(url_of(asked), said | {"city": "Heverlee\x0b", "email": NEW}, follow=True)

    asked.refresh_from_db()
    assert (asked.city, asked.email, asked.organisation_number) == ("Heverlee", NEW, NUMBER)
    assert NEW in response.content.decode()
    assert AuditEntry.objects.get(verb="bookings.request-corrected").details == {"fields": ["city", "email"]}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"organisation_name": " "}, "organisation_name"),
        ({"organisation_number": "0123.456.789"}, "organisation_number"),
        ({"contact_name": "www.example.org"}, "contact_name"),
        ({"email": "rita"}, "email"),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "email"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_what_is_wrong_comes_back_filled_in(desk, wrong, field):
    asked = BookingRequestFactory()

    response = desk.post(url_of(asked), shown_by(desk, asked) | wrong)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not AuditEntry.objects.filter(verb="bookings.request-corrected").exists()


def test_two_tabs_keep_each_others_corrections_and_say_where_both_changed_one(desk, colleague):
    asked = BookingRequestFactory(city="Leuven", contact_name="Rita")
    tab = shown_by(desk, asked)
    correct(asked, colleague, contact_name="Rita Peeters", city="Heverlee")

    desk.post(url_of(asked), tab | {"street": "Kerkstraat 1"})

    asked.refresh_from_db()
    assert (asked.street, asked.contact_name, asked.city) == ("Kerkstraat 1", "Rita Peeters", "Heverlee")

    told = desk.post(url_of(asked), tab | {"city": "Kessel-Lo"})

    assert told.status_code == 422
    form = told.context["form"]
    assert "Heverlee" in str(form.errors["city"])
    assert form["city"].value() == "Kessel-Lo"

    desk.post(url_of(asked), tab | {"city": "Kessel-Lo"} | dict(form.was))

    asked.refresh_from_db()
    assert (asked.contact_name, asked.city) == ("Rita Peeters", "Kessel-Lo")


def test_who_has_another_role_corrects_nothing(client):
    asked = BookingRequestFactory()
    client.force_login(user_with_role(SHOP))

    for response in (client.get(url_of(asked)), client.post(url_of(asked), {"contact_name": "x", "email": NEW})):
        assert response.status_code in (302, 403)
    asked.refresh_from_db()
    assert asked.contact_name == "Rita Peeters"


def test_screen_costs_the_same_whatever_hangs_on_the_request(desk, django_assert_num_queries):
    asked = BookingRequestFactory()
    desk.get(url_of(asked))

    for _more in range(2):
        ProposalFactory.create_batch(2, request=asked, state=ProposalState.DECLINED)
        with django_assert_num_queries(9):
            desk.get(url_of(asked))
