"""Forms in Chromium: filled in by people with and without JavaScript, in a hurry, with mistakes, and when it is busy."""

from __future__ import annotations

import http.client
import json
import time
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import follow, manage, serving
from tests.browser.looking import complaints, strangers, unfit

pytestmark = pytest.mark.browser
CONTACT, INFORMED = "/contact/", "/blijf-op-de-hoogte/"
HUMAN = 2100  # ms: less is taken for a machine
PATIENCE = 20_500
BUSY = 31


@pytest.fixture
def no_script(browser, base_url):
    """Chromium with JavaScript off."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url, locale="nl-BE")
    yield context.new_page()
    context.close()


@pytest.fixture(params=["with JavaScript", "without"])
def visitor(request, page, no_script):
    """Both kinds of visitor."""
    return page if request.param == "with JavaScript" else no_script


def send(page) -> None:
    """Press the form's button and wait for the page that follows."""
    follow(page.locator(".form__deed button"))


def path(page) -> str:
    return urlsplit(page.url).path


def errors(page) -> list[str]:
    """The fields that the summary leads to."""
    return page.locator(".error-summary a").evaluate_all("links => links.map(link => link.hash)")


def ask_database(environment: dict[str, str], code: str) -> str:
    """What `code` prints in the site's own process."""
    return manage(environment, "shell", "--no-imports", "--command", code).strip().splitlines()[-1]


def link_of(environment: dict[str, str], purpose: str, base_url: str, email: str) -> str:
    """The address in the newest mail with a link for `purpose` of the sign-up of `email`; others sign up meanwhile."""
    code = (
        "from home.informed.models import Subscription; from trust.links.models import PersonalLink; "
        "from trust.links.services import link_url; "
        f"signed_up = Subscription.objects.get(email='{email}'); "
        f"print(link_url(link=PersonalLink.objects.for_purpose('{purpose}').about(signed_up).first()))"
    )
    return base_url + urlsplit(ask_database(environment, code)).path


def make_busy(base_url: str, form: str, body: dict) -> None:
    """So many posts from another address that the form asks for proof."""
    host = urlsplit(base_url)
    for number in range(BUSY):
        theirs = (f"127.0.0.{2 + number // 10}", 0)  # what one address sends too often makes nothing busy
        connection = http.client.HTTPConnection(host.hostname, host.port, source_address=theirs, timeout=30)
        said = json.dumps(body | {"email": f"druk{number}@example.org"})
        connection.request("POST", form, said, {"Content-Type": "application/json"})
        assert connection.getresponse().status in (201, 202, 422, 429)
        connection.close()


def test_message_is_sent_after_its_mistakes_are_mended(visitor, base_url):
    visitor.goto(base_url + CONTACT)
    visitor.fill("[name=email]", "geen adres")
    visitor.fill("[name=message]", "Dag!\nEen vraag.")
    visitor.wait_for_timeout(HUMAN)
    send(visitor)

    assert errors(visitor) == ["#id_name", "#id_email"]
    assert visitor.input_value("[name=email]") == "geen adres"
    assert visitor.input_value("[name=message]") == "Dag!\nEen vraag."

    visitor.fill("[name=name]", "Łukasz 王")
    visitor.fill("[name=email]", f"an{time.time_ns()}@example.org")
    visitor.fill("[name=phone]", "+31 20 123 4567")
    send(visitor)

    assert path(visitor) == CONTACT + "verzonden/"
    assert visitor.locator("main time").get_attribute("datetime")


def test_focus_moves_to_the_summary_and_from_there_to_the_field(page, base_url):
    page.goto(base_url + CONTACT)
    page.wait_for_timeout(HUMAN)
    send(page)

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_two_presses_of_the_button_send_one_message(page, base_url, demo_environment):
    words = f"Twee keer {time.time_ns()}"
    page.goto(base_url + CONTACT)
    page.fill("[name=name]", "An")
    page.fill("[name=phone]", "016 12 34 56")
    page.fill("[name=message]", words)
    page.wait_for_timeout(HUMAN)
    with page.expect_navigation():
        page.locator(".form__deed button").dblclick()
    page.wait_for_url("**/verzonden/**")
    page.go_back()
    page.wait_for_load_state()

    code = f"from home.models import ContactMessage; print(ContactMessage.objects.filter(message='{words}').count())"
    assert ask_database(demo_environment, code) == "1"


