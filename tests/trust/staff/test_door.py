"""Coming in: password, second factor, what a session with a password alone may do, and who is locked out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import CollectionViewRestriction

from cms.services.roles import CHIEF_EDITORS, EDITORS
from tests.factories import DocumentFactory, PlainPageFactory, UserFactory, user_with_role
from tests.factories.staff import PASSWORD, code_of, give_app, give_codes
from tests.reading import soup, words
from trust.audit.models import AuditEntry
from trust.keys import keyed_hash
from trust.outbox.models import OutboundEmail
from trust.staff.sessions import stored_key

pytestmark = pytest.mark.django_db

DOOR = "/aanmelden/"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def editor(site):
    return user_with_role(EDITORS)


def sign_in(client, user, password=PASSWORD, address="192.0.2.1", **sent):
    return client.post(DOOR, {"login": user.email, "password": password, **sent}, REMOTE_ADDR=address)


# --- which doors there are --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/admin/login/?next=/admin/pages/", "/aanmelden/?next=%2Fadmin%2Fpages%2F"),
        ("/admin/login/", "/aanmelden/"),
        ("/admin/password_reset/", "/aanmelden/wachtwoord/"),
        ("/admin/password_reset/confirm/MQ/abc-def/", "/aanmelden/wachtwoord/"),
    ],
)
def test_wagtails_own_doors_lead_to_ours(site, client, address, leads_to):
    assert client.get(address).url == leads_to


def test_wagtails_own_door_signs_nobody_in(client, editor):
    client.post("/admin/login/", {"username": editor.username, "password": PASSWORD})

    assert client.get("/admin/").status_code == 302


def test_wagtails_door_for_visitors_is_not_there(site, client):
    assert client.get("/_util/login/").status_code == 404


def test_there_is_no_address_to_sign_up(site, client):
    assert client.get("/aanmelden/signup/").status_code == 404
    with pytest.raises(Exception, match="account_signup"):
        reverse("account_signup")


@pytest.mark.parametrize("name", ["email", "username"])
def test_password_opens_the_admin_where_a_second_factor_is_optional(client, editor, name):
    response = client.post(f"{DOOR}?next=/admin/pages/", {"login": getattr(editor, name), "password": PASSWORD})

    assert response.url == "/admin/pages/"
    assert client.get("/admin/pages/").status_code == 200


def test_door_leads_to_no_other_site(client, editor):
    response = client.post(f"{DOOR}?next=https://example.net/", {"login": editor.email, "password": PASSWORD})

    assert response.url == "/admin/"


def test_wrong_password_says_the_same_for_an_account_and_for_none(site, client, editor):
    known = words(soup(sign_in(client, editor, "mis")).select_one(".error-summary"))
    unknown = client.post(DOOR, {"login": "niemand@example.org", "password": "mis"})

    assert known == words(soup(unknown).select_one(".error-summary"))


def test_closed_account_stays_out(client, editor):
    editor.is_active = False
    editor.save()

    sign_in(client, editor)

    assert client.get("/admin/").status_code == 302


def test_pages_of_the_door_are_kept_by_nobody(site, client):
    for address in (DOOR, "/aanmelden/wachtwoord/", "/aanmelden/wachtwoord/verzonden/"):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert soup(response).select_one('meta[name="robots"]')["content"] == "noindex"


# --- the second factor ------------------------------------------------------------------------------------------------


def test_password_alone_opens_nothing_where_a_second_factor_is_required(client, editor, required):
    sign_in(client, editor)

    for address in (
        "/admin/",
        "/admin/pages/",
        f"/admin/pages/{PlainPageFactory().pk}/edit/",
        "/admin/api/main/pages/",
    ):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/aanmelden/tweede-stap/?next=")
        assert client.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


def test_password_alone_opens_no_preview_and_no_private_document(client, site, required):
    user = user_with_role(CHIEF_EDITORS)
    page = PlainPageFactory()
    page.save_revision()
    document = DocumentFactory()
    restriction = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    sign_in(client, user)

    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 302
    assert client.get(document.url).status_code == 302
    restriction.delete()
    assert client.get(document.url).status_code == 200


def test_session_that_was_not_made_at_the_door_opens_nothing_either(client, editor, required):
    give_app(editor)
    client.force_login(editor)

    assert client.get("/admin/").url == "/aanmelden/tweede-stap/bevestigen/?next=%2Fadmin%2F"


def test_user_bar_does_not_show_itself_to_a_password_alone(client, editor, required):
    page = PlainPageFactory()
    sign_in(client, editor)

    assert "wagtail-userbar" not in client.get(page.url).content.decode()


def test_code_of_the_app_opens_the_admin(client, editor, required):
    secret = give_app(editor)

    asked = sign_in(client, editor)
    opened = client.post("/aanmelden/tweede-stap/code/", {"code": code_of(secret)})

    assert asked.url == "/aanmelden/tweede-stap/code/"
    assert opened.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_code_with_a_space_in_it_is_the_same_code(client, editor, required):
    code = code_of(give_app(editor))
    sign_in(client, editor)

    assert client.post("/aanmelden/tweede-stap/code/", {"code": f"{code[:3]} {code[3:]}"}).url == "/admin/"


def test_code_opens_once(editor, required):
    secret = give_app(editor)
    code = code_of(secret)
    first, second = Client(), Client()
    sign_in(first, editor)
    sign_in(second, editor)

    assert first.post("/aanmelden/tweede-stap/code/", {"code": code}).status_code == 302
    assert second.post("/aanmelden/tweede-stap/code/", {"code": code}).status_code == 200
    assert second.get("/admin/").status_code == 302


@pytest.mark.parametrize("spelling", ["{}-{}", "{}.{}", "{} {}", "\t{}{}", "{}{}"])
def test_code_opens_once_however_it_is_spelt(editor, required, time_machine, spelling):
    """Allauth forgets a used code after half a minute, while it stays right for a minute more."""
    time_machine.move_to(datetime(2026, 11, 2, 9, 0, 15, tzinfo=UTC), tick=False)
    code = code_of(give_app(editor))
    first, second = Client(), Client()
    sign_in(first, editor)
    sign_in(second, editor)
    assert first.post("/aanmelden/tweede-stap/code/", {"code": code}).status_code == 302

    time_machine.shift(35)
    again = second.post("/aanmelden/tweede-stap/code/", {"code": spelling.format(code[:3], code[3:])})

    assert again.status_code == 200
    assert second.get("/admin/").status_code == 302


def test_between_password_and_code_nobody_is_signed_in(client, editor):
    give_app(editor)

    sign_in(client, editor)

    assert client.get("/admin/").url == "/aanmelden/?next=/admin/"
    assert "_auth_user_id" not in client.session


def test_recovery_code_opens_once_and_is_written_down(editor, required):
    give_app(editor)
    code = give_codes(editor)[0]

    for expected in (302, 200):
        client = Client()
        sign_in(client, editor)
        assert client.post("/aanmelden/tweede-stap/code/", {"code": code}).status_code == expected
    assert AuditEntry.objects.filter(verb="staff.recovery-code-used").count() == 1


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_admin_and_gives_codes(client, editor, required):
    sign_in(client, editor)
    secret = soup(client.get("/aanmelden/tweede-stap/app/")).select_one('[data-testid="secret"]').text

    response = client.post("/aanmelden/tweede-stap/app/", {"code": code_of(secret)})

    codes = soup(client.get(response.url)).select(".door__codes code")
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.filter(verb="staff.factor-added", by=editor).count() == 2
    assert OutboundEmail.objects.filter(purpose="staff.factor-changed", recipient=editor.email).exists()


def test_secrets_of_devices_do_not_stand_in_the_database(editor):
    secret = give_app(editor)
    codes = give_codes(editor)

    stored = " ".join(str(device.data) for device in Authenticator.objects.all())

    assert secret not in stored
    assert not [code for code in codes if code in stored]


def test_older_key_still_reads_secrets(client, editor, settings):
    secret = give_app(editor)
    settings.PRIVACY_KEY, settings.PRIVACY_KEY_FALLBACKS = "another-" + "z" * 50, [settings.PRIVACY_KEY]

    sign_in(client, editor)

    assert client.post("/aanmelden/tweede-stap/code/", {"code": code_of(secret)}).url == "/admin/"


# --- guessing ---------------------------------------------------------------------------------------------------------


def test_guessing_stops_from_that_connection_and_locks_nobody_else_out(editor):
    for _attempt in range(7):
        sign_in(Client(), editor, "mis")

    sign_in(same := Client(), editor)
    sign_in(other := Client(), editor, address="192.0.2.77")

    assert same.get("/admin/").status_code == 302
    assert other.get("/admin/").status_code == 200


def test_guessing_at_one_account_leaves_the_others_of_that_connection_open(site, editor):
    colleague = user_with_role(EDITORS)
    for _attempt in range(7):
        sign_in(Client(), editor, "mis")

    sign_in(client := Client(), colleague)

    assert client.get("/admin/").status_code == 200


def test_neighbours_of_one_ipv6_line_count_together(editor):
    for number in range(7):
        sign_in(Client(), editor, "mis", address=f"2001:db8:1:1::{number}")

    sign_in(client := Client(), editor, address="2001:db8:1:1::ffff")

    assert client.get("/admin/").status_code == 302


def test_owner_is_told_once_that_many_passwords_were_wrong(editor):
    for number in range(25):
        sign_in(Client(), editor, "mis", address=f"192.0.2.{number}")

    assert OutboundEmail.objects.filter(purpose="staff.guessing", recipient=editor.email).count() == 1
    sign_in(client := Client(), editor, address="198.51.100.1")
    assert client.get("/admin/").status_code == 200


def test_guessing_codes_stops_from_that_connection_and_not_from_another(editor, required):
    secret = give_app(editor)
    sign_in(client := Client(), editor)
    for number in range(9):
        client.post("/aanmelden/tweede-stap/code/", {"code": f"{number:06}"}, REMOTE_ADDR="192.0.2.1")

    same = client.post("/aanmelden/tweede-stap/code/", {"code": code_of(secret)}, REMOTE_ADDR="192.0.2.1")
    sign_in(other := Client(), editor, address="192.0.2.77")
    opened = other.post("/aanmelden/tweede-stap/code/", {"code": code_of(secret)}, REMOTE_ADDR="192.0.2.77")

    assert same.status_code == 200
    assert opened.url == "/admin/"


def test_nothing_about_who_tried_stands_in_the_cache_in_clear(editor):
    from django.core.cache import cache

    sign_in(Client(), editor, "mis")

    assert editor.email not in str(cache._cache.keys())


# --- sessions ---------------------------------------------------------------------------------------------------------


def test_session_key_does_not_stand_in_the_database(client, editor):
    sign_in(client, editor)
    key = client.cookies["sessionid"].value

    row = Session.objects.get()
    assert row.session_key == stored_key(key) == keyed_hash(use="staff.session", value=key)[:40]
    stolen = Client()
    stolen.cookies["sessionid"] = row.session_key
    assert stolen.get("/admin/").status_code == 302


def test_session_ends_half_a_day_after_signing_in_whatever_happens(client, editor, time_machine):
    time_machine.move_to(now())
    sign_in(client, editor)
    for _hour in range(11):
        time_machine.shift(3600)
        assert client.get("/admin/").status_code == 200

    time_machine.shift(3601)

    assert client.get("/admin/").url.startswith(DOOR)
    assert not Session.objects.exists()


def test_cookie_of_the_session_ends_with_the_browser(client, editor):
    sign_in(client, editor)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_signing_in_gives_a_new_session(client, editor):
    client.get(DOOR)
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    sign_in(client, editor)

    assert client.cookies["sessionid"].value != before


def test_short_password_is_refused(client, editor):
    sign_in(client, editor)

    response = client.post(
        "/aanmelden/wachtwoord/wijzigen/", {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
    )

    assert soup(response).select(".field__error")


def test_visitor_without_an_account_keeps_no_session(site, client):
    client.get("/")

    assert not Session.objects.exists()
    assert UserFactory._meta.model.objects.count() == 0
