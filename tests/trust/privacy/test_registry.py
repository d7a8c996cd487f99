"""Every model with personal data has an entry, or a reason why it has none (spec H3)."""

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.test.utils import isolate_apps

from trust import registry
from trust.privacy.candidates import candidates, unknown_names, unregistered
from trust.registry import Ground, registered


def test_every_field_that_looks_personal_is_registered_or_explained():
    missing = unregistered()

    assert not missing, (
        "Register these in their app's privacy.py (trust.registry.register), or say why they hold nothing personal "
        f"(declare_impersonal): {missing}"
    )


def test_the_registry_names_nothing_that_is_not_there():
    assert unknown_names() == set()


@isolate_apps("home")
def test_a_model_is_found_by_type_by_name_and_by_pointing_at_an_account():
    class Visit(models.Model):
        contact = models.EmailField()
        street_name = models.CharField(max_length=9)
        remarks = models.TextField()
        came_from = models.GenericIPAddressField()
        guide = models.ForeignKey(get_user_model(), on_delete=models.CASCADE)
        title = models.CharField(max_length=9)
        names_count = models.IntegerField()

        class Meta:
            app_label = "home"

        def __str__(self):
            return self.title

    assert candidates(Visit) == {"contact", "street_name", "remarks", "came_from", "guide"}


@pytest.mark.parametrize("model", ["trust.PrivacyRequest", "auth.User", "cms.StoryPage", "wagtailcore.Comment"])
def test_a_model_without_an_entry_is_named(monkeypatch, model):
    """The guard itself: take an entry away and the test above turns red."""
    entries = {name: entry for name, entry in registry._entries.items() if name != model}
    monkeypatch.setattr(registry, "_entries", entries)

    assert model in unregistered()


@pytest.mark.parametrize("entry", registered(), ids=lambda entry: entry.model)
@pytest.mark.django_db
def test_each_entry_says_why_and_finds_nothing_for_a_stranger(entry):
    assert str(entry.label)
    assert str(entry.purpose)
    assert entry.ground in Ground
    assert entry.find("nobody@example.org").count() == 0
    assert entry.erase(entry.find("nobody@example.org")) == 0
    for rule in entry.retention:
        assert rule.due.__call__ is not None
        assert rule.after.total_seconds() > 0


def test_rules_of_one_model_have_different_names():
    for entry in registered():
        names = [rule.name for rule in entry.retention]
        assert len(names) == len(set(names)), entry.model
