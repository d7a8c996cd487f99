"""What is past its term goes, in batches and bounded memory; a dry run changes nothing (spec H2)."""

import threading
import tracemalloc
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils.timezone import localdate, now

from home.informed.models import Subscription
from tests.factories.privacy import PrivacyRequestFactory, sign_ups
from trust import registry
from trust.audit.models import AuditEntry
from trust.audit.services import record
from trust.privacy.enums import RequestState
from trust.privacy.models import RetentionLine
from trust.privacy.services import retention
from trust.privacy.services.retention import Line, preview_retention, run_retention
from trust.registry import Ground, PersonalData, Retention, register

YESTERDAY = timedelta(days=1)


def past_term(moment):
    return Subscription.objects.past_term(localdate(moment))


def entry(*rules: Retention) -> PersonalData:
    return PersonalData(
        model="home.Subscription",
        label="Sign-ups",
        fields=["email", "name"],
        purpose="To keep in touch.",
        ground=Ground.CONSENT,
        find=lambda email: Subscription.objects.of_person(email),
        erase=lambda rows: rows.delete()[0],
        retention=rules,
    )


@pytest.fixture
def only(monkeypatch):
    """A registry of our own."""
    monkeypatch.setattr(registry, "_entries", {})

    def fill(*rules: Retention) -> None:
        register(entry(*rules))

    return fill


TERM = Retention(name="term", after=timedelta(days=365), due=past_term)


@pytest.mark.django_db
def test_ten_thousand_sign_ups_past_their_term_go_in_bounded_memory_and_one_line(only):
    only(TERM)
    sign_ups(10_000, delete_on=localdate() - YESTERDAY)
    kept = sign_ups(3, delete_on=localdate(), prefix="kept")
    tracemalloc.start()

    lines = run_retention()

    _left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines == [Line("home.Subscription", "term", 10_000)]
    assert set(Subscription.objects.all()) == set(kept)
    line = RetentionLine.objects.get()
    assert (line.model, line.rule, line.wiped, line.error) == ("home.Subscription", "term", 10_000, "")
    assert peak < 2 * 1024 * 1024  # measured: 0.3 MB, with 500 rows at a time
    assert AuditEntry.objects.get(verb="privacy.retention-run").details == {"wiped": 10_000, "failed_rules": 0}


@pytest.mark.django_db
def test_a_dry_run_counts_the_same_and_changes_nothing(only):
    only(TERM, Retention(name="name", after=YESTERDAY, due=_with_name, fields=["name"]))
    sign_ups(7, delete_on=localdate() - YESTERDAY)
    sign_ups(2, delete_on=localdate(), prefix="kept")

    before = list(Subscription.objects.order_by("pk").values())
    preview = preview_retention()

    assert list(Subscription.objects.order_by("pk").values()) == before
    assert not RetentionLine.objects.exists()
    assert not AuditEntry.objects.exists()
    assert preview == run_retention() == [Line("home.Subscription", "term", 7), Line("home.Subscription", "name", 2)]


def _with_name(moment):
    return Subscription.objects.exclude(name="").order_by("pk")


@pytest.mark.django_db
def test_one_field_goes_and_the_rest_of_the_row_stays(only):
    only(Retention(name="name", after=YESTERDAY, due=_with_name, fields=["name", "topics"]))
    (kept,) = sign_ups(1, delete_on=localdate())

    run_retention()

    kept.refresh_from_db()
    assert (kept.name, kept.topics, kept.email) == ("", [], "person-0@example.org")


@pytest.mark.django_db
def test_a_repeat_finds_nothing_and_says_so(only):
    only(TERM)
    sign_ups(3, delete_on=localdate() - YESTERDAY)

    run_retention()
    assert run_retention() == [Line("home.Subscription", "term", 0)]

    assert list(RetentionLine.objects.order_by("pk").values_list("wiped", flat=True)) == [3, 0]


