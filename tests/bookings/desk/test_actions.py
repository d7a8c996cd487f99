"""An action on any page that is tied to an activity."""

import pytest

from bookings.desk.actions import activities, choices
from cms.actions import find_actions
from tests.factories.desk import ActivityPageFactory
from tests.queries import exactly

pytestmark = pytest.mark.django_db


def test_action_leads_to_the_form_or_says_why_not_now(site):
    open_one = ActivityPageFactory(title="Open", duration="3 uur")
    closed = ActivityPageFactory(title="Dicht", can_be_asked=False, not_now="Vanaf mei.")
    draft = ActivityPageFactory(title="Nog niet", draft=True)
    keys = [str(page.translation_key) for page in (open_one, closed, draft)]

    found = activities(keys)

    assert set(found) == set(keys[:2])
    assert (found[keys[0]].href, found[keys[0]].words) == (open_one.ask_path, ["3 uur"])
    assert (found[keys[1]].href, found[keys[1]].words) == (closed.url, ["Vanaf mei."])
    assert [words for _key, words in choices()] == ["Dicht", "Open"]


@pytest.mark.parametrize("count", [1, 3])
def test_actions_are_found_in_two_queries(site, count):
    """What is private, and the pages."""
    targets = [f"activity:{ActivityPageFactory().translation_key}" for _each in range(count)]
    find_actions(targets)

    with exactly(2):
        assert len(find_actions(targets)) == count
