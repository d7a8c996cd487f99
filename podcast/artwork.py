"""Artwork: what apps ask of it, and how far a picture is from that."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

SMALLEST, LARGEST = 1_400, 3_000
FORMATS = {"JPEG", "PNG"}


def artwork_problems(picture: Any) -> list[str]:
    """What keeps `picture` (a picture of ours) from being artwork, in sentences. Reads the head of its file, not the picture."""
    said = []
    wide, high = picture.width, picture.height
    size = {"width": wide, "height": high}
    if wide != high:
        said.append(_("The artwork is not square: it is %(width)s by %(height)s pixels.") % size)
    if min(wide, high) < SMALLEST:
        said.append(
            _("The artwork is too small: %(width)s by %(height)s pixels, where apps want 1400 at least.") % size
        )
    if max(wide, high) > LARGEST:
        said.append(_("The artwork is too large: %(width)s by %(height)s pixels, where apps want 3000 at most.") % size)
    try:
        with picture.open_file() as file, Image.open(file) as head:
            kind, colours = head.format, head.mode
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return [*said, _("The file of the artwork cannot be read.")]
    if kind not in FORMATS:
        said.append(_("The artwork is a %(kind)s, where apps want JPEG or PNG.") % {"kind": kind})
    if colours != "RGB":
        said.append(_("The artwork has other colours than RGB, such as grey, CMYK or transparency."))
    return said


def can_be_cropped(picture: Any) -> bool:
    """Whether a square of at least 1400 pixels fits in it."""
    return min(picture.width, picture.height) >= SMALLEST
