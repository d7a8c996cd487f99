"""Pictures in a private collection: where their sizes are kept, and who may fetch one.

A portrait shows on a page for everybody though its collection is private: whoever may open a page may fetch what it shows.
Apart from that a size opens for those who may use the collection, and for nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from cms.kept import closed_paths

# Below MEDIA_ROOT. A proxy takes the first over, the second comes through the site (deploy/nginx.conf).
OPEN_FOLDER = "images/"
PRIVATE_FOLDER = "private_images/"
# Whoever may do one of these with what is in a collection may see it.
SEEING = ("add", "change", "choose", "delete")

# Rooms whose pages show pictures that no reference leads to (the portrait of a guest): each gives the pages that show one now.
_showing: list[Callable[[Any], Iterable[Page]]] = []


def register_showing(pages_of: Callable[[Any], Iterable[Page]]) -> None:
    """From now on, a private picture opens for who may open one of `pages_of(image)` too. Called from `AppConfig.ready`."""
    if pages_of not in _showing:
        _showing.append(pages_of)


def private_collections() -> set[int]:
    """Collections with a restriction, and those below them."""
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    below = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))
    return set(Collection.objects.filter(below).values_list("pk", flat=True))


def folder_of(image) -> str:
    """Where the sizes of `image` are kept."""
    return PRIVATE_FOLDER if image.collection_id in private_collections() else OPEN_FOLDER


def may_fetch(request: HttpRequest, path: str) -> bool:
    """Whether the size of a private picture at `path` (below MEDIA_ROOT) is for whoever asks."""
    image = get_image_model().objects.filter(renditions__file=path).select_related("collection").first()
    if image is None:
        return False
    return may_use(request, image) or any(opens(request, page) for page in pages_showing(image))


def may_use(request: HttpRequest, image) -> bool:
    """Whether the collection of `image` opens for whoever asks, or is theirs to choose from in the admin."""
    if all(each.accept_request(request) for each in image.collection.get_view_restrictions()):
        return True
    policy = policy_registry.get_by_type(type(image))
    return request.user.is_authenticated and policy.user_has_any_permission_for_instance(request.user, SEEING, image)


def pages_showing(image) -> list[Page]:
    """The live pages that show `image`, itself or in their body."""
    [of_image] = ContentType.objects.get_for_models(type(image)).values()
    [of_page] = ContentType.objects.get_for_models(Page).values()
    shown = ReferenceIndex.objects.filter(
        base_content_type=of_page, to_content_type=of_image, to_object_id=str(image.pk)
    ).values_list("object_id", flat=True)
    pages = list(Page.objects.live().filter(pk__in={int(pk) for pk in shown}).order_by("pk"))
    return pages + [page for pages_of in _showing for page in pages_of(image)]


def opens(request: HttpRequest, page: Page) -> bool:
    """Whether `page` opens for whoever asks; one that is closed opens for nobody."""
    return page.path not in closed_paths() and all(
        each.accept_request(request) for each in page.get_view_restrictions()
    )
