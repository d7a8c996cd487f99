"""One code, shown in several places at the same moment, over real connections."""

from __future__ import annotations

import threading
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from cms.services.roles import EDITORS
from tests.factories import user_with_role
from tests.factories.staff import PASSWORD, code_of, give_app, give_codes

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 5
CODE = "/aanmelden/tweede-stap/code/"


def come_in_at_once(code: str, user) -> int:
    """How many of five browsers, all past the password, come in with the one `code`."""
    begin, came_in = threading.Barrier(AT_ONCE), []

    def show(client: Client) -> None:
        begin.wait(10)
        try:
            if client.post(CODE, {"code": code}).status_code == 302:
                came_in.append(client)
        finally:
            connection.close()

    clients = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(AT_ONCE)]
    for client in clients:
        client.post("/aanmelden/", {"login": user.email, "password": PASSWORD})
    threads = [threading.Thread(target=show, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return len(came_in)


@pytest.fixture
def editor(site, settings):
    settings.SECOND_FACTOR = "required"
    return user_with_role(EDITORS)


def test_one_of_five_comes_in_with_a_code_of_an_app(editor):
    assert come_in_at_once(code_of(give_app(editor)), editor) == 1


@pytest.fixture
def apart(monkeypatch):
    """Processes that share no cache, and that each need a while between reading the codes and marking one."""
    read = RecoveryCodes.generate_codes

    def slowly(codes: RecoveryCodes) -> list[str]:
        found = read(codes)
        time.sleep(0.4)
        return found

    monkeypatch.setattr(LocMemCache, "add", lambda *arguments, **options: True)
    monkeypatch.setattr(RecoveryCodes, "generate_codes", slowly)


def test_one_of_five_comes_in_with_a_recovery_code(editor, request):
    give_app(editor)
    code = give_codes(editor)[0]
    request.getfixturevalue("apart")

    assert come_in_at_once(code, editor) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, whatever we lock")
def test_control_without_the_lock_more_than_one_comes_in(editor, monkeypatch, request):
    give_app(editor)
    code = give_codes(editor)[0]
    request.getfixturevalue("apart")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)

    assert come_in_at_once(code, editor) > 1
