"""How easily Dutch text reads: Flesch-Douma, and the sentences that are too long.

Source: W.H. Douma, *De leesbaarheid van landbouwbladen* (1960): 206.84 − 0.93 × words per sentence − 77 × syllables per word.
60 and more reads easily (B1); Lus writes for everybody, so editors are warned below that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

EASY = 60
LONG_SENTENCE = 20  # words
ENOUGH_WORDS = 30

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
# A Dutch syllable has one vowel group; ij counts as one, a trema starts a new one.
VOWELS = re.compile(
    r"[äëïöü]|(?:aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyáéèêíóôú])", re.IGNORECASE
)


@dataclass(frozen=True)
class Readability:
    """`score` (higher is easier, None for a text too short to tell), `words`, and the long sentences, the longest first."""

    words: int
    score: int | None = None
    long_sentences: list[str] = field(default_factory=list)

    @property
    def is_easy(self) -> bool:
        return self.score is None or self.score >= EASY


def syllables(word: str) -> int:
    """How many syllables the Dutch `word` has, at least one."""
    return max(1, len(VOWELS.findall(word)))


def measure(text: str) -> Readability:
    """The readability of the plain Dutch `text`."""
    sentences = [(sentence.strip(), WORD.findall(sentence)) for sentence in SENTENCE_END.split(text)]
    sentences = [(sentence, words) for sentence, words in sentences if words]
    words = [word for _sentence, found in sentences for word in found]
    too_long = sorted((pair for pair in sentences if len(pair[1]) > LONG_SENTENCE), key=lambda pair: -len(pair[1]))
    long_sentences = [sentence for sentence, _words in too_long]
    if len(words) < ENOUGH_WORDS:
        return Readability(len(words), None, long_sentences)
    per_sentence = len(words) / len(sentences)
    per_word = sum(syllables(word) for word in words) / len(words)
    return Readability(len(words), round(206.84 - 0.93 * per_sentence - 77 * per_word), long_sentences)
