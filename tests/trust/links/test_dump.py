"""A stranger with a dump of the whole database, and the logs, opens no personal link."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate

from home.contact.services import Message, receive_message
from home.informed.services import confirm_sign_up, sign_up
from home.models import Subscription
from trust.links.errors import LinkRefused
from trust.links.models import PersonalLink
from trust.links.purposes import purposes
from trust.links.services import link_url, open_link
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import PATTERN, placeholder
from trust.outbox.services import send_due

# Whatever could be a token or hold one: words of the alphabet of base64url, from every place in which they may begin.
WORD = re.compile(r"[\w-]{20,}")
TOKEN_SIGNS = 43


def dump() -> str:
    """Every row of every table as text, with bytes in the clear too."""
    out = io.StringIO()
    for model in apps.get_models(include_auto_created=True):
        rows = list(model._base_manager.all())
        out.write(serializers.serialize("json", rows))
        for row in rows:
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                if isinstance(value, bytes | memoryview):
                    out.write("\n" + bytes(value).hex() + "\n" + bytes(value).decode("latin-1") + "\n")
    return out.getvalue()


def tries(text: str) -> set[str]:
    """Every word that stands in `text`, and every stretch of a token's length in longer ones."""
    found = set(WORD.findall(text))
    for word in list(found):
        found |= {word[at : at + TOKEN_SIGNS] for at in range(len(word) - TOKEN_SIGNS + 1)}
    return found


def opens(token: str) -> bool:
    for purpose in purposes():
        try:
            open_link(token=token, purpose=purpose.name)
        except LinkRefused:
            continue
        return True
    return False


def used_links(client, settings, mailoutbox) -> list[str]:
    """Links of every age: in a mail that waits, in one that was sent, followed in a browser; their tokens."""
    settings.OUTBOX_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sent = sign_up(email="an@example.org", name="An", topics=["groups"])
    confirm_sign_up(public_id=sent.public_id)
    send_due(worker_id="test")
    sign_up(email="bo@example.org", topics=["stories"])
    tokens = [link_url(link=link).split("/")[-2] for link in PersonalLink.objects.all()]
    for link in PersonalLink.objects.all():
        client.get(link_url(link=link).removeprefix("http://testserver"))
    client.post(reverse("new-link"), {"email": "bo@example.org"})
    return tokens


@pytest.mark.django_db(transaction=True)
def test_no_string_in_a_dump_of_all_tables_opens_a_link(client, site, settings, mailoutbox, caplog):
    with caplog.at_level("DEBUG"):
        tokens = used_links(client, settings, mailoutbox)
    text = dump() + caplog.text

    assert Subscription.objects.count() == 2
    assert OutboundEmail.objects.filter(state="sent").exists()
    assert all(opens(token) for token in tokens), "the links do open, for who has them"
    assert not any(token in text for token in tokens)
    assert not [word for word in sorted(tries(text)) if opens(word)]


@pytest.mark.django_db(transaction=True)
def test_control_a_dump_with_a_token_in_it_is_found_out(client, site, settings, mailoutbox):
    [token, *_] = used_links(client, settings, mailoutbox)
    OutboundEmail.objects.update(last_error=f"x{token}y")

    assert any(opens(word) for word in tries(dump()))


@pytest.mark.django_db(transaction=True)
def test_sent_mail_holds_the_link_that_the_dump_lacks(client, site, settings, mailoutbox):
    used_links(client, settings, mailoutbox)

    sent = "".join(str(message.message()) for message in mailoutbox)

    assert "link.invalid" not in sent
    assert call_command("check") is None


@pytest.mark.django_db(transaction=True)
def test_stranger_with_a_dump_gets_no_link_by_writing_its_placeholder_as_a_name(client, site, settings, mailoutbox):
    tokens = used_links(client, settings, mailoutbox)
    placeholders = set(PATTERN.findall(dump()))
    assert placeholders, "the dump holds placeholders"

    for number, (kind, public_id) in enumerate(sorted(placeholders)):
        name = placeholder(kind=kind, public_id=public_id)
        message = Message(name=name, email=f"dief.{number}@example.net", message="Dag")
        receive_message(message=message, delete_on=localdate() + timedelta(days=30))
    send_due(worker_id="test")

    assert OutboundEmail.objects.filter(recipient__endswith="example.net").count() == len(placeholders)
    stolen = "".join(str(each.message()) for each in mailoutbox if "example.net" in str(each.to))
    assert not [token for token in tokens if token in stolen.replace("=\n", "")]
