"""The ways in, in the site's search, for who types what they want to do ("vrijwilliger worden"): a single word is first of all something to read.

Not a child's: nothing leads there but a page of ours (spec G9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.addresses import path_of_way_in
from circles.enums import SignUpKind
from circles.forms import FORMS
from cms.found import Forms, Found, SearchSource, register_search

# Words that say nothing of what somebody looks for.
LITTLE = frozenset(
    {"aan", "als", "bij", "de", "een", "en", "het", "ik", "in", "je", "me", "mij", "mijn", "of", "om", "te", "van"}
    | {"voor", "wil", "willen"}
)


@dataclass(frozen=True)
class WayIn:
    """A page with a form; `asked`: other words that people look for it with; `one_word`: whether one of those is enough."""

    title: Any
    path: str
    summary: Any
    asked: Any
    one_word: bool = False

    def holds(self, forms: Forms) -> bool:
        """Whether it has, of each word, one of its forms."""
        said = [each for each in map(list, forms) if not LITTLE.intersection(each)]
        if not said or (len(said) == 1 and not self.one_word):
            return False
        text = str(self.asked if len(said) == 1 else f"{self.title} {self.summary} {self.asked}").lower()
        return all(any(re.search(rf"\b{re.escape(form.lower())}\b", text) for form in each) for each in said)


ASKED = {
    SignUpKind.LUSGROEP: gettext_lazy("start people around me circle lonely alone sign up"),
    SignUpKind.LINKGROEP: gettext_lazy("start group people meet friends lonely alone neighbourhood sign up"),
    SignUpKind.VOLUNTEER: gettext_lazy(
        "become volunteer volunteering help compagnon de route verbinder vertrouwenspersoon sign up"
    ),
    SignUpKind.VISIT: gettext_lazy("visit come by explain meet"),
    SignUpKind.PARENT: gettext_lazy("parent child youth care ask look for vertrouwenspersoon"),
    SignUpKind.CARE_WORKER: gettext_lazy("care worker youth care register ask look for vertrouwenspersoon"),
    SignUpKind.SUPPORT: gettext_lazy("support help talk vertrouwenspersoon"),
}


def pages() -> list[WayIn]:
    """Every way in that may be found."""
    return [
        WayIn(
            _("How can we help, and how can you?"),
            reverse("circles-ways-in"),
            _("Choose what fits you. Each form is short, and somebody of Lus phones you within a week."),
            gettext_lazy("take part sign up register help"),
            one_word=True,
        ),
        *(WayIn(FORMS[kind].title, path_of_way_in(kind), FORMS[kind].summary, asked) for kind, asked in ASKED.items()),
    ]


def find_ways_in(forms: Forms) -> list[Found]:
    """Those that hold the words, in the order of the page; no query."""
    return [
        Found(str(page.title), page.path, _("Take part"), None, str(page.summary), words=str(page.asked), soon=True)
        for page in pages()
        if page.holds(forms)
    ][:2]


def titles() -> list[str]:
    return [str(page.title) for page in pages()]


register_search(SearchSource(name="ways-in", find=find_ways_in, titles=titles))
