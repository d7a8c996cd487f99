"""What staff see of this room in the admin; found by `trust.wagtail_hooks`. A link's address is nowhere to be seen."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from trust.links.models import PersonalLink
from trust.links.purposes import purpose_named
from trust.viewing import ShownOnly

register_permission_policy(PersonalLink, ShownOnly(PersonalLink))


def label_of(link: PersonalLink) -> str:
    """What it opens, as its person would say it."""
    try:
        return str(purpose_named(link.purpose).label)
    except LookupError:
        return link.purpose


class LinkListView(IndexView):
    """Only who may see them."""

    any_permission_required = ["view"]


class PersonalLinkViewSet(ModelViewSet):
    """Links as they were issued: was it opened, does it still work? Neither whom it is for nor where it leads."""

    model = PersonalLink
    name = url_namespace = url_prefix = "personal-links"
    icon = "link"
    menu_label = _("Personal links")
    menu_order = 800
    add_to_settings_menu = True
    index_view_class = LinkListView
    list_display = [
        Column("purpose", label=_("purpose"), accessor=label_of),
        DateColumn("issued_at", label=_("issued")),
        Column("expires_at", label=_("valid until")),
        DateColumn("opened_at", label=_("first opened")),
        DateColumn("revoked_at", label=_("revoked")),
    ]
    list_filter = ["purpose"]
    search_fields: list[str] = []
    ordering = ["-issued_at", "-pk"]
    form_fields: list[str] = []
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def personal_links():
    return PersonalLinkViewSet()


@hooks.register("register_permissions")
def link_permissions():
    return Permission.objects.filter(content_type__app_label="trust", codename="view_personallink")
