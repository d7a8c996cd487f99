"""Staff in Chromium: an app with codes, a passkey, recovery codes; and the admin at work without one violation of its policy."""

from __future__ import annotations

import re

import pytest

from tests.factories.staff import code_of

pytestmark = pytest.mark.browser

PASSWORD = "a-long-sentence-for-tests"
PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WATCH = """document.addEventListener('securitypolicyviolation', (event) =>
  console.error('VIOLATION ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber));"""


@pytest.fixture
def door(browser, base_url):
    """A browser at an address with a name: an address of numbers can have no passkeys."""
    context = browser.new_context(locale="nl-BE", base_url=base_url.replace("127.0.0.1", "localhost"))
    context.add_init_script(WATCH)
    page = context.new_page()
    page.troubles = []
    context.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: page.troubles.append(str(error.error)))
    yield page
    context.close()


def sign_in(page, who):
    page.goto("/aanmelden/")
    page.locator("[name=login]").fill(f"{who}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.form button").click()


def sign_out(page):
    page.goto("/aanmelden/afmelden/")
    page.locator("form.form button").click()
    page.wait_for_url("**/aanmelden/")


def test_app_passkey_and_recovery_code_each_open_the_admin(door):
    sign_in(door, "beheer")
    door.wait_for_url("**/admin/")
    door.goto("/aanmelden/tweede-stap/app/")
    secret = door.get_by_test_id("secret").inner_text().strip()
    door.locator("[name=code]").fill(code_of(secret))
    door.locator("form.form button").click()
    door.wait_for_url("**/herstelcodes/")
    codes = door.locator(".door__codes code").all_inner_texts()
    assert len(set(codes)) == 10

    protocol = door.context.new_cdp_session(door)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM})
    door.goto("/aanmelden/tweede-stap/sleutels/nieuw/")
    door.locator("form.form button").click()
    door.wait_for_url("**/tweede-stap/")

    sign_out(door)
    sign_in(door, "beheer")
    door.wait_for_url("**/code/")
    door.get_by_role("button", name=re.compile("passkey", re.I)).click()
    door.wait_for_url("**/admin/")

    sign_out(door)
    door.locator("form[data-passkey=login] button").click()
    door.wait_for_url("**/admin/")

    sign_out(door)
    sign_in(door, "beheer")
    door.wait_for_url("**/code/")
    door.locator("[name=code]").fill(codes[0])
    door.locator("form.form button").click()
    door.wait_for_url("**/admin/")
    assert not door.troubles


def test_admin_works_under_its_policy(door):
    """Dashboard, lists, editor with its panels, choosers, dates, preview and the user bar: no violation, no error."""
    sign_in(door, "admin")
    door.wait_for_url("**/admin/")
    for address in (
        "/admin/pages/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/users/",
        "/admin/account/",
        "/admin/api-tokens/may/",
    ):
        door.goto(address)
        door.wait_for_load_state()
    door.goto("/admin/pages/search/?q=over")
    news = door.request.get("/api/v3/pages/?type=cms.NewsPage").json()["items"][0]
    door.goto(f"/admin/pages/{news['id']}/edit/")

    # A chooser that an inline script started before.
    door.locator(".chooser [data-chooser-action-choose]:visible").first.click()
    door.locator(".modal-body:visible").wait_for()
    assert not door.locator("[data-lus-start]").count()
    # A date, whose calendar another one started.
    door.reload()
    door.locator("#id_published_on").click()
    door.locator(".xdsoft_datetimepicker:visible").first.wait_for()
    # The rich text editor writes styles of its own.
    assert door.locator(".Draftail-Editor").count()
    # The preview, in a frame beside the form and by itself.
    door.locator("[data-side-panel-toggle='preview'], [aria-label='Toon/verberg voorvertoning']").first.click()
    door.frame_locator("#w-preview-iframe").locator("h1").first.wait_for()
    door.goto(f"/admin/pages/{news['id']}/view_draft/")
    assert door.locator("h1").inner_text()
    door.goto("/")
    assert door.locator("wagtail-userbar").count() == 1
    door.wait_for_timeout(500)

    assert not door.troubles
