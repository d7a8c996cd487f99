"""Sizes of pictures stand where who may fetch them is known (cms.private_pictures)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from wagtail.images import get_image_model

from cms.private_pictures import OPEN_FOLDER, PRIVATE_FOLDER, private_collections


@transaction.atomic
def drop_misplaced_sizes(*, image_id: int | None = None) -> int:
    """Drop the sizes of private pictures that stand open, and of open ones that stand apart; a page makes them anew.

    Of the picture `image_id`, or of all. How many there were.
    """
    private = Q(image__collection__in=private_collections())
    misplaced = (private & Q(file__startswith=OPEN_FOLDER)) | (~private & Q(file__startswith=PRIVATE_FOLDER))
    sizes = get_image_model().get_rendition_model().objects.filter(misplaced)
    if image_id is not None:
        sizes = sizes.filter(image_id=image_id)
    _total, dropped = sizes.delete()
    return dropped.get(sizes.model._meta.label, 0)
