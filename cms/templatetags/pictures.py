"""Pictures in templates: AVIF and WebP in two or three sizes, from the renditions that were fetched along.

Wagtail's own `{% picture %}` parses each size again for each picture: four times our cost, a third of a page of cards.
"""

from collections.abc import Iterable
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Filter

from cms.renditions import Size, sizes_of

register = template.Library()

# Shape: the sizes that are made, and how wide the picture stands on the page (the `sizes` attribute).
SHAPES = {
    "card": (("fill-480x320", "fill-960x640"), "(min-width: 62rem) 22rem, (min-width: 40rem) 45vw, 92vw"),
    "portrait": (("fill-160x160", "fill-320x320"), "8rem"),
    "wide": (("fill-640x360", "fill-1280x720"), "(min-width: 48rem) 46rem, 92vw"),
    "whole": (("width-480", "width-960", "width-1440"), "(min-width: 52rem) 46rem, 92vw"),
}


@cache
def filters(shape: str, picture_format: str) -> tuple[Filter, ...]:
    """The filters of `shape` in `picture_format`, parsed once."""
    return tuple(one_filter(f"{size}|format-{picture_format}") for size in SHAPES[shape][0])


@cache
def one_filter(spec: str) -> Filter:
    return Filter(spec=spec)


@register.simple_tag
def responsive_picture(image, shape: str = "whole", alt: str = "", loading: str = "lazy") -> SafeString:
    """`<picture>` of `image` in a `shape` of SHAPES, as wide as its largest size; `alt` in words, empty when it only decorates."""
    avif, webp = filters(shape, "avif"), filters(shape, "webp")
    sizes = sizes_of(image, [*avif, *webp])
    modern, common = sizes[: len(avif)], sizes[len(avif) :]
    smallest, largest = common[0], common[-1]
    return format_html(
        '<picture><source srcset="{}" sizes="{}" type="image/avif">'
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"></picture>',
        srcset(modern),
        SHAPES[shape][1],
        smallest.url,
        srcset(common),
        SHAPES[shape][1],
        largest.width,
        largest.height,
        alt,
        loading,
    )


@register.simple_tag
def picture_size(image, spec: str) -> Size:
    """`image` in one size: its `url`, `width` and `height`; `spec` as Wagtail writes it."""
    return sizes_of(image, [one_filter(spec)])[0]


def srcset(sizes: Iterable[Size]) -> str:
    """Each size with its width; a picture smaller than we ask gives one width once."""
    by_width = {size.width: size.url for size in sizes}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
