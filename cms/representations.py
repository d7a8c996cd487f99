"""How the API says a picture, a document, a page or a moment: plain dicts with full addresses (docs/api.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from wagtail.images.models import Filter
from wagtail.models import Page

from cms.kept import private_paths
from cms.renditions import Picture, address, load_renditions, making_address, sizes_of
from cms.seo import absolute

if TYPE_CHECKING:
    from cms.models import LusDocument, LusImage

# What every picture has for sure, the sizes of components/picture.html; others that the site has made are named along.
RENDITION_SPECS = tuple(f"width-{width}|format-webp" for width in (480, 960, 1440))
PROMISED_FILTERS = tuple(Filter(spec=spec) for spec in RENDITION_SPECS)
UNCROPPED = re.compile(r"^width-\d+\|format-(avif|webp|jpeg|png)$")
EDITOR_KEY = re.compile(r'\sdata-block-key="[^"]*"')
OWN_LINK = re.compile(r'(\shref=")(/[^"]*)')


def picture_of(image: LusImage | None, alt: str | None = None) -> dict[str, Any] | None:
    """`image` with its sizes and formats; `alt` is what a block says of it, in place of the picture's own words."""
    if image is None:
        return None
    return {
        "id": image.pk,
        "alt": image.alt_text if alt is None else alt,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
        "renditions": renditions_of(sizes_by_spec(image)),
    }


def renditions_of(made: Iterable[tuple[str, int, int, str]]) -> list[dict[str, Any]]:
    """Each (address, width, height, spec) that is not cropped, by format and width; a small picture has fewer than we ask."""
    known: dict[tuple[str, int], dict[str, Any]] = {}
    base = absolute("")  # once: a list has hundreds of addresses
    for url, width, height, spec in made:
        if found := UNCROPPED.match(spec):
            shape = found.group(1)
            full = base + url if url.startswith("/") else url
            known.setdefault(
                (shape, width), {"url": full, "width": width, "height": height, "format": f"image/{shape}"}
            )
    return [known[key] for key in sorted(known)]


def sizes_by_spec(image: Picture) -> Iterable[tuple[str, int, int, str]]:
    """Address, width, height and spec of what is made of `image`, and of the promised sizes that are not made yet."""
    load_renditions([image])
    for (spec, _focus), (name, width, height) in image.made.items():
        yield address(name), width, height, spec
    known = {spec for spec, _focus in image.made}
    for wanted in PROMISED_FILTERS:
        if wanted.spec not in known:
            yield *sizes_of(image, [wanted])[0], wanted.spec


def download_of(image: LusImage) -> str:
    """The largest size that every picture has, at the address that makes it: no query for a list of pictures."""
    return absolute(making_address(image.pk, RENDITION_SPECS[-1]))


def document_of(document: LusDocument | None) -> dict[str, Any] | None:
    """`document` with its address and size in bytes; who may fetch it is checked at that address."""
    if document is None:
        return None
    return {
        "id": document.pk,
        "title": document.title,
        "url": absolute(document.url),
        "size": document.get_file_size(),
        "content_type": document.content_type,
    }


def page_link_of(page: Page | None) -> dict[str, Any] | None:
    """`page` as a link; None when it is not public, so that a draft's title never leaks."""
    if page is None or not page.live or not page.url or page.path.startswith(private_paths()):
        return None
    return {"id": page.pk, "title": page.title, "url": absolute(page.url), "path": page.url}


def moment(value: datetime | None) -> str | None:
    """ISO 8601 with the offset that people here live by."""
    return localtime(value).isoformat(timespec="seconds") if value else None


def clean_html(html: str) -> str:
    """Rendered rich text without what only the editor needs; links to this site carry its address, to work anywhere."""
    return OWN_LINK.sub(lambda found: found.group(1) + absolute(found.group(2)), EDITOR_KEY.sub("", html))
