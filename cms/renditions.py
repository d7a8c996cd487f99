"""Sizes of pictures: those that a page shows are read in one query, and one that is not made yet has an address that makes it.

So no visitor waits for a page while its pictures are made: each picture comes when it is ready (docs/adr/0021).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.images.utils import generate_signature

# What is made of each picture when a page with it is published (shared links).
SHARE_SPEC = "fill-1200x630|format-jpeg"

_making: ContextVar[bool] = ContextVar("making", default=False)


FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
# The columns of a `ShownPicture`, in its order.
PICTURE_COLUMNS = ("id", "width", "height", *FOCUS)


class Size(NamedTuple):
    """One size of a picture: its address, and its width and height in pixels."""

    url: str
    width: int
    height: int


class Picture(Protocol):
    """What it takes to show a picture: its number, its own size, where its heart is."""

    pk: Any
    width: int
    height: int
    focal_point_x: int | None
    focal_point_y: int | None
    focal_point_width: int | None
    focal_point_height: int | None


@dataclass
class ShownPicture:
    """A picture read as plain columns, as cards have it."""

    pk: int
    width: int
    height: int
    focal_point_x: int | None
    focal_point_y: int | None
    focal_point_width: int | None
    focal_point_height: int | None


def load_renditions(pictures: Iterable[Any | None]) -> None:
    """Read which sizes of `pictures` are made, for those that do not know yet; nothing to read, no query."""
    wanted = [picture for picture in pictures if picture is not None and not hasattr(picture, "made")]
    if not wanted:
        return
    made: dict[int, dict] = defaultdict(dict)
    rows = _renditions().filter(image_id__in={picture.pk for picture in wanted})
    for pk, spec, key, name, width, height in rows.values_list(
        "image_id", "filter_spec", "focal_point_key", "file", "width", "height"
    ):
        made[pk][spec, key] = (name, width, height)
    for picture in wanted:
        picture.made = made[picture.pk]


def pictures_of(value: Any) -> list[Any | None]:
    """The pictures of a card, a page, or a list or paginator page of them."""
    if hasattr(value, "object_list"):
        value = list(value.object_list)
    if isinstance(value, list | tuple):
        return [picture for item in value for picture in pictures_of(item)]
    return [value.picture] if hasattr(value, "card_label") else []


@contextmanager
def making_renditions() -> Iterator[None]:
    """While this is open, a size that is asked for and not there is made at once: for work that nobody waits for."""
    token = _making.set(True)
    try:
        yield
    finally:
        _making.reset(token)


def sizes_of(picture: Picture, wanted: Iterable[Filter]) -> list[Size]:
    """`picture` in each of the `wanted` filters; what is not made yet has the address that makes it."""
    load_renditions([picture])
    focus = tuple(getattr(picture, name) for name in FOCUS)
    return [_size(picture, focus, each) for each in wanted]


def _size(picture: Picture, focus: tuple, wanted: Filter) -> Size:
    made, key = picture.made, (wanted.spec, _focal_key(wanted, focus))  # type: ignore[attr-defined]  # set by load_renditions
    if key not in made and _making.get():
        made[key] = _made_now(picture.pk, wanted)
    if key in made:
        name, width, height = made[key]
        return Size(address(name), width, height)
    return Size(making_address(picture.pk, wanted.spec), *_size_after(wanted, picture.width, picture.height, focus))


def made_size(picture: Picture, spec: str) -> Size | None:
    """`picture` as `spec` when that is made, else None."""
    load_renditions([picture])
    for (each, _key), found in picture.made.items():  # type: ignore[attr-defined]  # set by load_renditions
        if each == spec:
            return Size(address(found[0]), *found[1:])
    return None


def address(name: str) -> str:
    """Where the rendition with that file name is. A store that signs its addresses for a while is asked each time."""
    return _storage().url(name) if getattr(_storage(), "querystring_auth", False) else _lasting_address(name)


@lru_cache(maxsize=4096)
def _lasting_address(name: str) -> str:
    return _storage().url(name)


@lru_cache(maxsize=4096)
def _focal_key(wanted: Filter, focus: tuple[int | None, ...]) -> str:
    """What Wagtail writes beside a rendition that depends on the focal point."""
    return wanted.get_cache_key(_unsaved(focus))


@lru_cache(maxsize=1024)
def _size_after(wanted: Filter, width: int, height: int, focus: tuple[int | None, ...]) -> tuple[int, int]:
    """How large a picture of `width` × `height` is after `wanted`, as Wagtail will make it."""
    wide, high = wanted.get_transform(_unsaved(focus, width=width, height=height)).size
    return round(wide), round(high)


def _unsaved(focus: tuple[int | None, ...], **sizes: int) -> Any:
    """A picture of those sizes, for Wagtail to reckon with; in no collection, for which it would ask the database."""
    return get_image_model()(collection_id=None, **dict(zip(FOCUS, focus, strict=True)), **sizes)


def _made_now(pk: int, wanted: Filter) -> tuple[str, int, int]:
    rendition = get_image_model().objects.get(pk=pk).get_rendition(wanted)
    return rendition.file.name, rendition.width, rendition.height


@lru_cache(maxsize=4096)
def making_address(pk: int, spec: str) -> str:
    """Where the picture with that key is as `spec`: leads on to the size, which is made when it is not there yet."""
    return reverse("picture", args=[generate_signature(pk, spec), pk, spec])


def _renditions():
    return get_image_model().get_rendition_model().objects


def _storage():
    return get_image_model().get_rendition_model()._meta.get_field("file").storage
