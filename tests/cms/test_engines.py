"""What the tests themselves rely on: which engine a test runs on is said (tests/engines.py), and its database is as it was before."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import TransactionTestCase

from tests.engines import APART, BOTH, ONCE, PLACES, runs_on_both
from tests.factories import UserFactory
from trust.places.models import Municipality


def folders() -> set[str]:
    """Of tests, but for those that stand apart."""
    found = {file.parent.relative_to(settings.BASE_DIR) for file in (settings.BASE_DIR / "tests").rglob("test_*.py")}
    return {str(folder) for folder in found if not any(folder.is_relative_to(place) for place in APART)}


def test_of_each_folder_it_is_said_where_it_runs():
    assert folders() <= {*BOTH, *ONCE}


def holds_tests(place: str) -> bool:
    name, _colons, test = place.partition("::")
    file = settings.BASE_DIR / name
    if test:
        return f"\ndef {test}(" in file.read_text()
    return file.is_file() or any(file.glob("test_*.py"))


def test_place_that_is_named_holds_tests():
    assert [place for place in PLACES if not holds_tests(place)] == []


def test_no_place_is_named_twice():
    assert len(PLACES) == len(BOTH) + len(ONCE) + len(APART)


@pytest.mark.parametrize(
    ("nodeid", "both"),
    [
        ("tests/bookings/test_line.py::test_x", True),
        ("tests/bookings/test_lines.py::test_x", False),
        ("tests/bookings/paid/test_new.py::test_x", True),
        ("tests/trust/test_new.py::test_x[a/b]", False),
        ("tests/contract/test_rights.py::test_administrator_opens_everything_that_can_be_reached", True),
        ("tests/contract/test_rights.py::test_every_screen_has_a_rule", False),
        ("tests/browser/test_map.py::test_x", False),
    ],
)
def test_longest_place_that_fits_decides(nodeid, both):
    assert runs_on_both(nodeid) is both


def test_folder_of_which_nobody_said_stops_the_run():
    with pytest.raises(pytest.UsageError, match=r"tests/new/test_new\.py"):
        runs_on_both("tests/new/test_new.py::test_x")


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_gone_after_the_test_and_what_was_taken_is_back(django_user_model):
    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (Permission, Municipality, django_user_model)]

    before = rows()
    Permission.objects.last().delete()
    Municipality.objects.filter(pk=Municipality.objects.first().pk).update(name="Elders")
    UserFactory()
    assert [one == other for one, other in zip(before, rows(), strict=True)] == [False, False, False]

    TransactionTestCase._fixture_teardown(None)

    assert rows() == before
