"""The whole site in one file, lost, and back; what was erased stays erased (trust/backup/). On the test's own database, for real."""

import json
import os
import shutil
import stat
import tarfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.timezone import localdate, now
from wagtail.models import Page

from home.informed.models import Subscription
from home.informed.terms import END
from tests.factories.users import UserFactory
from trust.audit.models import AuditEntry
from trust.backup import databases, services
from trust.backup.errors import BackupDamaged, BackupFailed, DoesNotFit, NotEmpty, RestoreFailed, WrongKey
from trust.backup.services import UNFINISHED, forget_old_backups, make_backup, restore_backup, verify_backup
from trust.keys import keyed_hash
from trust.links import services as links
from trust.links.errors import LinkUnknown
from trust.links.models import PersonalLink
from trust.links.purposes import purpose_named
from trust.outbox.models import OutboundEmail
from trust.privacy.enums import ErasureReason
from trust.privacy.models import ErasureEntry
from trust.privacy.services.erasure import erase_person

pytestmark = pytest.mark.django_db(transaction=True)
STAYS, GOES = "stays@example.org", "goes@example.org"


def a_sign_up(email: str, **fields) -> Subscription:
    return Subscription.objects.create(email=email, **{"delete_on": localdate() + timedelta(days=300)} | fields)


def a_mail(**fields) -> OutboundEmail:
    given = {"purpose": "test.mail", "recipient": STAYS, "keep_until": now() + timedelta(days=30)} | fields
    return OutboundEmail.objects.create(message_id=f"<{OutboundEmail.objects.count()}@test>", **given)


