"""Where electronic invoices of an organisation go, as people type it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from bookings.desk.admin.invoices import BuyerForm
from trust.organisations.fields import PeppolIdField
from trust.organisations.wagtail_hooks import OrganisationForm


@pytest.mark.parametrize("said", ["0208:0123456749", " 0208:0123456749 ", "9925:be0123456749", "0106:12345678"])
def test_scheme_and_number_are_taken(said):
    assert PeppolIdField().clean(said) == said.strip()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("0208", "invalid"),
        ("0208:", "invalid"),
        ("208:0123456749", "invalid"),
        ("٠٢٠٨:0123456749", "invalid"),
        ("9925:be 0123456749", "invalid"),
        ("9925:b\x0be", "invalid"),
        ("0208:0123456789", "number"),
        ("0208:BE0123456749", "number"),
        ("0208:0123.456.749", "number"),
    ],
)
def test_what_reaches_nobody_is_refused(said, code):
    with pytest.raises(ValidationError) as refusal:
        PeppolIdField().clean(said)

    assert refusal.value.code == code


def test_organisations_and_invoices_ask_for_it_by_the_same_field():
    for form in (OrganisationForm, BuyerForm):
        field = form.base_fields["peppol_id"]
        assert isinstance(field, PeppolIdField)
        assert (field.required, field.max_length) == (False, 60)
        assert field.clean("") == ""
