"""What is erased goes everywhere, and goes again after a restore (spec H4, H5)."""

import json
import threading
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connections, transaction
from django.utils.timezone import localdate, now
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.models import IndexEntry
from wagtail.users.models import UserProfile

from home.contact.models import ContactMessage
from home.informed.models import Subscription
from tests.factories.privacy import sign_ups
from tests.factories.users import UserFactory
from trust import registry
from trust.about import reference_to
from trust.audit.models import AuditEntry
from trust.links.models import PersonalLink
from trust.outbox.enums import MailState
from trust.outbox.models import OutboundEmail
from trust.privacy import consents
from trust.privacy.consents import ConsentPurpose, register_consent
from trust.privacy.enums import Channel, ErasureReason
from trust.privacy.errors import HeldByLaw
from trust.privacy.models import Consent, ErasureEntry
from trust.privacy.services.consent import give_consent
from trust.privacy.services.erasure import (
    erase_person,
    erase_record,
    export_ledger,
    import_ledger,
    mirror_ledger,
    note_erased,
    replay_ledger,
)
from trust.registry import Ground, LegalHold, PersonalData, register

pytestmark = pytest.mark.django_db
AN = "person-0@example.org"
NEXT_YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def our_entries(monkeypatch):
    """The real registry, with entries of the first users as they could be."""
    monkeypatch.setattr(registry, "_entries", dict(registry._entries))
    registry._entries.pop("home.Subscription", None)
    return register(
        PersonalData(
            model="home.Subscription",
            label="Sign-ups",
            fields=["email", "name"],
            purpose="To keep in touch.",
            ground=Ground.CONSENT,
            find=lambda email: Subscription.objects.of_person(email),
            erase=lambda rows: rows.delete()[0],
            ledger_key=lambda row: str(row.public_id),
        )
    )


def a_person() -> Subscription:
    sign_ups(3, delete_on=localdate() + NEXT_YEAR)
    return Subscription.objects.get(email=AN)


def a_mail(to: str, **fields) -> OutboundEmail:
    defaults = {
        "purpose": "x.y",
        "message_id": f"<{to}{len(fields)}@x>",
        "recipient": to,
        "text": "Hello An",
        "keep_until": now(),
    }
    return OutboundEmail.objects.create(**defaults | fields)


def test_everything_of_one_person_goes_and_nothing_of_others(monkeypatch):
    monkeypatch.setattr(consents, "_purposes", {})
    register_consent(ConsentPurpose("test.news", "News", {1: "Yes."}))
    person = a_person()
    consent = give_consent(purpose="test.news", about=person, channel=Channel.FORM)
    link = PersonalLink.objects.create(
        purpose="x", token_hash="0" * 64, expires_at=now() + NEXT_YEAR, **reference_to(person)
    )
    mine, about_me, other = (
        a_mail(AN),
        a_mail("friend@example.org", **reference_to(person)),
        a_mail("other@example.org"),
    )

    erased = erase_person(email=" Person-0@Example.org ", reason=ErasureReason.REQUEST)

    assert erased.rows["home.Subscription"] == 1
    assert erased.held == {}
    assert list(Subscription.objects.order_by("email").values_list("email", flat=True)) == [
        "person-1@example.org",
        "person-2@example.org",
    ]
    for mail in (mine, about_me):
        mail.refresh_from_db()
        assert (mail.recipient, mail.text, mail.state) == ("", "", MailState.CANCELLED)
    other.refresh_from_db()
    assert (other.recipient, other.text) == ("other@example.org", "Hello An")
    link.refresh_from_db()
    assert link.revoked_at
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert consent.about is None


def test_revisions_log_labels_search_index_and_unsaved_forms_go_too():
    person = a_person()
    content_type = ContentType.objects.get_for_model(Subscription)
    where = {"content_type": content_type, "object_id": str(person.pk)}
    Revision.objects.create(
        **where, base_content_type=content_type, content={"name": "An"}, object_str="An", created_at=now()
    )
    ModelLogEntry.objects.create(**where, label="An", action="wagtail.edit", timestamp=now(), data={"title": "An"})
    IndexEntry.objects.create(**where, title_norm=1.0)

    erase_person(email=AN, reason=ErasureReason.REQUEST)

    assert not Revision.objects.filter(**where).exists()
    assert not IndexEntry.objects.filter(**where).exists()
    log = ModelLogEntry.objects.get(**where)
    assert (log.label, log.data) == ("", {})


def test_a_repeat_is_harmless():
    a_person()

    erase_person(email=AN, reason=ErasureReason.REQUEST)
    again = erase_person(email=AN, reason=ErasureReason.REQUEST)

    assert again.rows == {}


