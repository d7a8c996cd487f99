"""A square of a picture, for the artwork of a show or an episode."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from podcast.artwork import artwork_problems, can_be_cropped
from podcast.errors import PictureRefused
from podcast.models import EpisodePage, PodcastPage
from podcast.services import make_square


@require_http_methods(["GET", "HEAD", "POST"])
def square(request: HttpRequest, page_id: int, picture_id: int) -> HttpResponse:
    """GET shows the picture and what is wrong; POST makes a square of it and puts it in a draft of the page."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, EpisodePage | PodcastPage):
        raise Http404
    policy = policy_registry.get_by_type(get_image_model())
    if not page.permissions_for_user(request.user).can_edit() or not policy.user_has_permission(request.user, "add"):
        raise PermissionDenied
    picture = get_object_or_404(get_image_model(), pk=picture_id)
    if not policy.user_has_any_permission_for_instance(request.user, {"choose", "change"}, picture):
        raise PermissionDenied
    if request.method == "POST":
        return _make(request, page, picture)
    title = _("A square picture")
    context = {
        "page": page,
        "picture": picture,
        "problems": artwork_problems(picture),
        "fits": can_be_cropped(picture),
        "page_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "podcast/admin/artwork.html", context)


def _make(request: HttpRequest, page: Page, picture) -> HttpResponse:
    try:
        with transaction.atomic():
            made = make_square(picture=picture, by=request.user)  # type: ignore[arg-type]
            draft = page.get_latest_revision_as_object()
            draft.artwork = made
            draft.save_revision(user=request.user, log_action=True)
    except PictureRefused as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The square picture is in the draft. Have a look, then publish."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_admin_urls")
def artwork_addresses():
    return [path("podcast/artwork/<int:page_id>/<int:picture_id>/", square, name="podcast-artwork")]
