"""Consent, to which words, given and taken back."""

import pytest

from tests.factories.users import UserFactory
from trust.audit.models import AuditEntry
from trust.privacy import consents
from trust.privacy.consents import ConsentPurpose, register_consent
from trust.privacy.enums import Channel
from trust.privacy.errors import WordsChanged
from trust.privacy.models import Consent, ConsentText
from trust.privacy.services.consent import give_consent, has_consent, withdraw_consent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def news(monkeypatch):
    monkeypatch.setattr(consents, "_purposes", {})
    return register_consent(ConsentPurpose("test.news", "News", {1: "Ja, mail me.", 2: "Ja, mail me nieuws."}))


def test_consent_keeps_the_newest_words_the_moment_and_the_way():
    person = UserFactory()

    consent = give_consent(purpose="test.news", about=person, channel=Channel.FORM)

    assert (consent.about, consent.text.version, consent.text.text) == (person, 2, "Ja, mail me nieuws.")
    assert has_consent(purpose="test.news", about=person)
    assert AuditEntry.objects.about(person).get().verb == "privacy.consent-given"


def test_a_repeat_is_harmless_and_what_was_taken_back_can_be_given_again():
    person = UserFactory()

    first = give_consent(purpose="test.news", about=person, channel=Channel.FORM)
    assert give_consent(purpose="test.news", about=person, channel=Channel.API) == first
    assert withdraw_consent(purpose="test.news", about=person, channel=Channel.LINK) == 1
    assert withdraw_consent(purpose="test.news", about=person, channel=Channel.LINK) == 0
    assert not has_consent(purpose="test.news", about=person)
    second = give_consent(purpose="test.news", about=person, channel=Channel.FORM)

    first.refresh_from_db()
    assert first.withdrawn_by == Channel.LINK
    assert second != first
    assert Consent.objects.about(person).standing().get() == second


def test_consent_by_telephone_says_who_noted_it():
    person, member = UserFactory(), UserFactory()

    assert give_consent(purpose="test.news", about=person, channel=Channel.PHONE, noted_by=member).noted_by == member
    assert AuditEntry.objects.get().by == member


def test_words_that_people_agreed_to_cannot_be_changed_under_the_same_version(news):
    give_consent(purpose="test.news", about=UserFactory(), channel=Channel.FORM)
    consents._purposes["test.news"] = ConsentPurpose("test.news", "News", {2: "Other words."})

    with pytest.raises(WordsChanged):
        give_consent(purpose="test.news", about=UserFactory(), channel=Channel.FORM)

    assert ConsentText.objects.get().text == "Ja, mail me nieuws."


def test_an_unknown_purpose_is_refused():
    with pytest.raises(LookupError):
        give_consent(purpose="test.other", about=UserFactory(), channel=Channel.FORM)
