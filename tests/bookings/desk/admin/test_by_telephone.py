"""A request that comes by telephone is typed in, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from bookings.desk.models import BookingRequest
from bookings.desk.services.keeping import keep_notes
from cms.services.roles import BOOKINGS
from tests.bookings.desk.admin.asking import url_of
from tests.bookings.desk.admin.filling import sent_by
from tests.factories import picture_file, user_with_role
from tests.factories.desk import (
    NUMBER,
    ActivityPageFactory,
)
from trust.organisations.models import Organisation
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def typed(desk, **said) -> dict:
    form = sent_by(desk.get(reverse("requests:add")).context["form"])
    activity = ActivityPageFactory(title="Samen sterk", kind="lecture")
    return (
        form
        | {
            "activity": activity.pk,
            "organisation_name": "De Linde",
            "organisation_number": "BE 0123.456.749",
            "postcode": "2000",
            "city": "Antwerpen",
            "contact_name": "Rita Peeters",
            "email": "rita@example.org",
            "phone": "0470 12 34 56",
            "audience": "staff",
            "group_size": "12",
            "on_1": f"{localdate() + timedelta(days=30)}",
            "part_1": "evening",
            "budget": "250,50",
        }
        | said
    )


def test_request_by_telephone_is_one_like_another(desk, colleague):
    said = typed(desk)
    said["files"] = picture_file()

    response = desk.post(reverse("requests:add"), said)

    asked = BookingRequest.objects.get()
    assert response["Location"] == url_of("detail", asked)
    assert (asked.source, asked.kind, asked.owner, asked.province) == ("phone", "lecture", colleague, "antwerp")
    assert (asked.organisation_number, asked.budget_cents, str(asked.phone)) == (NUMBER, 25050, "+32470123456")
    assert Organisation.objects.get().number == NUMBER
    assert asked.preferred_dates.get().part == "evening"
    assert asked.files.count() == 1
    assert OutboundEmail.objects.filter(purpose="bookings.request-receipt", recipient="rita@example.org").exists()


def test_second_press_makes_no_second_request(desk):
    said = typed(desk)

    first, second = (desk.post(reverse("requests:add"), said) for _press in range(2))

    assert BookingRequest.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_second_press_after_signing_in_again_takes_it_from_nobody(desk, colleague):
    said = typed(desk)
    desk.post(reverse("requests:add"), said)
    asked = BookingRequest.objects.get()
    other = user_with_role(BOOKINGS)
    keep_notes(public_id=asked.public_id, changes={"owner": other}, by=colleague)
    again = Client()
    again.force_login(colleague)

    response = again.post(reverse("requests:add"), said)

    asked.refresh_from_db()
    assert (response["Location"], asked.owner) == (url_of("detail", asked), other)
    assert BookingRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("organisation_number", "0123.456.780"),
        ("email", ""),
        ("on_1", "2020-01-01"),
        ("group_size", "0"),
        ("files", SimpleUploadedFile("plan.pdf", b"no pdf")),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(desk, name, value):
    response = desk.post(reverse("requests:add"), typed(desk) | {name: value})

    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [name]
    assert form["organisation_name"].value() == "De Linde"
    assert not BookingRequest.objects.exists()
