"""Requests as a list, and one request with everything that can be done about it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from bookings.admin.rights import READ, guarded
from bookings.desk.admin.rights import SEE_REQUESTS
from bookings.desk.models import BookingRequest


@guarded(SEE_REQUESTS, READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/`: one request."""
    asked = get_object_or_404(BookingRequest, pk=pk)
    return TemplateResponse(request, "bookings/desk/admin/request.html", {"asked": asked})


class RequestViewSet(ModelViewSet):
    """Requests, the newest first."""

    model = BookingRequest
    name = url_namespace = url_prefix = "requests"
    icon = "clipboard-list"
    menu_label = _("Requests")
    menu_order = 100
    list_display = [
        TitleColumn("organisation_name", label=_("organisation"), url_name="requests:detail"),
        Column("get_state_display", label=_("state")),
    ]
    form_fields: list[str] = []
    copy_view_enabled = False

    def get_urlpatterns(self):
        ours = ("index", "index_results")
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in ours]
        return [*patterns, path("<int:pk>/", detail, name="detail")]
