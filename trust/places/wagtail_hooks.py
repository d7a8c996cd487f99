"""Postcodes and municipalities in the admin; found by `trust.wagtail_hooks`."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from trust.places.models import Municipality, Postcode


class PostcodeViewSet(ModelViewSet):
    """The table that says which municipality a postcode belongs to."""

    model = Postcode
    name = url_namespace = url_prefix = "postcodes"
    icon = "site"
    menu_label = _("Postcodes")
    menu_order = 810
    add_to_settings_menu = True
    list_display = ["code", "municipality", "province"]
    list_filter = ["province"]
    search_fields = ["municipality"]
    search_backend_name = None
    ordering = ["code"]
    form_fields = ["code", "municipality", "province"]
    list_per_page = 50
    copy_view_enabled = False


class MunicipalityViewSet(ModelViewSet):
    """The municipalities, where they lie, how big they are and what lies next to them."""

    model = Municipality
    name = url_namespace = url_prefix = "municipalities"
    icon = "site"
    menu_label = _("Municipalities")
    menu_order = 811
    add_to_settings_menu = True
    list_display = ["name", "province", "population_class"]
    list_filter = ["province", "population_class"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name", "pk"]
    form_fields = ["name", "province", "population_class", "latitude", "longitude", "neighbours"]
    list_per_page = 50
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def places():
    return [PostcodeViewSet(), MunicipalityViewSet()]


@hooks.register("register_permissions")
def place_permissions():
    return Permission.objects.filter(
        content_type__app_label="trust", content_type__model__in=["postcode", "municipality"]
    )
