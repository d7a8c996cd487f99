"""What every room stands on: keyed hashes, loose references, the registry."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import now

from tests.factories.users import UserFactory
from trust.about import reference_to
from trust.keys import keyed_bytes, keyed_hash, keyed_hashes
from trust.links.models import PersonalLink
from trust.outbox import placeholders
from trust.registry import Ground, PersonalData, register


def test_a_hash_for_one_use_says_nothing_in_another():
    assert keyed_hash(use="links.lookup", value="x") == keyed_hash(use="links.lookup", value=b"x")
    assert keyed_hash(use="links.lookup", value="x") != keyed_hash(use="ledger", value="x")


def test_what_an_older_key_hashed_is_still_recognised(settings):
    before = keyed_hash(use="ledger", value="an@example.org")
    settings.PRIVACY_KEY, settings.PRIVACY_KEY_FALLBACKS = "new-" * 20, [settings.PRIVACY_KEY]

    newest, *older = keyed_hashes(use="ledger", value="an@example.org")

    assert newest == keyed_hash(use="ledger", value="an@example.org")
    assert older == [before]
    assert len(keyed_bytes(use="links.token", value=b"x")[0]) == 32


@pytest.mark.django_db
def test_a_row_finds_what_it_is_about_and_outlives_it():
    user = UserFactory()
    moment = now()
    link = PersonalLink.objects.create(
        purpose="x", token_hash="0" * 64, expires_at=moment + timedelta(days=1), **reference_to(user)
    )

    assert link.about == user
    assert list(PersonalLink.objects.about(user)) == [link]
    assert list(PersonalLink.objects.alive(moment + timedelta(days=2))) == []
    user.delete()
    assert PersonalLink.objects.get().about is None


@pytest.mark.django_db
def test_a_link_that_expires_before_it_is_issued_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        PersonalLink.objects.create(purpose="x", token_hash="0" * 64, expires_at=now() - timedelta(days=1))


def test_a_placeholder_becomes_an_address_only_when_it_is_resolved(monkeypatch):
    monkeypatch.setattr(placeholders, "_resolvers", {})
    public_id = "0b2f7c3e-0d5e-4f3e-9a44-1b1f5a3c7d10"
    placeholders.register_placeholder("test", lambda found, to: f"https://www.example.org/x/{found[:4]}/")
    stored = f"<a href='{placeholders.placeholder(kind='test', public_id=public_id)}'>"

    assert placeholders.resolve(stored, to="an@example.org") == "<a href='https://www.example.org/x/0b2f/'>"


def test_two_entries_for_one_model_are_refused(monkeypatch):
    monkeypatch.setattr("trust.registry._entries", {})
    one = PersonalData("x.X", "x", ["email"], "why", Ground.CONSENT, find=lambda email: None, erase=lambda rows: 0)
    register(one)
    register(one)  # the same again is harmless

    with pytest.raises(ValueError, match="twice"):
        register(PersonalData("x.X", "y", [], "why", Ground.CONSENT, find=one.find, erase=one.erase))