def test_a_closed_account_is_emptied_and_its_picture_deleted(django_capture_on_commit_callbacks):
    user = UserFactory(username="an.peeters", first_name="An", last_name="Peeters", is_active=False)
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("an.png", ContentFile(b"x"))
    name, storage = profile.avatar.name, profile.avatar.storage

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(email=user.email, reason=ErasureReason.STAFF)

    user.refresh_from_db()
    assert (user.username, user.first_name, user.last_name, user.email) == (f"gewist-{user.pk}", "", "", "")
    assert not user.has_usable_password()
    assert not storage.exists(name)


def test_who_works_here_is_held_back_with_the_reason_and_nothing_is_taken():
    user = UserFactory()

    erased = erase_person(email=user.email, reason=ErasureReason.REQUEST)

    assert get_user_model().objects.get(pk=user.pk).email
    assert list(erased.held) == ["auth.User"]
    assert erased.rows == {}


def test_an_old_version_of_a_page_goes_and_what_stands_on_the_page_is_held_for_editors(home):
    home.search_description = f"Ask {AN}"
    old = home.save_revision()
    newest = home.save_revision()
    newest.publish()

    erased = erase_person(email=AN, reason=ErasureReason.REQUEST)

    assert not Revision.objects.filter(pk=old.pk).exists()
    assert Revision.objects.filter(pk=newest.pk).exists()
    (reason,) = erased.held["wagtailcore.Revision"]
    assert home.title in reason


def test_a_legal_hold_refuses_one_record_and_is_told_with_its_day(our_entries, monkeypatch):
    person = a_person()
    hold = LegalHold("Invoices are kept for ten years.", date(2036, 1, 1))
    entries = registry._entries | {
        "home.Subscription": PersonalData(**{**vars(our_entries), "holds": lambda row: [hold]})
    }
    monkeypatch.setattr(registry, "_entries", entries)

    erased = erase_person(email=AN, reason=ErasureReason.REQUEST)
    with pytest.raises(HeldByLaw) as refused:
        erase_record(record=person, reason=ErasureReason.STAFF)

    assert erased.held["home.Subscription"] == ["Invoices are kept for ten years. (1 januari 2036)"]
    assert refused.value.holds == (hold,)
    assert Subscription.objects.filter(pk=person.pk).exists()


def test_an_erasure_that_fails_half_way_takes_nothing(our_entries, monkeypatch):
    person, mail = a_person(), a_mail(AN)

    def fail(rows):
        raise RuntimeError

    entries = registry._entries | {"home.Subscription": PersonalData(**{**vars(our_entries), "erase": fail})}
    monkeypatch.setattr(registry, "_entries", entries)
    with pytest.raises(RuntimeError):
        erase_person(email=AN, reason=ErasureReason.REQUEST)

    mail.refresh_from_db()
    assert mail.recipient == AN
    assert Subscription.objects.filter(pk=person.pk).exists()
    assert not ErasureEntry.objects.exists()


def test_the_ledger_names_nobody(ledger_file, django_capture_on_commit_callbacks):
    person = a_person()

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(email=AN, reason=ErasureReason.REQUEST)

    written = ledger_file.read_text()
    entries = [json.loads(line) for line in written.splitlines()]
    assert {entry["model"] for entry in entries} == {"", "home.Subscription"}
    assert "example.org" not in written
    assert str(person.public_id) not in written
    assert ledger_file.stat().st_mode & 0o077 == 0
    assert AuditEntry.objects.get(verb="privacy.person-erased").details["rows"] == {"home.Subscription": 1}


def brought_back(*people: Subscription) -> None:
    """As a restored backup does: the rows are there again, and this database never heard of their erasure."""
    Subscription.objects.filter(pk__in=[person.pk for person in people]).delete()
    Subscription.objects.bulk_create(people)
    ErasureEntry.objects.all().delete()


