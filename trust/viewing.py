"""Screens of staff: who comes in and how they are asked; those that show and never write, for what people sent us is not ours to edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy

WRITING = frozenset({"add", "change", "delete"})
READ, SUBMIT, BOTH = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
CONFIRMED, SEEN = "confirmed", "seen"  # fields of a preview: its button was pressed, and what it showed


class ShownOnly(ModelPermissionPolicy):
    """Nobody adds, edits or deletes here, not even who may do everything; who may change a record moves it by the buttons of its screen."""

    def user_has_permission(self, user, action):
        return action not in WRITING and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


class YesNoColumn(Column):
    """What is so or not, in words."""

    def get_value(self, instance):
        return _("yes") if super().get_value(instance) else _("no")


class GuardedMenuItem(MenuItem):
    """For who has `right`."""

    def __init__(self, *args, right: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.right = right

    def is_shown(self, request):
        return request.user.has_perm(self.right)


def guarded(right: str, methods: tuple[str, ...]) -> Callable:
    """Decorator: who has no `right` gets 403 before anything else, then the method is looked at."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def screen(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        return screen

    return decorate


def is_confirmed(request: HttpRequest, *, seen: str) -> bool:
    """Whether the button of a preview was pressed, and its record still is as it was shown: `seen` changes with each step."""
    return request.POST.get(CONFIRMED) == "yes" and request.POST.get(SEEN) == seen


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What was filled in, for the hidden fields of a preview."""
    own = {"csrfmiddlewaretoken", CONFIRMED, SEEN}
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
