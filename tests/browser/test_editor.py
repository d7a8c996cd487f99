"""What an editor sees of a block that promises something until a date."""

import pytest

from tests.browser.story import colleague

pytestmark = pytest.mark.browser


def test_settings_stand_open_for_a_block_with_a_date_and_stay_closed_for_others(browser, base_url):
    with colleague(browser, base_url, "admin") as page:
        number = page.request.get("/api/v3/pages/find/?html_path=/contact/").json()["id"]

        page.goto(f"/admin/pages/{number}/edit/")
        page.wait_for_selector("[data-block-settings]:not([hidden]) input[id$='-use_by']")

        open_dates = page.eval_on_selector_all(
            "[data-block-settings]:not([hidden]) input[id$='-use_by']", "inputs => inputs.map(input => input.value)"
        )
        assert len(open_dates) == 1
        assert open_dates[0]
        assert page.locator("[data-block-settings][hidden]").count() > 1
