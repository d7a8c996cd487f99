"""Making artwork of a picture."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images import get_image_model

from podcast.artwork import LARGEST, can_be_cropped
from podcast.errors import PictureRefused

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

QUALITY = 88


@transaction.atomic
def make_square(*, picture: Any, by: AbstractBaseUser | None) -> Any:
    """A new picture: the largest square of `picture` around its focal point, as an RGB JPEG of at most 3000 pixels.

    Raises `PictureRefused` for one that is too small, or that cannot be read.
    """
    if not can_be_cropped(picture):
        raise PictureRefused(
            _("This picture is too small: its shortest side must be 1400 pixels at least. Choose a larger one.")
        )
    try:
        with picture.open_file() as file, Image.open(file) as opened:
            # A large JPEG is read at a half or a quarter of its size: no more memory than the artwork needs.
            opened.draft("RGB", (LARGEST, LARGEST))
            square = _square(opened, picture)
    except (OSError, Image.DecompressionBombError) as error:
        raise PictureRefused(_("This picture cannot be read.")) from error
    held = BytesIO()
    square.save(held, "JPEG", quality=QUALITY)
    made = get_image_model()(
        title=_("%(title)s, square") % {"title": picture.title[:200]},
        alt_text=picture.alt_text,
        credit=picture.credit,
        collection=picture.collection,
        uploaded_by_user=by if by is not None and by.is_authenticated else None,
        width=square.width,
        height=square.height,
        file=ContentFile(held.getvalue(), name="artwork.jpg"),
    )
    made.save()
    return made


def _square(opened: Image.Image, picture: Any) -> Image.Image:
    wide, high = opened.size
    side = min(wide, high)
    across, down = _heart(picture)
    left = min(max(round(across * wide - side / 2), 0), wide - side)
    top = min(max(round(down * high - side / 2), 0), high - side)
    size = min(side, LARGEST)
    part = (
        opened.resize((size, size), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side))
        if opened.mode in ("RGB", "L", "RGBA", "CMYK")
        else opened.crop((left, top, left + side, top + side)).convert("RGBA").resize((size, size))
    )
    if part.mode in ("RGBA", "LA"):
        paper = Image.new("RGB", part.size, "white")
        paper.paste(part, mask=part.getchannel("A"))
        return paper
    return part.convert("RGB")


def _heart(picture: Any) -> tuple[float, float]:
    """Where the focal point lies, as parts of width and height; the middle without one."""
    if picture.focal_point_x is None:
        return 0.5, 0.5
    return picture.focal_point_x / picture.width, picture.focal_point_y / picture.height