def test_hidden_field_is_met_by_nobody(page, base_url):
    page.goto(base_url + CONTACT)

    box = page.locator("[name=website]")
    assert box.get_attribute("tabindex") == "-1"
    assert page.locator(".form__trap").get_attribute("aria-hidden") == "true"
    assert page.locator(".form__trap").bounding_box()["width"] <= 1
    page.locator("[name=name]").focus()
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || ''"))
    assert "website" not in seen
    assert "message" in seen


def test_whole_way_to_staying_informed_and_stopping(visitor, base_url, demo_environment):
    email = f"bo{time.time_ns()}@example.org"
    visitor.goto(base_url + INFORMED)
    visitor.fill("[name=email]", email)
    visitor.check("[name=topics][value=groups]")
    visitor.check("[name=consent]")
    visitor.wait_for_timeout(HUMAN)
    send(visitor)
    assert path(visitor) == INFORMED + "bijna/"

    confirm = link_of(demo_environment, "informed.confirm", base_url, email)
    visitor.goto(confirm)
    assert email in visitor.locator("main").inner_text()
    send(visitor)
    assert path(visitor) == INFORMED + "bevestigd/"

    visitor.goto(link_of(demo_environment, "informed.end", base_url, email))
    send(visitor)
    assert path(visitor) == INFORMED + "gestopt/"
    visitor.goto(confirm)
    assert visitor.locator("main form input[name=email]").count() == 1, "the kind page"


def test_personal_page_is_told_to_nobody(page, base_url, demo_environment):
    email = f"cas{time.time_ns()}@example.org"
    page.goto(base_url + INFORMED)
    page.fill("[name=email]", email)
    page.check("[name=topics][value=stories]")
    page.check("[name=consent]")
    page.wait_for_timeout(HUMAN)
    send(page)
    confirm = link_of(demo_environment, "informed.confirm", base_url, email)
    page.goto(confirm)

    sent: list[str | None] = []
    page.on("request", lambda request: sent.append(request.all_headers().get("referer")))
    page.reload()
    page.locator("header a").first.click()
    page.wait_for_load_state("networkidle")

    assert sent
    assert not [referer for referer in sent if referer and urlsplit(confirm).path in referer]
    assert page.evaluate("document.referrer") in ("", base_url + "/")


def test_busy_form_gets_its_proof_by_itself_and_without_javascript_after_a_wait(page, no_script, demo_environment):
    # On a server of its own: what is busy here is busy for nobody else's test.
    with serving(demo_environment | {"RATE_LIMITS": "on"}) as base_url:
        body = {"name": "Druk", "topics": ["groups"], "consent": True}
        for visitor in (page, no_script):
            visitor.goto(base_url + INFORMED)
            visitor.fill("[name=email]", f"druk{time.time_ns()}@example.org")
            visitor.check("[name=topics][value=groups]")
            visitor.check("[name=consent]")
        page.wait_for_timeout(HUMAN)
        make_busy(base_url, "/api/v3/stay-informed/subscriptions/", body)

        send(page)
        assert path(page) == INFORMED + "bijna/"

        send(no_script)
        assert path(no_script) == INFORMED
        assert no_script.locator(".error-summary li").count() == 1
        no_script.wait_for_timeout(PATIENCE)
        send(no_script)
        assert path(no_script) == INFORMED + "bijna/"


@pytest.mark.parametrize(
    "address",
    [
        CONTACT,
        INFORMED,
        INFORMED + "bijna/",
        "/nieuwe-link/",
        "/nieuwe-link/verzonden/",
        INFORMED + "stoppen/" + "A" * 43 + "/",
    ],
)
def test_forms_are_accessible_and_fit(page, base_url, address):
    assert look(page, base_url, base_url + address, press=False) == []


@pytest.mark.parametrize("address", [CONTACT, INFORMED])
def test_forms_with_errors_are_accessible_and_fit(page, base_url, address):
    assert look(page, base_url, base_url + address, press=True) == []


def look(page, base_url: str, address: str, *, press: bool) -> list[str]:
    """What is wrong with a page; `press`: after sending it empty."""
    with strangers(page, base_url) as left, complaints(page) as said:
        page.goto(address)
        if press:
            send(page)
        wrong = unfit(page)
    wrong += [f"request to {url}" for url in left]
    return wrong + [f"console: {text}" for text in said if not ("40" in text or "422" in text or "Autofocus" in text)]
