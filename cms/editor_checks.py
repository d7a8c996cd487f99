"""What an editor should look at before publishing: meta description, alternative texts, headings, readability (spec A6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from cms.readability import Readability, measure

HEADING = re.compile(r"<h([2-4])\b")
BLOCK_END = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")


@dataclass(frozen=True)
class Checks:
    """Sentences about what is missing, and how the text reads."""

    remarks: list[str] = field(default_factory=list)
    readability: Readability = field(default_factory=lambda: Readability(0))


def check_page(page) -> Checks:
    """The checks of `page` as it was last saved."""
    body = list(getattr(page, "body", None) or [])
    remarks = []
    if not page.meta_description:
        remarks.append(_("There is no summary yet: cards and search engines have nothing to show."))
    elif len(page.meta_description) > 200:
        remarks.append(_("The summary is long: search engines cut it after about 160 characters."))
    if page.picture and not page.picture.alt_text:
        remarks.append(_("The picture has no alternative text."))
    if _skips_a_heading(body):
        remarks.append(
            _("A smaller heading comes before any heading: start with a heading, then smaller ones below it.")
        )
    text = "\n".join(_plain(piece) for child in body for piece in child.block.get_searchable_content(child.value))
    return Checks(remarks, measure(text))


def _plain(piece) -> str:
    return strip_tags(BLOCK_END.sub("\n", str(piece)))


def _skips_a_heading(body) -> bool:
    level = 1
    for child in body:
        if child.block_type == "heading":
            levels = [int(child.value["level"][1:])]
        elif child.block_type == "text":
            levels = [int(found) for found in HEADING.findall(child.value["text"].source)]
        else:
            levels = [2] if child.value.get("heading") else []
        for found in levels:
            if found > level + 1:
                return True
            level = found
    return False


class ChecksPanel(Panel):
    """Shows `check_page` in the page editor."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/checks_panel.html"

        def get_context_data(self, parent_context=None):
            checks = check_page(self.instance) if self.instance.pk else None
            return super().get_context_data(parent_context) | {"checks": checks}