def test_what_a_restore_brings_back_goes_again(ledger_file, django_capture_on_commit_callbacks):
    person = a_person()
    other = Subscription.objects.get(email="person-1@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(email=AN, reason=ErasureReason.REQUEST)
        erase_record(record=other, reason=ErasureReason.WITHDRAWN)
    other_again = Subscription(**{**_columns(other), "email": "moved@example.org"})
    brought_back(person, other_again)
    mail = a_mail(AN)

    assert import_ledger(lines=ledger_file.read_text().splitlines()) == 3
    erased = replay_ledger()

    assert erased.rows["home.Subscription"] == 2  # one by its address, one by its number
    assert list(Subscription.objects.values_list("email", flat=True)) == ["person-2@example.org"]
    mail.refresh_from_db()
    assert mail.recipient == ""
    assert replay_ledger().rows == {}
    assert import_ledger(lines=ledger_file.read_text().splitlines()) == 0


def _columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_what_an_owner_erased_itself_is_replayed_when_it_told_the_ledger(
    ledger_file, django_capture_on_commit_callbacks
):
    person = a_person()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        note_erased(record=person, reason=ErasureReason.WITHDRAWN)
    brought_back(person)

    import_ledger(lines=ledger_file.read_text().splitlines())
    replay_ledger()

    assert not Subscription.objects.filter(email=AN).exists()


def test_somebody_who_came_back_of_their_own_will_stays():
    a_person()
    erase_person(email=AN, reason=ErasureReason.REQUEST)
    sign_ups(1, delete_on=localdate() + NEXT_YEAR)

    assert replay_ledger().rows == {}

    assert Subscription.objects.filter(email=AN).exists()


def test_an_entry_under_an_older_key_is_still_recognised(settings, ledger_file, django_capture_on_commit_callbacks):
    person = a_person()
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(email=AN, reason=ErasureReason.REQUEST)
    brought_back(person)
    settings.PRIVACY_KEY, settings.PRIVACY_KEY_FALLBACKS = "new-" * 20, [settings.PRIVACY_KEY]

    import_ledger(lines=ledger_file.read_text().splitlines())
    replay_ledger()

    assert not Subscription.objects.filter(email=AN).exists()


def test_a_line_that_a_crash_cut_off_is_skipped_and_said(tmp_path, caplog):
    a_person()
    erase_person(email=AN, reason=ErasureReason.REQUEST)
    path = tmp_path / "export.jsonl"
    assert export_ledger(to=path) == 2
    ErasureEntry.objects.all().delete()

    with path.open() as lines:
        assert import_ledger(lines=[*lines, '{"id": "1b4e28ba-2f', "nonsense", "", '{"id": 3}', "[]"]) == 2

    assert "4 lines" in caplog.text


def test_the_mirror_mends_itself_and_forgets_what_is_past_its_term(settings, ledger_file):
    a_person()
    erase_person(
        email=AN, reason=ErasureReason.REQUEST
    )  # its transaction is never committed here, so the mirror missed it
    known_to_the_file = (
        '{"id":"1b4e28ba-2fa1-41d2-883f-0016d3cca427","at":"%s","model":"","fingerprint":"%s","reason":"request"}\n'
    )
    ledger_file.parent.mkdir()
    young = known_to_the_file % (now().isoformat(), "1" * 64)
    old = known_to_the_file.replace("1b4e", "2b4e") % ("2001-01-01T00:00:00+00:00", "2" * 64)
    ledger_file.write_text(young + old)

    assert mirror_ledger() == 3

    written = ledger_file.read_text()
    assert "1" * 64 in written
    assert "2" * 64 not in written
    assert written.count("home.Subscription") == 1


def test_the_command_reads_another_file_and_erases_again(tmp_path, capsys):
    person = a_person()
    erase_person(email=AN, reason=ErasureReason.REQUEST)
    path = tmp_path / "kept.jsonl"
    export_ledger(to=path)
    brought_back(person)

    call_command("replay_ledger", "--from", str(path))

    assert "home.Subscription erased again" in capsys.readouterr().out
    assert not Subscription.objects.filter(email=AN).exists()


def test_the_command_to_erase_asks_for_the_address(monkeypatch, capsys):
    a_person()
    monkeypatch.setattr("builtins.input", lambda prompt: AN)

    call_command("erase_person")

    assert "home.Subscription" in capsys.readouterr().out
    assert not Subscription.objects.filter(email=AN).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_erase_once_and_nothing_breaks(ledger_file):
    a_person()
    ContactMessage.objects.create(name="An", email=AN, message="Hi", delete_on=localdate() + NEXT_YEAR)
    start, troubles = threading.Barrier(2), []

    def erase():
        try:
            start.wait(10)
            erase_person(email=AN, reason=ErasureReason.REQUEST)
        except Exception as error:
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=erase) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not troubles
    assert not Subscription.objects.filter(email=AN).exists()
    assert (
        len({json.loads(line)["id"] for line in ledger_file.read_text().splitlines()}) == ErasureEntry.objects.count()
    )


def test_consents_of_a_person_are_found_through_their_records(monkeypatch):
    monkeypatch.setattr(consents, "_purposes", {})
    register_consent(ConsentPurpose("test.news", "News", {1: "Yes."}))
    person = a_person()
    consent = give_consent(purpose="test.news", about=person, channel=Channel.FORM)

    assert list(registry.entry_for("trust.Consent").find(AN)) == [consent]
    assert list(registry.entry_for("trust.Consent").find("person-1@example.org")) == []
    assert Consent.objects.count() == 1
