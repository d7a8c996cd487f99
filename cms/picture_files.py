"""What a picture's file says besides the picture: where it was made, when, with which camera. None of that is for readers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import File
from PIL import ExifTags, Image, ImageOps

# What Pillow finds in a file of the places where programs write such things.
TELLING = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "mp"}
# JPEG is written anew each time: it can carry what no program lists, such as the film of a moving photo.
ALWAYS = {"JPEG", "MPO"}
# Close enough to what came in that nobody sees that it was written again.
SAVING: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 90},
    "JPEG": {"quality": "keep"},
    "PNG": {},
    "WEBP": {"quality": 92},
}
# Of a picture that was turned nothing can be kept as it was.
TURNED = {"JPEG": {"quality": 95, "subsampling": 0}}


def take_out_metadata(file: File) -> None:
    """Write `file` (a picture) again in its place: upright, with its colour profile and its frames, and with nothing else.

    A file that tells nothing stays as it is, and so does a GIF, which has no place for coordinates.
    """
    file.seek(0)
    with Image.open(file) as picture:
        shape = "JPEG" if picture.format == "MPO" else picture.format
        picture.load()
        if shape not in SAVING or not (picture.format in ALWAYS or _tells(picture)):
            file.seek(0)
            return
        clean = _written(picture, shape)
    file.seek(0)
    file.truncate()
    file.write(clean)
    file.flush()
    file.size = len(clean)
    file.seek(0)


def has_metadata(file: File) -> bool:
    """Whether `file` (a picture) tells anything but the picture."""
    file.seek(0)
    with Image.open(file) as picture:
        picture.load()
        tells = _tells(picture)
    file.seek(0)
    return tells


def _tells(picture: Image.Image) -> bool:
    return bool(TELLING & set(picture.info) or getattr(picture, "text", None))


def _written(picture: Image.Image, shape: str) -> bytes:
    kept = {"icc_profile": profile} if (profile := picture.info.get("icc_profile")) else {}
    saving = SAVING[shape] | kept
    if shape != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        saving |= {"save_all": True, "duration": _durations(picture), "loop": picture.info.get("loop", 0)}
    elif picture.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        picture = ImageOps.exif_transpose(picture)
        saving |= TURNED.get(shape, {})
    for name in TELLING:
        picture.info.pop(name, None)
    held = BytesIO()
    picture.save(held, shape, **saving)
    return held.getvalue()


def _durations(picture: Image.Image) -> list[int]:
    """How long each frame stands, in milliseconds."""
    durations = []
    for index in range(picture.n_frames):
        picture.seek(index)
        picture.load()
        durations.append(round(picture.info.get("duration", 0)))
    picture.seek(0)
    return durations
