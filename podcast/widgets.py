"""Inputs of the studio. Without JavaScript each is what it is in HTML."""

from __future__ import annotations

from django import forms


class ModuleScript:
    """A script that is a module, in a form's media."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __html__(self) -> str:
        from django.templatetags.static import static
        from django.utils.html import format_html

        return format_html('<script type="module" src="{}"></script>', static(self.path))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ModuleScript) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)


class TranscriptInput(forms.Textarea):
    """A textarea; static/admin/transcript.js puts the player, the time and the lines beside it."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 16, "data-transcript": "", "spellcheck": "true"} | (attrs or {}))

    class Media:
        js = [ModuleScript("admin/transcript.js")]
        css = {"all": ["admin/studio.css"]}
