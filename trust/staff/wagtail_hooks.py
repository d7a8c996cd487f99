"""What staff see of this room in the admin; found by `trust.wagtail_hooks`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from cms.todo import TodoItem, register_todo
from trust.staff import admin, quiet_widgets
from trust.staff.services import has_second_factor, with_second_factor

quiet_widgets.install()


@hooks.register("insert_global_admin_js")
def start_without_inline_scripts() -> SafeString:
    return format_html('<script src="{}"></script>', static("admin/start.js"))


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [
        path("api-tokens/may/", admin.tokens, name="staff-tokens"),
        path("api-tokens/may/<int:pk>/", admin.token_scopes, name="staff-token-scopes"),
        path("users/second-step/<int:pk>/", admin.factor_reset, name="staff-factor-reset"),
    ]


class TokensMenuItem(MenuItem):
    """For whom may steer tokens."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(admin.CHANGE_TOKENS)


@hooks.register("register_settings_menu_item")
def tokens_menu_item() -> MenuItem:
    label = gettext_lazy("What API tokens may do")
    return TokensMenuItem(label, reverse("staff-tokens"), name="token-scopes", icon_name="key", order=603)


@hooks.register("register_account_menu_item")
def how_i_sign_in(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("How I sign in"),
        "help_text": _("Your password, your app with codes, your passkeys and your recovery codes."),
    }


@hooks.register("register_user_listing_buttons")
def take_devices_off(user: Any, request_user: Any) -> list[Button]:
    if not request_user.is_superuser or request_user.pk == user.pk:
        return []
    url = reverse("staff-factor-reset", args=[user.pk])
    return [Button(_("Take devices off"), url, icon_name="mobile-alt", priority=40)]


@register_todo
def own_second_factor(user: Any) -> list[TodoItem]:
    """For whoever signs in with a password alone."""
    count = 0 if has_second_factor(user=user) else 1
    return [TodoItem(_("Set up a second step for signing in"), count, reverse("mfa_index"), counted=False)]


@register_todo
def colleagues_without_second_factor(user: Any) -> list[TodoItem]:
    """Accounts that may come in and have no app and no passkey; for administrators."""
    if not user.is_superuser:
        return []
    users = get_user_model().objects.filter(is_active=True).exclude(pk=user.pk)
    count = users.exclude(pk__in=with_second_factor()).count()
    url = reverse("wagtailusers_users:index", query={"is_active": "true", "second_step": "false"})
    return [
        TodoItem(ngettext("colleague without a second step", "colleagues without a second step", count), count, url)
    ]
