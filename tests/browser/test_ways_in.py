"""Signing up on a phone without JavaScript, from the page with all ways in to the mail, its link and off the list again."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import follow, manage
from tests.browser.looking import complaints, sideways, strangers, unfit

pytestmark = pytest.mark.browser
HUMAN = 2100  # ms: less is taken for a machine
# The mail as its reader has it: when it says that we phone, until when we keep it, and the link that the worker puts in it.
MAIL = """
import json
from urllib.parse import urlsplit
from circles.models import SignUp
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.outbox.models import OutboundEmail
mine = SignUp.objects.get(email={email!r})
mail = OutboundEmail.objects.get(purpose="circles.received", recipient={email!r})
link = PersonalLink.objects.for_purpose("circles.sign-up").about(mine).first()
print(json.dumps([mail.subject, mail.text, urlsplit(link_url(link=link)).path]))
"""


def mail_to(environment: dict[str, str], email: str) -> tuple[str, str, str]:
    """Subject, text and the path of its link."""
    import json

    said = manage(environment, "shell", "--no-imports", "--command", MAIL.format(email=email))
    subject, text, path = json.loads(said.strip().splitlines()[-1])
    return subject, text, path


def sign_up(page, base_url: str, email: str) -> None:
    page.goto(f"{base_url}/meedoen/linkgroep/")
    page.fill("[name=name]", "Mira Voorbeeld")
    page.fill("[name=email]", email)
    page.fill("[name=postcode]", "3000")
    page.wait_for_timeout(HUMAN)
    follow(page.locator(".form__deed button"))


def test_whole_way_of_a_linkgroep_on_a_phone_without_a_script(quiet, base_url, demo_environment):
    email = f"mira{time.time_ns()}@example.org"
    quiet.goto("/meedoen/")
    assert not sideways(quiet)
    follow(quiet.get_by_role("link", name="Een linkgroep in je buurt"))
    quiet.fill("[name=name]", "Mira Voorbeeld")
    quiet.fill("[name=postcode]", "3000")
    quiet.wait_for_timeout(HUMAN)
    follow(quiet.locator(".form__deed button"))
    assert "één van de twee is genoeg" in quiet.locator(".error-summary").inner_text()
    assert quiet.input_value("[name=name]") == "Mira Voorbeeld"

    quiet.fill("[name=email]", email)
    quiet.wait_for_timeout(HUMAN)
    follow(quiet.locator(".form__deed button"))

    assert urlsplit(quiet.url).path == "/meedoen/bedankt/"
    assert not sideways(quiet)
    _subject, text, path = mail_to(demo_environment, email)
    assert "linkgroep" not in text.lower(), "others may read along"
    quiet.goto(path)
    assert "Leuven en omgeving" in quiet.locator("#streek").inner_text()
    assert not sideways(quiet)
    follow(quiet.get_by_role("button", name="Haal me van de lijst"))
    assert urlsplit(quiet.url).path == "/meedoen/afgemeld/"
    assert quiet.goto(path).status == 404


def test_mistakes_thanks_and_own_page_are_fit_for_everybody(page, base_url, demo_environment):
    email = f"bo{time.time_ns()}@example.org"
    with strangers(page, base_url) as left:
        page.goto(f"{base_url}/meedoen/vrijwilliger/")
        page.wait_for_timeout(HUMAN)
        follow(page.locator(".form__deed button"))
        wrong = unfit(page)
        sign_up(page, base_url, email)
        wrong += unfit(page)
        with complaints(page) as said:
            page.goto(base_url + mail_to(demo_environment, email)[2])
        wrong += unfit(page)

    assert wrong == []
    assert (left, said) == ([], [])
