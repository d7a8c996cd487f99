"""Search over every page: what the index finds, shown as cards with the sentence that holds the words."""

from __future__ import annotations

import re
from difflib import get_close_matches

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.found import Found, found_elsewhere, titles_elsewhere
from cms.kept import open_to_all
from cms.models import Card, LivingPromise, Term
from cms.search import AnyForm
from home.word_forms import word_forms

# Marks that search engines read as commands are no words.
WORD = re.compile(r"\w+(?:['’-]\w+)*")
CONTEXT = 90
MOST = 200
MOST_TITLES = 500
MOST_SOON = 3
LONG_ENOUGH = 5  # letters of a word of a title that is suggested
MOST_WORDS = 8  # of which other forms are looked for too


def search_all(query: str) -> list[Card | Found]:
    """Everything that holds `query`: the first things that are soon (a date to come), pages, then the rest; each with a `highlight`."""
    query = " ".join(WORD.findall(query))
    if not query:
        return []
    found = found_elsewhere([word_forms(word) for word in query.split()[:MOST_WORDS]])
    soon = [each for each in found if each.soon][:MOST_SOON]
    rest = [each for each in found if each not in soon]
    for each in found:
        each.highlight = highlight(each, query)
    return [*soon, *search_cards(query), *rest]


def search_cards(query: str) -> list[Card]:
    """Cards of the public pages that hold `query` (at most 200), each with a `highlight`.

    First those that hold the words as they are typed, then those that hold another form of them; in each, pages that are
    called so, and then the best.
    A page whose promise has passed but is still in the index as it was is left out until the clock has retired it
    (at most a minute): search never shows what is over.
    """
    query = " ".join(WORD.findall(query))
    if not query:
        return []
    overdue = LivingPromise.objects.unhandled().values("page_id")
    pages = Page.objects.live().public().exclude(pk__in=overdue)
    ids = [page.pk for page in pages.search(query)[:MOST]]
    if any_form := in_any_form(query):
        ids += [page.pk for page in pages.search(any_form)[:MOST]]
    ids = list(dict.fromkeys(ids or [page.pk for page in pages.autocomplete(query)[:MOST]]))[:MOST]
    cards = Card.objects.public().select_related("page").in_bulk(ids)
    called = marked(query)
    found = sorted(
        (cards[pk] for pk in ids if pk in cards),
        key=lambda card: (not holds(card, query), not called.search(card.title)),
    )
    for card in found:
        card.highlight = highlight(card, query)
    return found


def holds(card: Card, query: str) -> bool:
    """Whether the page has every word of `query` as it is typed (PostgreSQL's stems do not tell)."""
    text = f"{card.title} {card.summary} {card.words}"
    return all(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in query.split())


def in_any_form(query: str) -> AnyForm | None:
    """What looks for each word of `query` in its other forms, or for all of them in one; None for a long sentence."""
    words = query.split()
    if len(words) > MOST_WORDS:
        return None
    return AnyForm(map(word_forms, words), joined="".join(words) if len(words) > 1 else "")


def marked(query: str) -> re.Pattern[str]:
    """What is marked in an excerpt: each word of `query`, in any form, and all of them in one."""
    words = query.split()
    forms = sorted({form for word in words for form in word_forms(word)} | {"".join(words)}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


def excerpt(text: str, start: int, end: int) -> str:
    """Whole words of `text` between `start` and `end`, with dots where it goes on."""
    start = text.rfind(" ", 0, start) + 1 if start > 0 else 0
    end = text.find(" ", end) if end < len(text) else -1
    kept = (text[start:] if end < 0 else text[start:end]).strip(" ·")
    return f"{'… ' if start else ''}{kept}{' …' if end >= 0 else ''}"


def highlight(card: Card | Found, query: str) -> SafeString:
    """The summary, or the part of the text around the first word found, with the words marked."""
    pattern = marked(query)
    text = card.summary or excerpt(card.words, 0, 2 * CONTEXT)
    if not pattern.search(text) and (match := pattern.search(card.words)):
        text = excerpt(card.words, match.start() - CONTEXT, match.end() + CONTEXT)
    pieces, last = [], 0
    for match in pattern.finditer(text):
        pieces += [
            conditional_escape(text[last : match.start()]),
            "<mark>",
            conditional_escape(match.group()),
            "</mark>",
        ]
        last = match.end()
    return mark_safe("".join([*pieces, conditional_escape(text[last:])]))  # noqa: S308  (every piece is escaped)


def suggestions(query: str) -> list[str]:
    """Words of the house and of the titles of pages that look like `query`, for somebody who mistyped one."""
    words = {term.lower(): term for term in Term.objects.values_list("term", flat=True)}
    open_pages = Page.objects.live().filter(open_to_all(), depth__gt=1)
    for title in [*open_pages.values_list("title", flat=True)[:MOST_TITLES], *titles_elsewhere()]:
        for word in [title, *WORD.findall(title)]:
            if len(word) >= LONG_ENOUGH:
                words.setdefault(word.lower(), word)
    return [words[match] for match in get_close_matches(query.lower(), words, n=3, cutoff=0.6)]
