"""Amounts as people type and read them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.money import EuroField


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("", None),
        ("350", 35000),
        ("€ 1.250", 125000),
        ("1.250,5", 125050),
        ("12.50", 1250),
        ("1 250 euro", 125000),
        ("0", 0),
    ],
)
def test_euro_as_people_type_it(typed, cents):
    assert EuroField(required=False).clean(typed) == cents


def test_cents_of_ours_are_shown_as_euro_and_what_people_typed_as_they_typed_it():
    field = EuroField()

    assert [field.prepare_value(value) for value in (30050, 5, 0, "1.250", None)] == [
        "300,50",
        "0,05",
        "0,00",
        "1.250",
        None,
    ]
    assert field.clean(field.prepare_value(125005)) == 125005


@pytest.mark.parametrize("typed", ["0", "0,00", "veel", "-5", "1.25.0", "1000000"])
def test_amount_that_cannot_be_is_refused_in_words(typed):
    with pytest.raises(ValidationError, match="Schrijf"):
        EuroField(least_cents=1).clean(typed)


def test_amount_that_stayed_is_no_change():
    field = EuroField()

    assert not field.has_changed(1250, "12,50")
    assert field.has_changed(1250, "12,60")
