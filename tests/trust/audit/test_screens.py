"""Who did what, on the record itself and as reports, for who may see it (spec H7)."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.timezone import localdate

from home.contact.enums import MessageState
from home.contact.services import Message, move_message, receive_message
from tests.factories.users import UserFactory
from tests.queries import exactly
from tests.reading import fragment, main_words, soup, words
from trust.audit.enums import Access
from trust.audit.models import AccessEntry
from trust.audit.panels import HistoryPanel, history_of
from trust.audit.services import record, record_access
from trust.privacy.models import PrivacyRequest

from tests.factories.privacy import PrivacyRequestFactory  # isort: skip

pytestmark = pytest.mark.django_db
REPORTS = {
    "audit-entries": "view_auditentry",
    "access-entries": "view_accessentry",
    "privacy-request-list": "view_privacyrequest",
    "retention-log": "view_retentionline",
    "erasure-ledger": "view_erasureentry",
}


def with_rights(*codenames: str):
    user = UserFactory()
    user.user_permissions.set(
        Permission.objects.filter(
            codename__in=["access_admin", *codenames], content_type__app_label__in=["home", "trust", "wagtailadmin"]
        )
    )
    return user


@pytest.fixture
def staff(client, settings):
    """Signs somebody in who has passed the second step, as far as the screens can tell."""
    settings.STAFF_SECOND_FACTOR = False

    def sign_in(*codenames: str):
        user = with_rights(*codenames)
        client.force_login(user)
        return user

    return sign_in


@pytest.mark.parametrize(("name", "right"), REPORTS.items())
def test_a_report_opens_with_its_own_right_and_with_no_other(client, site, staff, name, right):
    staff(right)
    assert client.get(reverse(name)).status_code == 200

    staff(*[other for other in REPORTS.values() if other != right])
    assert client.get(reverse(name)).status_code in (302, 403)
    assert client.get(reverse(f"{name}-results")).status_code in (302, 403)


def test_the_menu_shows_what_opens_and_nothing_else(client, site, staff):
    staff("view_auditentry")

    page = client.get(reverse("audit-entries")).content.decode()

    assert reverse("audit-entries") in page
    assert reverse("access-entries") not in page


def test_the_trail_is_read_in_words(client, site, staff):
    user = staff("view_auditentry")
    about = PrivacyRequestFactory()
    record(verb="privacy.request-moved", about=about, by=user, details={"from": "asked", "to": "done"})

    read = main_words(client.get(reverse("audit-entries")))

    assert user.username in read
    assert "nog niet bevestigd → gedaan" in read
    assert f"{about.pk}" in read


@pytest.mark.parametrize("name", ["audit-entries", "access-entries"])
def test_a_log_asks_as_much_of_the_database_for_one_line_as_for_three(client, site, staff, name):
    user = staff("view_auditentry", "view_accessentry")
    address = reverse(f"{name}-results")

    def a_line():
        about = PrivacyRequestFactory()
        record(verb="x.y", about=about, by=user)
        AccessEntry.objects.create(by=user, access=Access.VIEW, what="x", about_id=about.pk)

    a_line()
    client.get(address)
    with exactly(6):
        client.get(address)
    a_line()
    a_line()
    with exactly(6):
        client.get(address)


@pytest.mark.parametrize("name", ["audit-entries", "access-entries"])
def test_taking_a_log_along_is_itself_written_down(client, site, staff, name):
    user = staff("view_auditentry", "view_accessentry")
    record(verb="x.y", by=user, details={"formula": "=1+1"})
    record_access(what="=cmd()", by=user)

    answer = client.get(reverse(name), {"export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert len(rows) >= 2
    assert not [cell for row in rows for cell in row if cell and cell[0] in "=+@"]
    look = AccessEntry.objects.get(access=Access.EXPORT)
    assert (look.by, look.count) == (user, len(rows) - 1)


def test_the_history_stands_on_the_record(client, site, staff):
    user = staff("view_privacyrequest", "view_accessentry")
    asked = PrivacyRequestFactory(email="an@example.org")
    record(verb="privacy.asked", about=asked, by_person=True)

    page = client.get(reverse("privacy-request-detail", args=[asked.public_id]))

    read = main_words(page)
    assert "an@example.org" not in page.content.decode()
    assert user.username in read  # that this page was opened, in the list of looks
    assert AccessEntry.objects.about(asked).get().by == user


def test_looks_are_shown_only_by_right():
    asked = PrivacyRequestFactory()
    record_access(what="privacy.request", by=UserFactory(), about=asked)

    assert history_of(asked, user=with_rights())["looks"] == []
    assert len(history_of(asked, user=with_rights("view_accessentry"))["looks"]) == 1


def test_a_history_is_two_queries_for_one_deed_and_for_three():
    asked, reader = PrivacyRequestFactory(), with_rights("view_accessentry")
    reader.has_perm("x")

    for deeds in (1, 2):
        for _ in range(deeds):
            record(verb="x.y", about=asked, by=UserFactory())
            record_access(what="x", by=UserFactory(), about=asked)
        with exactly(2):
            history_of(asked, user=reader)


def test_any_edit_screen_takes_the_panel(rf):
    asked = PrivacyRequestFactory()
    record(verb="privacy.asked", about=asked, by_person=True)
    request = rf.get("/")
    request.user = with_rights()
    panel = HistoryPanel(heading="History").bind_to_model(PrivacyRequest)

    shown = panel.get_bound_panel(instance=asked, request=request, form=None)
    new = panel.get_bound_panel(instance=PrivacyRequest(), request=request, form=None)

    assert shown.is_shown()
    assert "<td>" in shown.render_html({})
    assert not new.is_shown()
    assert words(fragment(shown.render_html({})).table.tbody)


def test_every_inspect_screen_shows_the_history_of_its_record(client, site, staff):
    user = staff("view_contactmessage", "change_contactmessage")
    message = receive_message(message=Message("An", "Hello", "an@example.org"), delete_on=localdate())
    move_message(public_id=message.public_id, to=MessageState.ANSWERED, by=user)

    page = soup(client.get(reverse("contact-messages:inspect", args=[message.pk])))

    rows = [words(row) for row in page.select("section[aria-labelledby=history-of-record] tbody tr")]
    assert len(rows) == 2
    assert user.username in rows[0]
    assert "nieuw → beantwoord" in rows[0]


def test_only_who_has_the_right_says_that_a_request_was_looked_after(client, site, staff):
    asked = PrivacyRequestFactory(
        kind="erasure",
        state="done",
        confirmed_at=PrivacyRequestFactory().asked_at,
        done_at=PrivacyRequestFactory().asked_at,
        held_back=[{"model": "x.X", "label": "Pages", "reasons": ["on a page"]}],
    )
    address = reverse("privacy-request-detail", args=[asked.public_id])

    staff("view_privacyrequest")
    assert client.post(address).status_code in (302, 403)
    asked.refresh_from_db()
    assert asked.settled_at is None

    staff("view_privacyrequest", "change_privacyrequest")
    assert "on a page" in main_words(client.get(address))
    client.post(address)
    asked.refresh_from_db()
    assert asked.settled_at
