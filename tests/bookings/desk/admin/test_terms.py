"""The terms of the desk, and the organisations it knows."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from bookings.desk.models import BookingTerms
from tests.bookings.desk.admin.filling import sent_by
from tests.factories.desk import (
    NUMBER,
    BookingTermsFactory,
)
from tests.queries import cost
from trust.audit.models import AuditEntry
from trust.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_terms_are_added_and_read_but_never_changed(desk, colleague):
    said = sent_by(desk.get(reverse("booking-terms:add")).context["form"]) | {
        "version": "2027-1",
        "valid_from": "2027-01-01",
    }
    block = {"key": "a", "type": "unstyled", "depth": 0, "text": "Annuleren kan."}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    said["text"] = json.dumps({"blocks": [block], "entityMap": {}})

    desk.post(reverse("booking-terms:add"), said)

    terms = BookingTerms.objects.get(version="2027-1")
    assert "Annuleren kan." in desk.get(reverse("booking-terms:inspect", args=[terms.pk])).content.decode()
    assert AuditEntry.objects.get(verb="bookings.terms-written").by == colleague
    assert desk.get(f"/admin/booking-terms/edit/{terms.pk}/").status_code == 404


def test_list_of_terms_costs_the_same_with_one_and_with_three(desk):
    BookingTermsFactory()
    one = cost(desk, reverse("booking-terms:index"))

    for version in ("2027", "2028"):
        BookingTermsFactory(version=version)

    assert cost(desk, reverse("booking-terms:index")) == one


def test_organisations_are_kept_by_who_books(desk):
    known = Organisation.objects.create(number=NUMBER, name="De Linde")

    page = desk.get(reverse("organisations:edit", args=[known.pk]))

    assert page.status_code == 200
    said = sent_by(page.context["form"]) | {"name": "De Lindeboom", "peppol_id": "0208"}
    refused = desk.post(reverse("organisations:edit", args=[known.pk]), said)
    assert "peppol_id" in refused.context["form"].errors
    desk.post(reverse("organisations:edit", args=[known.pk]), said | {"peppol_id": ""})
    known.refresh_from_db()
    assert known.name == "De Lindeboom"
