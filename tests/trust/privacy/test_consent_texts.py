"""What people agreed to stays what it was: a change of words is a new version (spec H9).

`consent_texts.json` is the memory. A new purpose or version is added there by hand; what stands there is never changed.
"""

import json
from pathlib import Path

from trust.privacy.consents import consent_purposes

REMEMBERED = json.loads((Path(__file__).parent / "consent_texts.json").read_text(encoding="utf-8"))


def test_the_words_of_every_version_are_those_that_people_saw():
    said = {
        purpose.name: {str(number): text for number, text in purpose.texts.items()} for purpose in consent_purposes()
    }

    assert said == REMEMBERED


def test_versions_count_up_from_one():
    for purpose in consent_purposes():
        assert sorted(purpose.texts) == list(range(1, purpose.version + 1)), purpose.name
