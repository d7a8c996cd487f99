"""What staff do with a record: asked in a form, the mails shown as they will leave, done after a second press.

A room lists its deeds and says in `DeedScreens` how its records read; the screens are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from trust.outbox.rehearsing import Letter
from trust.viewing import BOTH, carried, is_confirmed


class DeedForm(forms.Form):
    """Asks nothing; it knows which record it is about."""

    def __init__(self, *args: Any, record: Any, **kwargs: Any):
        self.record = record
        super().__init__(*args, **kwargs)


def always(record: Any) -> bool:
    return True


def never(record: Any) -> bool:
    return False


@dataclass(frozen=True)
class Deed:
    """`act(record, form, by)` does it; `words`: the button, `ask`: above the form, `done`: afterwards; `tells`: somebody outside gets a mail."""

    name: str
    form: type[DeedForm]
    words: Any
    ask: Any
    done: Any
    act: Callable[[Any, Any, Any], Any]
    allowed: Callable[[Any], bool]
    tells: Callable[[Any], bool] = always
    danger: bool = False


class DeedScreens:
    """The screens of `deeds`, for who has `right`; a room says the rest."""

    right: str
    refused: type[Exception]  # what the services of the room raise
    list_name: str  # addresses, by name: of all records, and of one by its `pk`
    record_name: str
    list_words: Any
    moved_on: Any  # it is not possible any more
    back_words: Any

    def __init__(self, deeds: list[Deed]):
        self.deeds = {deed.name: deed for deed in deeds}

    def guard(self, right: str, methods: tuple[str, ...]) -> Callable:
        """The decorator of the room for a view that takes the record in place of its `pk`."""
        raise NotImplementedError

    def letters(self, record: Any, act: Callable[[], Any]) -> list[Letter]:
        """The mails that `act` would write. Raises what `act` raises."""
        raise NotImplementedError

    def seen(self, record: Any) -> str:
        """Changes with each step of the record."""
        raise NotImplementedError

    def called(self, record: Any) -> str:
        """Its name among the breadcrumbs."""
        raise NotImplementedError

    def head(self, record: Any) -> tuple[str, str]:
        """Whom it is about, and which record it is."""
        raise NotImplementedError

    def staff_words(self, refusal: Any) -> str:
        """A refusal as a sentence in Dutch."""
        raise NotImplementedError

    def url(self, record: Any) -> str:
        """Where staff see it."""
        return reverse(self.record_name, args=[record.pk])

    def back_to(self, record: Any) -> HttpResponse:
        return HttpResponseRedirect(self.url(record))

    def breadcrumbs(self, record: Any, label: str = "") -> list[dict[str, str]]:
        """To the record, or to `label` below it."""
        items = [
            {"url": reverse(self.list_name), "label": str(self.list_words)},
            {"url": self.url(record) if label else "", "label": self.called(record)},
        ]
        return [*items, {"url": "", "label": label}] if label else items

    def possible(self, record: Model, user: Any) -> list[Deed]:
        """What this colleague can do with it now."""
        return [deed for deed in self.deeds.values() if deed.allowed(record) and user.has_perm(self.right)]

    def patterns(self) -> list[URLPattern]:
        """`<pk>/<name>/` for each deed."""
        return [path(f"<int:pk>/{name}/", self.view_of(deed), name=name) for name, deed in self.deeds.items()]

    def view_of(self, deed: Deed) -> Callable[..., HttpResponse]:
        """The screen of `deed`."""

        @self.guard(self.right, BOTH)
        def screen(request: HttpRequest, record: Any) -> HttpResponse:
            if not deed.allowed(record):
                messages.warning(request, str(self.moved_on))
                return self.back_to(record)
            form = deed.form(request.POST if request.method == "POST" else None, record=record)
            if request.method != "POST":
                return self.ask(request, record, deed, form)
            if not form.is_valid():
                return self.ask(request, record, deed, form, status=422)
            act = lambda: deed.act(record, form, request.user)  # noqa: E731
            try:
                shown_first = deed.tells(record) and not is_confirmed(request, seen=self.seen(record))
                if shown_first and (letters := self.letters(record, act)):
                    return self.show_letters(request, record, deed, letters)
                act()
            except self.refused as refusal:
                form.add_error(None, self.staff_words(refusal))
                return self.ask(request, record, deed, form, status=409)
            messages.success(request, str(deed.done))
            return self.back_to(record)

        return screen

    def ask(self, request: HttpRequest, record: Any, deed: Deed, form: DeedForm, *, status: int = 200) -> HttpResponse:
        context = self._context(record, deed) | {"form": form, "media": form.media, "tells": deed.tells(record)}
        return TemplateResponse(request, "trust/deeds/ask.html", context, status=status)

    def show_letters(self, request: HttpRequest, record: Any, deed: Deed, letters: list[Letter]) -> HttpResponse:
        """The mails as they will leave, with the button that sends them; what was filled in travels along."""
        context = self._context(record, deed) | {
            "letters": letters,
            "kept": carried(request),
            "seen": self.seen(record),
        }
        return TemplateResponse(request, "trust/deeds/letters.html", context)

    def _context(self, record: Any, deed: Deed) -> dict[str, Any]:
        name, what = self.head(record)
        return {
            "deed": deed,
            "name": name,
            "what": what,
            "state": record.get_state_display(),
            "back_url": self.url(record),
            "back_words": self.back_words,
            "page_title": str(deed.words),
            "breadcrumbs_items": self.breadcrumbs(record, str(deed.words)),
        }
