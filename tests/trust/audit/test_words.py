"""Every deed that the code writes down has words for the people who read the trail."""

import re
from pathlib import Path

from django.conf import settings

from trust.audit.words import _words

APPS = ("bookings", "catalogue", "circles", "home", "trust")
VERB = re.compile(r'\bverb="([^"]+)"')


def test_every_deed_in_the_code_has_words():
    files = [path for app in APPS for path in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    verbs = {verb for path in files for verb in VERB.findall(path.read_text())}

    assert len(verbs) > 20, "the code was read"
    assert sorted(verbs - set(_words)) == []


def test_changes_of_a_second_factor_have_words():
    from trust.staff.enums import FactorChange

    assert {f"staff.factor-{change}" for change in FactorChange} <= set(_words)