def lose_everything() -> None:
    """The disk is gone: every table, and every upload."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(databases.DROP_ALL)
    shutil.rmtree(default_storage.location)
    Path(default_storage.location).mkdir()


@pytest.fixture
def full_site(site, uploads):
    """A site with staff, two people, uploads, a session and mails."""
    UserFactory(username="staff")
    a_sign_up(STAYS)
    a_sign_up(GOES)
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=now() + timedelta(days=1))
    return uploads


def addresses() -> list[str]:
    return sorted(Subscription.objects.values_list("email", flat=True))


def test_a_site_that_is_lost_comes_back_and_what_was_erased_since_stays_erased(full_site, settings):
    pages, tables = Page.objects.count(), databases.tables()
    made = make_backup(folder=settings.BACKUP_DIR)
    # Since the backup: somebody is erased, somebody new comes, an upload goes, a mail leaves.
    erase_person(email=GOES, reason=ErasureReason.REQUEST)
    a_sign_up("late@example.org")
    default_storage.delete("note.txt")
    lose_everything()

    restored = restore_backup(path=made.path)

    assert (restored.sha256, restored.files, restored.tables) == (made.sha256, 2, tables)
    assert addresses() == [STAYS]
    assert (Page.objects.count(), get_user_model().objects.filter(username="staff").exists()) == (pages, True)
    assert default_storage.open("original/photo.jpg").read() == b"a picture"
    assert default_storage.exists("note.txt")
    assert ErasureEntry.objects.filter(model="").count() == 1
    assert not Session.objects.exists()
    assert AuditEntry.objects.filter(verb="backup.restored").count() == 1
    assert not (settings.BACKUP_DIR / UNFINISHED).exists()
    # The database works as one that was never away: constraints, sequences, the next row.
    assert a_sign_up("new@example.org").pk
    assert sorted(os.listdir(default_storage.location)) == ["note.txt", "original"]


@pytest.mark.parametrize("dead", ["revoked", "spent"])
def test_a_link_that_died_since_the_backup_opens_nothing_after_the_restore(full_site, settings, dead, monkeypatch):
    monkeypatch.setattr(links, "purpose_named", lambda name: replace(purpose_named(name), once=True))
    person = Subscription.objects.get(email=STAYS)
    with transaction.atomic():
        tokens = [links._token_of(links.issue_link(purpose=END, about=person)) for _ in range(2)]
    made = make_backup(folder=settings.BACKUP_DIR)
    if dead == "spent":
        links.spend_link(token=tokens[0], purpose=END)
    else:
        PersonalLink.objects.filter(token_hash=keyed_hash(use=links.LOOKUP, value=tokens[1])).update(
            expires_at=now(), issued_at=now() - timedelta(days=1)
        )
        assert links.revoke_links(about=person, purpose=END) == 1

    lose_everything()
    restore_backup(path=made.path)

    with pytest.raises(LinkUnknown):
        links.open_link(token=tokens[0], purpose=END)
    assert links.open_link(token=tokens[1], purpose=END).about == person, "the other one still does"


def test_a_ledger_that_was_saved_elsewhere_is_replayed_too(full_site, settings, tmp_path):
    made = make_backup(folder=settings.BACKUP_DIR)
    erase_person(email=GOES, reason=ErasureReason.REQUEST)
    elsewhere = shutil.move(settings.LEDGER_FILE, tmp_path / "elsewhere.jsonl")
    lose_everything()

    restore_backup(path=made.path)
    assert addresses() == [GOES, STAYS]  # nobody told it: the mirror was lost with the machine
    restore_backup(path=made.path, ledger=elsewhere, replacing=True)

    assert addresses() == [STAYS]


def test_the_living_database_tells_of_erasures_when_the_mirror_is_lost(full_site, settings):
    made = make_backup(folder=settings.BACKUP_DIR)
    erase_person(email=GOES, reason=ErasureReason.REQUEST)
    settings.LEDGER_FILE.unlink()

    restore_backup(path=made.path, replacing=True)

    assert addresses() == [STAYS]


def test_somebody_whose_term_ended_since_the_backup_goes_too(full_site, settings, time_machine):
    a_sign_up("old@example.org", delete_on=localdate() + timedelta(days=2))
    made = make_backup(folder=settings.BACKUP_DIR)

    time_machine.move_to(now() + timedelta(days=5))
    restore_backup(path=made.path, replacing=True)

    assert "old@example.org" not in addresses()
    assert STAYS in addresses()


def test_mails_that_have_very_likely_left_since_are_held_and_later_ones_wait(full_site, settings):
    waiting, taken = a_mail(), a_mail(state="sending", claimed_at=now())
    later, sent = a_mail(next_attempt_at=now() + timedelta(days=3)), a_mail(state="sent", sent_at=now())
    made = make_backup(folder=settings.BACKUP_DIR)

    restore_backup(path=made.path, replacing=True)

    states = dict(OutboundEmail.objects.values_list("pk", "state"))
    assert [states[mail.pk] for mail in (waiting, taken, later, sent)] == ["failed", "failed", "queued", "sent"]
    assert OutboundEmail.objects.get(pk=waiting.pk).last_error == "Restored"


def test_a_backup_is_ours_alone_has_its_sum_beside_it_and_leaves_nothing_else(full_site, settings):
    made = make_backup(folder=settings.BACKUP_DIR)

    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.BACKUP_DIR.stat().st_mode) == 0o700
    assert (made.path.parent / f"{made.path.name}.sha256").read_text() == f"{made.sha256}  {made.path.name}\n"
    assert len(os.listdir(settings.BACKUP_DIR)) == 2
    assert made.encrypted
    assert STAYS.encode() not in made.path.read_bytes()
    assert verify_backup(path=made.path) == made


def test_without_a_key_anybody_can_open_it_and_no_session_is_in_it(full_site, settings, tmp_path):
    settings.BACKUP_KEY = ""
    made = make_backup(folder=settings.BACKUP_DIR)

    with tarfile.open(made.path) as tar:
        names = tar.getnames()
        database = tar.extractfile("database").read()
        manifest = json.load(tar.extractfile("manifest.json"))

    assert not made.encrypted
    assert names == ["database", "ledger.jsonl", "media/note.txt", "media/original/photo.jpg", "manifest.json"]
    assert STAYS.encode() in database
    assert b"x" * 32 not in database
    assert manifest["engine"] == connection.vendor


@pytest.mark.parametrize("encrypted", [True, False])
@pytest.mark.parametrize("place", [0.05, 0.5, 0.99])
def test_a_backup_that_was_changed_is_refused_and_nothing_is_touched(full_site, settings, encrypted, place):
    settings.BACKUP_KEY = settings.BACKUP_KEY if encrypted else ""
    made = make_backup(folder=settings.BACKUP_DIR)
    (made.path.parent / f"{made.path.name}.sha256").unlink()
    data = bytearray(made.path.read_bytes())
    # More than one byte: in a run of zeros, gzip may point one bit further and mean the same.
    for index in range(16):
        data[int(len(data) * place) + index] ^= 0xFF
    made.path.write_bytes(data)

    with pytest.raises(BackupDamaged):
        restore_backup(path=made.path, replacing=True)

    assert addresses() == [GOES, STAYS]
    assert default_storage.exists("note.txt")


def test_a_backup_that_was_cut_off_or_is_not_the_one_its_sum_names_is_refused(full_site, settings):
    made = make_backup(folder=settings.BACKUP_DIR)
    whole = made.path.read_bytes()
    made.path.write_bytes(whole + b"x")
    with pytest.raises(BackupDamaged, match="SHA-256"):
        verify_backup(path=made.path)

    (made.path.parent / f"{made.path.name}.sha256").unlink()
    made.path.write_bytes(whole[:-100])
    with pytest.raises(BackupDamaged):
        verify_backup(path=made.path)


@pytest.mark.parametrize("key", ["", "another key of at least thirty-two characters"])
def test_without_its_key_a_backup_stays_closed(full_site, settings, key):
    made = make_backup(folder=settings.BACKUP_DIR)
    settings.BACKUP_KEY = key

    with pytest.raises(WrongKey):
        verify_backup(path=made.path)


def test_a_site_that_is_here_is_only_replaced_when_somebody_says_so(full_site, settings):
    made = make_backup(folder=settings.BACKUP_DIR)

    with pytest.raises(NotEmpty):
        restore_backup(path=made.path)
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", made.path)


def test_what_does_not_fit_is_refused_before_anything_is_touched(full_site, settings, monkeypatch):
    made = make_backup(folder=settings.BACKUP_DIR)
    monkeypatch.setattr(databases, "engine", lambda: "other")
    with pytest.raises(DoesNotFit, match="other"):
        restore_backup(path=made.path, replacing=True)
    monkeypatch.undo()

    with pytest.raises(DoesNotFit, match="9999_from_tomorrow"):
        databases.refuse_newer([*databases.migrations(), "trust.9999_from_tomorrow"])
    databases.refuse_newer([*databases.migrations(), "an_app_that_is_gone.0001_initial"])


def test_a_restore_that_the_database_refuses_leaves_all_as_it_was(full_site, settings, monkeypatch):
    made = make_backup(folder=settings.BACKUP_DIR)
    a_sign_up("late@example.org")
    replace = databases.replace_database

    def refused_half_way(file, work):
        with (work / "cut").open("w+b") as cut:
            cut.write(file.read()[:-20000])
            cut.seek(0)
            replace(cut, work)

    monkeypatch.setattr(databases, "replace_database", refused_half_way)
    with pytest.raises(RestoreFailed):
        restore_backup(path=made.path, replacing=True)

    assert addresses() == [GOES, "late@example.org", STAYS]
    assert default_storage.exists("note.txt")
    assert sorted(os.listdir(default_storage.location)) == ["note.txt", "original"]
    assert not (settings.BACKUP_DIR / UNFINISHED).exists()


def test_a_restore_that_is_cut_off_keeps_the_site_unready_and_can_be_done_again(
    full_site, settings, client, monkeypatch
):
    made = make_backup(folder=settings.BACKUP_DIR)
    erase_person(email=GOES, reason=ErasureReason.REQUEST)

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(services, "_come_back_to_now", killed)
        with pytest.raises(KeyboardInterrupt):
            restore_backup(path=made.path, replacing=True)
    assert GOES in addresses()
    assert client.get("/readyz/").json()["checks"]["restore"] == "a restore has not ended"

    restore_backup(path=made.path, replacing=True)

    assert addresses() == [STAYS]
    assert client.get("/readyz/").json()["checks"]["restore"] == "ok"


def test_a_member_with_a_path_of_its_own_choice_is_refused(settings, places):
    path = places / "evil.backup"
    with tarfile.open(path, "w:gz") as tar:
        for name in ("media/../../evil", "/etc/evil", "elsewhere"):
            info = tarfile.TarInfo(name)
            tar.addfile(info)

    with pytest.raises(BackupDamaged, match="no place"):
        verify_backup(path=path)


def test_old_backups_go_and_the_newest_never_does(settings, places):
    settings.BACKUP_DIR.mkdir()
    for name in ("lus-20200101T000000Z", "lus-20200202T000000Z"):
        for ending in (".backup", ".backup.sha256"):
            (settings.BACKUP_DIR / f"{name}{ending}").touch()

    assert forget_old_backups(folder=settings.BACKUP_DIR) == 1
    assert sorted(os.listdir(settings.BACKUP_DIR)) == [
        "lus-20200202T000000Z.backup",
        "lus-20200202T000000Z.backup.sha256",
    ]


def test_a_backup_that_fails_leaves_nothing(full_site, settings, monkeypatch):
    monkeypatch.setattr(services.media, "files", lambda: iter([("gone.txt", Path("/dev/full/x"))]))

    with pytest.raises(BackupFailed):
        make_backup(folder=settings.BACKUP_DIR)

    assert os.listdir(settings.BACKUP_DIR) == []


def test_the_commands_say_what_they_did(full_site, settings, capsys):
    call_command("backup")
    said = capsys.readouterr().out
    path = next(settings.BACKUP_DIR.glob("*.backup"))
    call_command("backup", verify=path)
    call_command("restore", path, replace=True)

    assert "2 uploads, encrypted" in said
    assert "every checksum holds" in said
    assert "2 uploads. Erasures since then were done again" in capsys.readouterr().out
    settings.BACKUP_KEY = ""
    with pytest.raises(CommandError, match="WrongKey"):
        call_command("backup", verify=path)


def test_pg_dump_older_than_its_server_is_refused(full_site, settings, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has programs")
    monkeypatch.setattr(databases, "client_version", lambda: 9)

    with pytest.raises(BackupFailed, match="pg_dump 9 cannot read PostgreSQL"):
        make_backup(folder=settings.BACKUP_DIR)
