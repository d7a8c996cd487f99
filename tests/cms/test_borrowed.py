"""Texts of Django that people read here: ours take their place (cms/borrowed.py)."""

from itertools import chain
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import dates
from django.utils.translation import override

from cms import borrowed

DJANGO = Path(django.__file__).parent / "conf"
# Words that a library says too, and that read better our way there as well, or are on no screen there.
OURS_TOO = {
    *("All", "Approve", "Change", "Confirm", "Download", "Edit", "History", "Home", "Note", "Publish", "Sign in"),
    *("API tokens", "Pages", "Token", "active", "expired", "slug", "token"),
    "Order",  # Django's is a column of forms in rows that nobody puts in order here
}


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


def test_no_word_of_ours_takes_the_place_of_a_month_or_a_day():
    """“may” is a month too: what we mean otherwise by it has a context (`pgettext`)."""
    catalogue = dutch_of(DJANGO)
    named = [name for names in vars(dates).values() if isinstance(names, dict) for name in names.values()]

    with override(None):
        sources = [(str(name), name) for name in named if not isinstance(name, str)]
    with override("nl"):
        ours = {source: str(name) for source, name in sources}

    theirs = {entry.msgid: entry.msgstr for entry in catalogue if not entry.msgctxt}
    assert len(ours) > 30
    assert {source: said for source, said in ours.items() if said != theirs.get(source, said)} == {}


def test_a_word_of_ours_that_a_library_means_otherwise_is_known():
    """Ours takes the place of theirs: “Editing” of an episode would stand above each page that is being edited. A new one gets a context
    (`pgettext`), or a place above."""
    ours = {entry.msgid: entry.msgstr for entry in dutch_of(settings.BASE_DIR) if not entry.msgctxt}
    named = {
        text for texts in vars(borrowed).values() if isinstance(texts, list) for text in texts if isinstance(text, str)
    }
    installed = {Path(app.path) for app in apps.get_app_configs()} - {Path(settings.BASE_DIR)}
    theirs = chain.from_iterable(dutch_of(folder) for folder in [DJANGO, *sorted(installed)])

    otherwise = {
        entry.msgid
        for entry in theirs
        if entry.translated() and not entry.msgctxt and ours.get(entry.msgid, entry.msgstr) != entry.msgstr
    }

    assert len(otherwise) > 20
    assert otherwise - named == OURS_TOO


def dutch_of(folder) -> polib.POFile:
    """Its Dutch catalogue; an empty one where it has none."""
    path = Path(folder, "locale", "nl", "LC_MESSAGES", "django.po")
    return polib.pofile(str(path)) if path.exists() else polib.POFile()
