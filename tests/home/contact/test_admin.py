"""Messages in the admin: for whom, with which buttons, and with a trace of each look."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from home.models import ContactMessage
from tests.factories.contact import ContactMessageFactory
from tests.factories.informed import SubscriptionFactory
from tests.factories.outbox import OutboundEmailFactory
from tests.factories.users import UserFactory
from tests.reading import soup, words
from trust.about import reference_to
from trust.audit.models import AccessEntry, AuditEntry
from trust.privacy.models import ErasureEntry

pytestmark = pytest.mark.django_db
LIST = "/admin/contact-messages/"


def signed_in(client, *codenames: str):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)
    return user


def screen(message) -> str:
    return f"{LIST}inspect/{message.pk}/"


def test_who_answers_sees_the_message_and_moves_it(client, site):
    user = signed_in(client, "view_contactmessage", "change_contactmessage")
    message = ContactMessageFactory(message="Mijn vraag")

    page = soup(client.get(screen(message)))
    assert "Mijn vraag" in words(page)
    forms = [form["action"] for form in page.select("form.message-move")]
    assert forms == [f"{LIST}{message.pk}/answered/", f"{LIST}{message.pk}/spam/"]

    assert client.post(forms[0]).status_code == 302
    message.refresh_from_db()
    assert (message.state, message.handled_by) == ("answered", user)
    assert AuditEntry.objects.get(verb="contact.moved").details == {"from": "new", "to": "answered"}


def test_each_look_at_a_message_is_written_down(client, site):
    user = signed_in(client, "view_contactmessage")
    message = ContactMessageFactory()

    client.get(screen(message))

    entry = AccessEntry.objects.get()
    assert (entry.by, entry.about, entry.what) == (user, message, "contact.messages")


def test_who_only_looks_has_no_buttons(client, site):
    signed_in(client, "view_contactmessage")
    message = ContactMessageFactory()

    assert not soup(client.get(screen(message))).select("form.message-move")
    assert client.post(f"{LIST}{message.pk}/answered/").status_code in (302, 403)
    message.refresh_from_db()
    assert message.state == "new"


def test_who_has_no_right_sees_nothing(client, site):
    signed_in(client)
    message = ContactMessageFactory(message="Mijn vraag")

    for address in (LIST, screen(message), "/admin/stay-informed/", "/admin/personal-links/", "/admin/postcodes/"):
        response = client.get(address)
        assert response.status_code in (302, 403), address
        assert b"Mijn vraag" not in response.content


@pytest.mark.parametrize("where", ["new/", "edit/1/", "delete/1/"])
def test_nobody_adds_edits_or_deletes_what_people_sent(client, site, where):
    client.force_login(UserFactory(is_superuser=True))
    message = ContactMessageFactory(pk=1)

    assert client.get(LIST + where).status_code in (302, 403, 404)
    client.post(LIST + where, {"name": "Vals"})
    message.refresh_from_db()
    assert message.name == "An Peeters"


def test_who_answers_erases_a_message_before_its_day(client, site):
    user = signed_in(client, "view_contactmessage", "change_contactmessage")
    message, other = ContactMessageFactory(name="Bo", phone="+3216123456"), ContactMessageFactory()
    mail = OutboundEmailFactory(**reference_to(message))

    [button] = soup(client.get(screen(message))).select('a[href$="/erase/"]')
    asked = client.get(button["href"])
    assert "Bo" in words(soup(asked))
    assert ContactMessage.objects.count() == 2, "looking erases nothing"
    for _twice in range(2):
        assert client.post(button["href"], follow=True).redirect_chain == [(LIST, 302)]

    assert list(ContactMessage.objects.all()) == [other]
    mail.refresh_from_db()
    assert (mail.recipient, mail.text) == ("", "")
    [line] = ErasureEntry.objects.filter(model="home.ContactMessage")
    assert (line.reason, AuditEntry.objects.get(verb="contact.erased").by) == ("staff", user)


def test_who_only_looks_erases_nothing(client, site):
    signed_in(client, "view_contactmessage")
    message = ContactMessageFactory()

    assert not soup(client.get(screen(message))).select('a[href$="/erase/"]')
    for ask in (client.get, client.post):
        assert ask(f"{LIST}{message.pk}/erase/").status_code in (302, 403)
    assert ContactMessage.objects.exists()


@pytest.mark.parametrize("to", ["x", "answered"])
def test_looking_at_a_move_changes_nothing(client, site, to):
    signed_in(client, "view_contactmessage", "change_contactmessage")
    message = ContactMessageFactory()

    assert client.get(f"{LIST}{message.pk}/{to}/").status_code == 405
    assert ContactMessage.objects.get().state == "new"


def test_move_that_somebody_else_made_first_is_said(client, site):
    signed_in(client, "view_contactmessage", "change_contactmessage")
    message = ContactMessageFactory(answered=True)

    response = client.post(f"{LIST}{message.pk}/spam/", follow=True)

    assert response.status_code == 200
    assert ContactMessage.objects.get().state == "answered"
    assert client.post(f"{LIST}{message.pk}/x/").status_code == 404


def test_list_costs_the_same_with_one_and_three_messages(client, site, django_assert_num_queries):
    signed_in(client, "view_contactmessage", "change_contactmessage")
    ContactMessageFactory()
    client.get(LIST)
    for number in (0, 2):
        ContactMessageFactory.create_batch(number)
        with django_assert_num_queries(10):
            client.get(LIST)


def test_todo_counts_what_waits_for_who_answers(client, site):
    from home.contact.wagtail_hooks import messages_to_answer

    ContactMessageFactory.create_batch(2)
    ContactMessageFactory(answered=True)

    assert [item.count for item in messages_to_answer(signed_in(client, "change_contactmessage"))] == [2]
    assert messages_to_answer(signed_in(client)) == []


def test_look_at_the_list_of_sign_ups_is_written_down_with_its_number(client, site):
    signed_in(client, "view_subscription")
    SubscriptionFactory.create_batch(2)

    assert client.get("/admin/stay-informed/").status_code == 200
    assert AccessEntry.objects.get().count == 2


def test_screen_of_links_shows_no_secret(client, site):
    from trust.links.models import PersonalLink
    from trust.links.services import issue_link, link_url

    signed_in(client, "view_personallink")
    link = issue_link(purpose="informed.end", about=SubscriptionFactory(active=True))

    page = client.get("/admin/personal-links/")
    assert page.status_code == 200
    assert link_url(link=link).split("/")[-2] not in page.content.decode()
    assert PersonalLink.objects.get().token_hash not in page.content.decode()


def test_editor_corrects_a_postcode(client, site):
    from trust.places.models import Postcode

    signed_in(client, "view_postcode", "change_postcode")
    Postcode.objects.update_or_create(code=3000, defaults={"municipality": "Lueven", "province": "flemish-brabant"})

    said = {"code": 3000, "municipality": "Leuven", "province": "flemish-brabant"}
    assert client.get("/admin/postcodes/").status_code == 200
    assert client.post("/admin/postcodes/edit/3000/", said).status_code == 302
    assert Postcode.objects.get(code=3000).municipality == "Leuven"
