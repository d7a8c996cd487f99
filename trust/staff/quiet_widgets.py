"""Wagtail's choosers without their inline script (docs/adr/0020): a mark says what static/admin/start.js must start.

`BaseChooser.render` writes `<script>new PageChooser("id", {…});</script>` behind the widget, in Python, where no template can be put in its
place. Replaced here once, for every chooser; what has another form is left alone, and the browser's test of the admin tells.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

SCRIPT = re.compile(r"<script>(?:new )?(?P<name>\w+)\((?P<arguments>.*)\);</script>\Z", re.S)
_render = BaseChooser.render


def render(self: BaseChooser, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
    html = _render(self, name, value, attrs, renderer)
    found = SCRIPT.search(html)
    if not found:
        return html
    arguments = json.loads(f"[{found['arguments']}]")
    mark = format_html(
        '<span hidden data-lus-start="{}" data-arguments="{}"></span>', found["name"], json.dumps(arguments)
    )
    return mark_safe(html[: found.start()]) + mark  # noqa: S308 (Wagtail's own HTML, as it was)


def install() -> None:
    """Put it in the place of Wagtail's; a repeat changes nothing."""
    BaseChooser.render = render
