"""What Wagtail's own addresses read from, narrowed to what whoever asks may see.

Wagtail has no setting for these querysets: `register` puts ours in their place, in the modules of its routers.
"""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.api.v3 import querysets
from wagtail.api.v3.permissions import get_restricted_collection_ids
from wagtail.api.v3.routers import pages
from wagtail.documents import get_document_model
from wagtail.documents.api.v3 import router as documents
from wagtail.images import get_image_model
from wagtail.images.api.v3 import router as images
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.kept import closed_paths, site_of
from cms.models import LivingPromise
from cms.private_pictures import SEEING, private_collections


def register() -> None:
    """Let Wagtail's routers read from here."""
    images.get_images_queryset = readable_images
    documents.get_documents_queryset = readable_documents
    pages.get_pages_queryset = readable_pages


def readable_images(request: HttpRequest) -> QuerySet:
    return _readable(request, get_image_model())


def readable_documents(request: HttpRequest) -> QuerySet:
    return _readable(request, get_document_model())


def readable_pages(request: HttpRequest, model: type[Page] = Page) -> QuerySet:
    """Wagtail's, without what is closed for everybody; a search finds no page by words that have passed their date."""
    site_of(request)  # kept: Wagtail finds it on the request
    found = querysets.get_pages_queryset(request, model)
    if not request.user.is_authenticated:
        found = found.exclude(path__in=closed_paths())
    if not request.GET.get("search"):
        return found
    return found.exclude(pk__in=LivingPromise.objects.unhandled().values("page_id"))


def _readable(request: HttpRequest, model: type[Model]) -> QuerySet:
    """What is in an open collection, and of the private ones what opens for a token whose owner may use it."""
    closed = set(get_restricted_collection_ids(request))
    if request.user.is_authenticated:
        usable = policy_registry.get_by_type(model).collections_user_has_any_permission_for(request.user, SEEING)
        closed |= private_collections() - set(usable.values_list("pk", flat=True))
    found = model._default_manager.exclude(collection__in=closed)
    return found.select_related("collection").prefetch_related("tags").order_by("id")
