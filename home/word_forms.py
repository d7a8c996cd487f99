"""How a Dutch word may be written otherwise: one or more of it, with or without an ending (buur, buren; brief, brieven).

Rules of spelling, no dictionary: a form that is no word finds nothing and does no harm. PostgreSQL stems words by itself;
SQLite knows a word only as it is written.
"""

from __future__ import annotations

import re

SHORTEST = 3  # letters; what is shorter is left as it is
ENDINGS = ("eren", "en", "e", "n", "'s", "’s", "s")
VOWELS = "aeiou"
LONG = re.compile(rf"(.*[^{VOWELS}])([aeou])\2([^{VOWELS}])")
OPEN = re.compile(rf"(.*[^{VOWELS}]|)([aeou])([^{VOWELS}])")
SOFT, HARD = {"f": "v", "s": "z"}, {"v": "f", "z": "s"}


def word_forms(word: str) -> list[str]:
    """`word` in small letters, and after it the other forms it may have."""
    word = word.lower()
    if len(word) < SHORTEST or not word.replace("'", "").replace("’", "").isalpha():
        return [word]
    forms = [word]
    for stem in stems(word):
        forms += [stem, *with_endings(stem)]
    return list(dict.fromkeys(forms))


def stems(word: str) -> list[str]:
    """`word` and what is left of it without an ending, as it is written when it stands alone."""
    found = [word]
    for ending in ENDINGS:
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < SHORTEST:
            continue
        found.append(bare)
        if ending in ("en", "e"):
            found += [*alone(bare)]
    return found


def alone(bare: str) -> list[str]:
    """How the start of a longer form is written by itself: `mann` is man, `bur` buur, `briev` brief."""
    if bare[-1] == bare[-2]:
        return [bare[:-1]]
    hard = bare[:-1] + HARD.get(bare[-1], bare[-1])
    open_vowel = OPEN.fullmatch(hard)
    long = "{0}{1}{1}{2}".format(*open_vowel.groups()) if open_vowel else hard
    return [hard, long]


def with_endings(stem: str) -> list[str]:
    """`stem` with each ending that makes another form of it."""
    longer = [stem]
    if long := LONG.fullmatch(stem):
        longer.append("".join(long.groups()))
    elif stem[-1] not in VOWELS and OPEN.fullmatch(stem):
        longer.append(stem + stem[-1])
    longer += [each[:-1] + SOFT[each[-1]] for each in longer if each[-1] in SOFT]
    return [
        f"{stem}s",
        f"{stem}'s",
        f"{stem}’s",
        f"{stem}n",
        *(each + end for each in longer for end in ("en", "e", "eren")),
    ]
