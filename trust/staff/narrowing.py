"""Screens that Wagtail leaves open to everybody who may enter the admin: choosers, the data behind them, the site's history. They show pages,
pictures and documents to people who have nothing to do with those; `may_open` closes them.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PAGE_RIGHTS = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}
FILE_RIGHTS = {"add", "change", "delete", "choose"}


def _has_pages(user: User) -> bool:
    return policy_registry.get_by_type(Page).user_has_any_permission(user, PAGE_RIGHTS)


def _has_pictures(user: User) -> bool:
    return policy_registry.get_by_type(get_image_model()).user_has_any_permission(user, FILE_RIGHTS)


def _has_documents(user: User) -> bool:
    return policy_registry.get_by_type(get_document_model()).user_has_any_permission(user, FILE_RIGHTS)


def _has_sounds(user: User) -> bool:
    return user.has_perm("podcast.view_audiofile")


def _links_to_pages(user: User) -> bool:
    """Who makes pages, and who writes about dates or products."""
    return _has_pages(user) or user.has_perm("bookings.change_event") or user.has_perm("catalogue.change_product")


def _has_any_of_these(user: User) -> bool:
    return _has_pages(user) or _has_pictures(user) or _has_documents(user)


def _has_workflows(user: User) -> bool:
    return user.has_perm("wagtailcore.change_workflow")


# What Wagtail leaves open, by name of its address, and who may.
NARROWED: list[tuple[str, Callable[[Any], bool]]] = [
    ("wagtail_bulk_action", _has_any_of_these),
    ("wagtailadmin_api:images:*", _has_pictures),
    ("wagtailimages_chooser:*", _has_pictures),
    ("wagtailadmin_api:documents:*", _has_documents),
    ("wagtaildocs_chooser:*", _has_documents),
    ("wagtailadmin_api:pages:*", _has_pages),
    ("wagtailadmin_block_preview", _has_pages),
    ("wagtailadmin_choose_page*", _links_to_pages),
    ("wagtailadmin_editing_sessions:*", _has_pages),
    ("wagtailadmin_pages:*", _has_pages),
    ("wagtailadmin_reports:*", _has_pages),
    ("wagtailadmin_tag*", _has_pages),
    ("wagtailadmin_workflows:task_cho*", _has_workflows),
    ("wagtailembeds:*", _has_pages),
    ("wagtailsnippetchoosers_*", _has_pages),
    ("term_chooser:*", _has_pages),
    ("sound_chooser:*", _has_sounds),
]


def may_open(*, user: Any, name: str) -> bool:
    """False for a screen that Wagtail leaves open and that is not this account's; True says only that Wagtail decides."""
    if user.is_superuser:
        return True
    return all(may(user) for pattern, may in NARROWED if fnmatchcase(name, pattern))
