"""The attendance list on a telephone whose connection goes: what is ticked waits, survives a reload, and arrives."""

from __future__ import annotations

import pytest

from tests.browser.looking import unfit
from tests.browser.story import colleague

pytestmark = pytest.mark.browser


@pytest.fixture
def telephone(browser, base_url):
    with colleague(browser, base_url, "boekingen", width=360) as page:
        page.goto("/admin/dates/?which=past")
        page.goto(page.locator("a[href$='/day/']").first.get_attribute("href"))
        yield page


def test_ticks_and_a_walk_in_survive_a_bad_connection(telephone):
    page = telephone
    boxes, status = page.locator("[data-person] input[type=checkbox]"), page.locator("[data-status]")
    first = boxes.first
    was = first.is_checked()
    # The page loads, and nothing that it sends arrives: as in a cellar.
    page.route("**/tick/", lambda route: route.abort("internetdisconnected"))
    page.route("**/walk-in/", lambda route: route.abort("internetdisconnected"))

    first.set_checked(not was)
    page.locator("[data-walk-in] [name=name]").fill("Wim Binnenloper")
    page.locator("[data-walk-in] button").click()

    status.filter(has_text="2").wait_for()
    assert page.locator("[data-state][data-waiting]").count() == 2
    page.reload()
    status.filter(has_text="2").wait_for()
    assert first.is_checked() != was
    assert page.get_by_text("Wim Binnenloper").count() == 1

    page.context.set_offline(True)
    page.unroute("**/tick/")
    page.unroute("**/walk-in/")
    page.context.set_offline(False)

    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('lus-attendance:'))")
    page.reload()
    assert first.is_checked() != was
    walked_in = page.locator("[data-person]", has_text="Wim Binnenloper")
    assert walked_in.count() == 1
    assert walked_in.locator("input[type=checkbox]").is_checked()
    assert status.inner_text() == ""


def test_list_is_kept_without_a_script(browser, telephone, base_url):
    state = telephone.context.storage_state()
    context = browser.new_context(
        locale="nl-BE",
        base_url=base_url.replace("127.0.0.1", "localhost"),
        storage_state=state,
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(telephone.url)
    last = page.locator("[data-person] input[type=checkbox]").last
    was = last.is_checked()

    last.set_checked(not was)
    page.locator("[data-without-script]").click()

    page.wait_for_url("**/day/")
    assert page.locator("[data-person] input[type=checkbox]").last.is_checked() != was
    context.close()


def test_page_of_the_day_is_fit_for_everybody(telephone):
    ours = [each for each in unfit(telephone) if "lus-" in each or "data-person" in each or "sideways" in each]

    assert not ours
