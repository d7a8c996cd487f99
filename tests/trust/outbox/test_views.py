"""The development mailbox: there for developers, nowhere else, and harmless."""

import pytest

from tests.factories.outbox import OutboundEmailFactory
from tests.queries import queries_of
from tests.reading import directives, main_words, soup
from trust.outbox.models import EmailAttachment
from trust.outbox.placeholders import placeholder, register_placeholder

pytestmark = pytest.mark.django_db

PUBLIC_ID = "0b6e0b6e-0000-4000-8000-000000000001"


@pytest.fixture
def mailbox(settings, site):
    settings.OUTBOX_MAILBOX = True


@pytest.mark.parametrize(
    "path", ["/postvak/", f"/postvak/{PUBLIC_ID}/", f"/postvak/{PUBLIC_ID}/html/", f"/postvak/{PUBLIC_ID}/bijlage/1/"]
)
def test_mailbox_is_nowhere_to_be_found_where_mail_is_really_sent(client, site, settings, path):
    settings.OUTBOX_MAILBOX = False
    mail = OutboundEmailFactory(public_id=PUBLIC_ID)
    EmailAttachment.objects.create(email=mail, filename="a.ics", content_type="text/calendar", content=b"x")

    assert client.get(path).status_code == 404


def test_empty_mailbox_says_how_to_get_mail(client, mailbox):
    assert soup(client.get("/postvak/")).find("h1")
    assert "@" not in main_words(client.get("/postvak/"))


def test_mails_are_listed_the_newest_first(client, mailbox):
    first, second = OutboundEmailFactory(subject="Eerste"), OutboundEmailFactory(subject="Tweede <b>vet</b>")

    page = soup(client.get("/postvak/"))

    links = page.select(".mailbox__subject")
    assert [link.get_text() for link in links] == ["Tweede <b>vet</b>", "Eerste"]
    assert links[1]["href"] == f"/postvak/{first.public_id}/"
    assert second.recipient in page.get_text()


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_mail_and_for_three(client, mailbox, number):
    for _each in range(number):
        OutboundEmailFactory()

    assert queries_of(client, "/postvak/", at_most=8) <= 8


def test_mail_shows_as_it_arrives_with_its_links_alive(client, mailbox):
    register_placeholder("tests-box", lambda public_id, to: "https://www.example.org/mijn/geheim/")
    place = placeholder(kind="tests-box", public_id=PUBLIC_ID)
    mail = OutboundEmailFactory(text=f"Open <{place}>", html=f'<html><head></head><a href="{place}">Open</a></html>')

    response = client.get(f"/postvak/{mail.public_id}/")
    page = soup(response)
    frame = page.find("iframe")
    html = client.get(frame["src"])

    assert "https://www.example.org/mijn/geheim/" in page.find("pre").get_text()
    assert "https://www.example.org/mijn/geheim/" in html.content.decode()
    assert {"private", "no-store"} <= set(directives(response["Cache-Control"]))
    assert mail.message_id in page.get_text()


def test_html_of_a_mail_can_run_nothing_and_load_nothing(client, mailbox):
    mail = OutboundEmailFactory(html="<html><head></head><script>alert(1)</script></html>")

    frame = soup(client.get(f"/postvak/{mail.public_id}/")).find("iframe")
    response = client.get(frame["src"])

    assert "allow-scripts" not in frame["sandbox"]
    assert "allow-same-origin" not in frame["sandbox"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert {"private", "no-store"} <= set(directives(response["Cache-Control"]))


def test_attachment_is_kept_and_never_opened_in_place(client, mailbox):
    mail = OutboundEmailFactory()
    EmailAttachment.objects.create(email=mail, filename="a.html", content_type="text/html", content=b"<script>")

    response = client.get(f"/postvak/{mail.public_id}/bijlage/1/")

    assert response.content == b"<script>"
    assert response["Content-Disposition"] == "attachment"
    assert client.get(f"/postvak/{mail.public_id}/bijlage/2/").status_code == 404


def test_mail_with_a_dead_link_says_so(client, mailbox):
    def dead(public_id, to):
        raise LookupError("no such link")

    register_placeholder("tests-gone", dead)
    mail = OutboundEmailFactory(text=placeholder(kind="tests-gone", public_id=PUBLIC_ID))

    response = client.get(f"/postvak/{mail.public_id}/")

    assert "no such link" in main_words(response)
    assert client.get(f"/postvak/{mail.public_id}/html/").status_code == 404


def test_looking_changes_nothing(client, mailbox):
    mail = OutboundEmailFactory()
    before = (mail.state, mail.attempts, mail.sent_at)

    for path in ("", "html/"):
        client.get(f"/postvak/{mail.public_id}/{path}")
        assert client.post(f"/postvak/{mail.public_id}/{path}").status_code == 405

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.sent_at) == before