@pytest.mark.django_db
def test_one_rule_in_trouble_keeps_no_other_from_running(only):
    def broken(moment):
        raise RuntimeError("an@example.org")

    only(Retention(name="a-broken", after=YESTERDAY, due=broken), TERM)
    sign_ups(3, delete_on=localdate() - YESTERDAY)

    lines = run_retention()

    assert lines == [Line("home.Subscription", "a-broken", 0, "RuntimeError"), Line("home.Subscription", "term", 3)]
    assert not Subscription.objects.exists()
    with pytest.raises(CommandError, match="a-broken"):
        call_command("run_retention", stdout=StringIO())


@pytest.mark.django_db
def test_a_wipe_that_wipes_nothing_does_not_run_for_ever(only):
    only(Retention(name="stuck", after=YESTERDAY, due=past_term, wipe=lambda pks: 0))
    sign_ups(3, delete_on=localdate() - YESTERDAY)

    assert run_retention() == [Line("home.Subscription", "stuck", 0)]


@pytest.mark.django_db
def test_a_term_renewed_at_the_last_moment_is_heeded(only, monkeypatch):
    """Between choosing a batch and locking it, somebody renews; the row is asked again under the lock."""
    only(TERM)
    renewed, _gone = sign_ups(2, delete_on=localdate() - YESTERDAY)
    wipe_batch = retention._wipe_batch

    def renew_first(*arguments):
        Subscription.objects.filter(pk=renewed.pk).update(delete_on=localdate())
        return wipe_batch(*arguments)

    monkeypatch.setattr(retention, "_wipe_batch", renew_first)

    assert run_retention() == [Line("home.Subscription", "term", 1)]
    assert Subscription.objects.get() == renewed


@pytest.mark.django_db
def test_statements_grow_with_batches_not_with_rows(only, django_assert_num_queries, monkeypatch):
    only(TERM)
    monkeypatch.setattr(retention, "BATCH", 10)
    ContentType.objects.get_for_model(Subscription)
    run_retention()

    def statements(rows: int) -> int:
        sign_ups(rows, delete_on=localdate() - YESTERDAY)
        with django_assert_num_queries(19):
            run_retention()

    statements(1)
    statements(3)


@pytest.mark.django_db
def test_the_command_says_what_went_and_what_would_go(only):
    only(TERM)
    sign_ups(3, delete_on=localdate() - YESTERDAY)
    dry, real = StringIO(), StringIO()

    call_command("run_retention", "--dry-run", stdout=dry)
    call_command("run_retention", stdout=real)

    assert dry.getvalue().split() == ["3", "home.Subscription", "term", "3", "would", "go"]
    assert real.getvalue().split() == ["3", "home.Subscription", "term", "3", "gone"]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_wipe_each_row_once(only, monkeypatch):
    only(TERM)
    monkeypatch.setattr(retention, "BATCH", 20)
    sign_ups(200, delete_on=localdate() - YESTERDAY)
    start, lines, troubles = threading.Barrier(2), [], []

    def run():
        try:
            start.wait(10)
            lines.extend(run_retention())
        except Exception as error:
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not troubles
    assert [line.error for line in lines] == ["", ""]
    assert sum(line.wiped for line in lines) == 200
    assert not Subscription.objects.exists()
    if connection.vendor == "postgresql":
        assert RetentionLine.objects.count() == 2


@pytest.mark.django_db
def test_a_request_that_nobody_confirmed_loses_its_address_after_a_week():
    young = PrivacyRequestFactory()
    old = PrivacyRequestFactory(asked_at=now() - timedelta(days=8))

    run_retention()

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, old.email) == (RequestState.EXPIRED, "")
    assert young.email


@pytest.mark.django_db
def test_old_entries_of_the_logs_go(settings):
    record(verb="x.y")
    entry = record(verb="x.old")
    type(entry).objects.filter(pk=entry.pk).update(at=now() - timedelta(days=settings.AUDIT_DAYS + 1))

    run_retention()

    assert not AuditEntry.objects.filter(verb="x.old").exists()
    assert AuditEntry.objects.filter(verb="x.y").exists()
