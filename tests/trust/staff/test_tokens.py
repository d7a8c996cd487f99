"""What API tokens may do, and taking devices off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import localdate, now
from wagtail.models import APIToken

from cms.services.roles import CHIEF_EDITORS, EDITORS
from tests.factories import PlainPageFactory, UserFactory, user_with_role
from tests.factories.staff import give_app
from tests.queries import exactly
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail
from trust.staff.enums import Scope
from trust.staff.errors import NotYours, SecondFactorMissing, UnknownScope
from trust.staff.services import grant_scopes, reset_second_factor, token_allows

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(site):
    return user_with_role(CHIEF_EDITORS)


@pytest.fixture
def token(chief):
    return APIToken.create_token(user=chief, name="nieuwsbrief")[0]


def test_token_without_a_row_may_nothing_but_read(token):
    assert not [scope for scope in Scope if token_allows(token=token, scope=scope)]


def test_granted_scope_is_allowed_and_written_down(token, chief):
    grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=chief)

    assert token_allows(token=token, scope=Scope.WRITE_PAGES)
    assert not token_allows(token=token, scope=Scope.WRITE_MEDIA)
    assert AuditEntry.objects.get(verb="staff.token-scopes").details == {"scopes": ["pages:write"], "expires": False}


def test_granting_again_replaces(token, chief):
    grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=chief)
    grant_scopes(token=token, scopes=[], by=chief)

    assert not token_allows(token=token, scope=Scope.WRITE_PAGES)


def test_nobody_else_grants(token):
    with pytest.raises(NotYours):
        grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=user_with_role(CHIEF_EDITORS))


def test_unknown_scope_is_refused(token, chief):
    with pytest.raises(UnknownScope):
        grant_scopes(token=token, scopes=["everything"], by=chief)


def test_writing_needs_an_owner_with_a_second_factor_where_it_is_required(token, chief, settings):
    settings.SECOND_FACTOR = "required"

    with pytest.raises(SecondFactorMissing):
        grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=chief)
    give_app(chief)
    grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=chief)

    assert token_allows(token=token, scope=Scope.WRITE_PAGES)


def test_token_stops_writing_when_its_owner_loses_the_second_factor(token, chief, settings):
    settings.SECOND_FACTOR = "required"
    give_app(chief)
    grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=chief)

    Authenticator.objects.all().delete()

    assert not token_allows(token=token, scope=Scope.WRITE_PAGES)


def test_token_past_its_last_day_does_not_even_read(site, chief, time_machine):
    token, secret = APIToken.create_token(user=chief, name="even")
    grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=chief, expires_at=now() + timedelta(hours=1))
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    time_machine.move_to(now())

    before = client.get("/api/v3/whoami/").status_code
    time_machine.shift(3601)
    after = client.get("/api/v3/whoami/")

    assert before == 200
    assert (after.status_code, after["Content-Type"]) == (401, "application/problem+json")
    assert not token_allows(token=token, scope=Scope.WRITE_PAGES)


def test_refusal_names_the_missing_scope(site, chief):
    _token, secret = APIToken.create_token(user=chief, name="lezer")

    response = Client(headers={"Authorization": f"Bearer {secret}"}).post(
        "/api/v3/pages/", {}, content_type="application/json"
    )

    assert (response.status_code, response.json()["scope"]) == (403, "pages:write")


@pytest.mark.parametrize("spelling", ["{}", "+{}", "0{}", "{}.0", "%20{}", "%2B{}"])
def test_spelling_of_a_number_opens_no_drafts(site, chief, spelling):
    page = PlainPageFactory()
    page.save_revision()
    _token, secret = APIToken.create_token(user=chief, name="lezer")

    response = Client(headers={"Authorization": f"Bearer {secret}"}).get(
        f"/api/v3/pages/{spelling.format(page.pk)}/revisions/"
    )

    assert (response.status_code, response.json()["scope"]) == (403, "drafts:read")


def test_token_of_who_left_or_lost_the_role_does_nothing(site, chief):
    page = PlainPageFactory()
    token, secret = APIToken.create_token(user=chief, name="schrijver")
    grant_scopes(token=token, scopes=list(Scope), by=chief)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    address = f"/api/v3/pages/{page.pk}/"
    assert client.patch(address, {"title": "Mag"}, content_type="application/json").status_code == 200

    chief.groups.clear()
    assert client.patch(address, {"title": "Mag niet"}, content_type="application/json").status_code == 403
    chief.is_active = False
    chief.save()
    assert client.patch(address, {"title": "Mag niet"}, content_type="application/json").status_code == 401
    assert client.get("/api/v3/pages/").status_code == 401


@pytest.mark.parametrize("header", ["bearer {}", "BEARER {}", "Bearer  {}"])
def test_spelling_of_the_header_opens_no_back_door(site, chief, header):
    _token, secret = APIToken.create_token(user=chief, name="lezer")

    response = Client(headers={"Authorization": header.format(secret)}).post(
        "/api/v3/pages/", {}, content_type="application/json"
    )

    assert response.status_code in (401, 403)


def test_screen_grants_until_the_end_of_a_day(client, chief, token):
    client.force_login(chief)

    client.post(
        f"/admin/api-tokens/may/{token.pk}/", {"scopes": ["pages:write"], "expires_on": localdate().isoformat()}
    )

    token.refresh_from_db()
    assert token.scope.scopes == ["pages:write"]
    assert token.scope.expires_at.astimezone().date() == (localdate() + timedelta(days=1))
    assert client.get(f"/admin/api-tokens/may/{token.pk}/").context["form"]["expires_on"].value() == localdate()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_tokens_asks_no_more_for_more_tokens(client, chief, count):
    client.force_login(chief)
    for number in range(count):
        token, _secret = APIToken.create_token(user=chief, name=f"nummer {number}")
        grant_scopes(token=token, scopes=[Scope.READ_DRAFTS], by=chief)
    client.get("/admin/api-tokens/may/")

    with exactly(12):
        client.get("/admin/api-tokens/may/")


# --- devices ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(site):
    return UserFactory(is_superuser=True)


def test_taking_devices_off_ends_sessions_and_tokens_and_tells_the_owner(client, chief, token, administrator):
    give_app(chief)
    client.force_login(chief)

    reset_second_factor(user=chief, by=administrator)

    token.refresh_from_db()
    assert not Authenticator.objects.exists()
    assert token.revoked_at
    assert client.get("/admin/").status_code == 302
    assert OutboundEmail.objects.get().purpose == "staff.factor-reset"
    assert AuditEntry.objects.get(verb="staff.factor-reset").by == administrator


def test_taking_off_twice_is_harmless(chief, administrator):
    reset_second_factor(user=chief, by=administrator)
    reset_second_factor(user=chief, by=administrator)


def test_only_an_administrator_takes_off_and_never_their_own(chief, administrator):
    for by, user in ((chief, administrator), (administrator, administrator)):
        with pytest.raises(NotYours):
            reset_second_factor(user=user, by=by)


def test_screen_asks_before_it_takes_off(client, chief, administrator):
    give_app(chief)
    client.force_login(administrator)
    address = f"/admin/users/second-step/{chief.pk}/"

    client.get(address)
    still = Authenticator.objects.exists()
    client.post(address)

    assert still
    assert not Authenticator.objects.exists()


def test_screen_is_for_administrators(client, chief):
    client.force_login(chief)

    assert (
        client.post(f"/admin/users/second-step/{chief.pk}/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code
        == 403
    )


def test_command_takes_off_by_address(chief, administrator):
    give_app(chief)

    call_command("reset_second_factor", chief.email, "--by", administrator.email)

    assert not Authenticator.objects.exists()


def test_command_refuses_who_is_no_administrator(chief, site):
    with pytest.raises(CommandError):
        call_command("reset_second_factor", chief.email, "--by", user_with_role(EDITORS).email)
