"""Texts of Django that people read here: ours take their place (cms/borrowed.py)."""

import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.CharField(), "", "Dit mag niet leeg blijven."),
        (forms.CharField(max_length=3), "vier", "Hier passen hoogstens 3 tekens, en het zijn er 4. Maak het korter."),
        (forms.EmailField(), "naam@", "Schrijf een e-mailadres, zoals naam@example.org."),
        (forms.IntegerField(), "veel", "Schrijf een geheel getal, zoals 15."),
        (forms.IntegerField(min_value=5), "4", "Schrijf 5 of meer."),
        (forms.IntegerField(max_value=5), "6", "Schrijf 5 of minder."),
        (forms.DateField(), "morgen", "Schrijf de dag als 25/03/2027."),
        (forms.DateTimeField(), "straks", "Schrijf de dag en het uur als 25/03/2027 19:30."),
        (forms.ChoiceField(choices=[("ja", "ja")]), "nee", "“nee” kan je hier niet kiezen. Kies iets uit de lijst."),
    ],
)
def test_a_field_says_in_our_words_what_to_write(field, value, words):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)

    assert refused.value.messages == [words]


@pytest.mark.parametrize("example", ["25/03/2027", "25/03/2027 19:30"])
def test_the_examples_are_understood(example):
    field = forms.DateTimeField() if ":" in example else forms.DateField()

    assert field.clean(example).month == 3


def test_a_weak_password_is_told_why_in_our_words():
    with pytest.raises(ValidationError) as refused:
        validate_password("123456")

    assert refused.value.messages == [
        "Dit wachtwoord is te kort. Neem er een van minstens 12 tekens.",
        "Dit wachtwoord gebruiken veel mensen. Kies een ander.",
        "Dit wachtwoord heeft alleen cijfers. Zet er letters bij.",
    ]
