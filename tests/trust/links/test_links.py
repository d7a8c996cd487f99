"""Personal links: who opens what, for how long, once or often."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils.timezone import now

from home.models import ContactMessage
from tests.factories.contact import ContactMessageFactory
from trust.links.errors import LinkExpired, LinkRevoked, LinkSpent, LinkUnknown
from trust.links.models import PersonalLink
from trust.links.services import issue_link, link_placeholder, link_url, open_link, revoke_links, spend_link
from trust.outbox.placeholders import resolve

pytestmark = pytest.mark.django_db


def token_of(link) -> str:
    return link_url(link=link).rstrip("/").rpartition("/")[2]


def test_link_opens_its_record_for_its_purpose(purpose):
    message = ContactMessageFactory()
    link = issue_link(purpose=purpose(), about=message)

    opened = open_link(token=token_of(link), purpose="tests.message")

    assert opened.about == message


def test_token_is_43_signs_of_base64url(purpose):
    token = token_of(issue_link(purpose=purpose(), about=ContactMessageFactory()))

    assert len(token) == 43
    assert token.replace("-", "").replace("_", "").isalnum()


def test_two_links_to_one_record_have_other_tokens(purpose):
    message = ContactMessageFactory()
    name = purpose()

    tokens = {token_of(issue_link(purpose=name, about=message)) for _ in range(5)}

    assert len(tokens) == 5


def test_link_opens_nothing_for_another_purpose(purpose):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory())
    purpose("tests.other")

    with pytest.raises(LinkUnknown):
        open_link(token=token_of(link), purpose="tests.other")


@pytest.mark.parametrize("wrong", ["", "x", "é" * 43, "A" * 43, "\x00", "a/b", "x" * 5000])
def test_wrong_token_is_unknown(purpose, wrong):
    issue_link(purpose=purpose(), about=ContactMessageFactory())

    with pytest.raises(LinkUnknown):
        open_link(token=wrong, purpose="tests.message")


def test_link_expires_when_its_purpose_says(purpose):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory())
    token = token_of(link)

    with time_machine.travel(now() + timedelta(days=6, hours=23)):
        open_link(token=token, purpose="tests.message")
    with time_machine.travel(now() + timedelta(days=7, seconds=1)), pytest.raises(LinkExpired) as refused:
        open_link(token=token, purpose="tests.message")

    assert refused.value.link == link


def test_term_may_depend_on_the_record(purpose):
    end = now() + timedelta(days=100)
    link = issue_link(purpose=purpose(lifetime=lambda message: end), about=ContactMessageFactory())

    assert link.expires_at == end


def test_revoked_links_open_nothing_and_others_still_do(purpose):
    mine, other = ContactMessageFactory(), ContactMessageFactory()
    name = purpose()
    dead, living = issue_link(purpose=name, about=mine), issue_link(purpose=name, about=other)

    assert revoke_links(about=mine) == 1
    assert revoke_links(about=mine) == 0

    with pytest.raises(LinkRevoked):
        open_link(token=token_of(dead), purpose=name)
    assert open_link(token=token_of(living), purpose=name).about == other


def test_revoking_one_purpose_leaves_the_other(purpose):
    message = ContactMessageFactory()
    first, second = purpose(), purpose("tests.other")
    issue_link(purpose=first, about=message)
    kept = issue_link(purpose=second, about=message)

    revoke_links(about=message, purpose=first)

    assert open_link(token=token_of(kept), purpose=second)


def test_link_that_works_once_is_spent_by_its_first_use(purpose):
    token = token_of(issue_link(purpose=purpose(once=True), about=ContactMessageFactory()))

    assert open_link(token=token, purpose="tests.message").used_at is None
    spend_link(token=token, purpose="tests.message")

    with pytest.raises(LinkSpent):
        spend_link(token=token, purpose="tests.message")
    with pytest.raises(LinkSpent):
        open_link(token=token, purpose="tests.message")


def test_link_that_works_often_stays_open(purpose):
    token = token_of(issue_link(purpose=purpose(), about=ContactMessageFactory()))

    spend_link(token=token, purpose="tests.message")

    assert spend_link(token=token, purpose="tests.message").used_at is None


def test_first_opening_is_noted_and_no_later_one(purpose):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory())
    first = open_link(token=token_of(link), purpose="tests.message").opened_at

    with time_machine.travel(now() + timedelta(days=1)):
        open_link(token=token_of(link), purpose="tests.message")

    link.refresh_from_db()
    assert link.opened_at == first


def test_unknown_purpose_issues_nothing():
    with pytest.raises(LookupError):
        issue_link(purpose="tests.nobody", about=ContactMessageFactory())


def test_link_opens_after_the_key_has_changed_and_its_mail_still_says_it(purpose, settings):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory())
    token = token_of(link)
    settings.PRIVACY_KEY_FALLBACKS = [settings.PRIVACY_KEY]
    settings.PRIVACY_KEY = "another" * 10

    assert open_link(token=token, purpose="tests.message") == link
    assert token_of(link) == token
    fresh = issue_link(purpose="tests.message", about=ContactMessageFactory())
    assert open_link(token=token_of(fresh), purpose="tests.message") == fresh


def test_link_of_a_forgotten_key_opens_nothing(purpose, settings):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory())
    token = token_of(link)
    settings.PRIVACY_KEY = "another" * 10

    with pytest.raises(LinkUnknown):
        open_link(token=token, purpose="tests.message")
    with pytest.raises(LookupError):
        link_url(link=link)


def test_worker_writes_the_address_where_the_placeholder_stands(purpose):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory(email="an@example.org"))

    words = f"Kijk <{link_placeholder(link=link)}>"

    assert resolve(words, to="An@Example.org") == f"Kijk <{link_url(link=link)}>"


@pytest.mark.parametrize("to", ["bo@example.org", "", "an@example.net"])
def test_worker_puts_no_link_in_a_mail_to_somebody_else(purpose, to):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory(email="an@example.org"))

    with pytest.raises(LookupError):
        resolve(link_placeholder(link=link), to=to)


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_worker_never_sends_a_dead_link(purpose, field):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory(email="an@example.org"))
    PersonalLink.objects.update(**{field: now(), "issued_at": now() - timedelta(days=1)})

    with pytest.raises(LookupError):
        resolve(link_placeholder(link=link), to="an@example.org")


def test_placeholder_of_a_deleted_link_is_refused(purpose):
    place = link_placeholder(link=issue_link(purpose=purpose(), about=ContactMessageFactory(email="an@example.org")))
    PersonalLink.objects.all().delete()

    with pytest.raises(LookupError):
        resolve(place, to="an@example.org")


def test_wrong_token_costs_the_same_queries_as_a_right_one(purpose, django_assert_num_queries):
    link = issue_link(purpose=purpose(), about=ContactMessageFactory())
    token = token_of(link)
    open_link(token=token, purpose="tests.message")

    with django_assert_num_queries(1):
        open_link(token=token, purpose="tests.message")
    with django_assert_num_queries(1), pytest.raises(LinkUnknown):
        open_link(token="A" * 43, purpose="tests.message")


def test_row_of_a_record_that_is_gone_is_no_hindrance(purpose):
    message = ContactMessageFactory()
    link = issue_link(purpose=purpose(), about=message)
    ContactMessage.objects.all().delete()

    assert open_link(token=token_of(link), purpose="tests.message").about is None


def test_database_refuses_a_link_that_ends_before_it_begins(purpose):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        issue_link(purpose=purpose(), about=ContactMessageFactory(), expires_at=now() - timedelta(days=1))
    assert connection.is_usable()
