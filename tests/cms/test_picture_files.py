"""A picture's file tells nothing but the picture: not where it was made (cms/picture_files.py)."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import ExifTags, Image, ImageCms
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from cms.models import LusImage
from cms.picture_files import has_metadata
from cms.renditions import SHARE_SPEC
from tests.factories import ImageFactory, UserFactory

HOME = b"51 deg 12' 30''"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def telling_picture(shape: str, *, orientation: int = 1, frames: int = 1) -> bytes:
    """A picture of 40 × 20 that says where and when it was made, and its colour profile."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.ImageDescription] = HOME.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 12.0, 30.0)
    held = BytesIO()
    first, *others = [Image.new("RGB", (40, 20), (200, 60 * index, 30)) for index in range(frames)]
    more = {"save_all": True, "append_images": others, "duration": [80] * frames} if others else {}
    first.save(held, shape, exif=exif, icc_profile=PROFILE, **more)
    return held.getvalue()


def uploaded(content: bytes, name: str, **fields) -> LusImage:
    """What the form behind every upload makes of a file."""
    form = get_image_form(LusImage)(
        {"title": "Bij ons", "collection": Collection.get_first_root_node().pk, **fields},
        {"file": SimpleUploadedFile(name, content)},
        user=UserFactory(is_superuser=True),
    )
    assert form.is_valid(), form.errors
    return form.save()


def bytes_of(file) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


def assert_tells_nothing(content: bytes) -> None:
    assert HOME not in content
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        assert not picture.getexif()
        assert not picture.info.get("xmp")


@pytest.mark.parametrize(
    ("shape", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif")]
)
def test_uploaded_picture_keeps_its_profile_and_loses_where_it_was_made(db, shape, name):
    image = uploaded(telling_picture(shape), name)

    content = bytes_of(image.file)
    assert_tells_nothing(content)
    with Image.open(BytesIO(content)) as picture:
        assert picture.format == shape
        assert picture.info["icc_profile"] == PROFILE
    assert image.file_size == len(content)


def test_what_a_phone_hangs_behind_its_picture_goes_too(db):
    image = uploaded(telling_picture("JPEG") + b"a film of " + HOME, "a.jpg")

    assert HOME not in bytes_of(image.file)


@pytest.mark.parametrize(("shape", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_picture_that_was_held_sideways_is_upright_in_its_file(db, shape, name):
    image = uploaded(telling_picture(shape, orientation=6), name)

    assert (image.width, image.height) == (20, 40)
    with Image.open(BytesIO(bytes_of(image.file))) as picture:
        assert picture.size == (20, 40)


@pytest.mark.parametrize(("shape", "name"), [("WEBP", "a.webp"), ("GIF", "a.gif")])
def test_moving_picture_keeps_its_frames_and_their_pace(db, shape, name):
    image = uploaded(telling_picture(shape, frames=3), name)

    with Image.open(BytesIO(bytes_of(image.file))) as picture:
        assert picture.n_frames == 3
        picture.seek(1)
        picture.load()
        assert picture.info["duration"] == 80


def test_large_upload_that_waits_on_disk_is_cleaned_too(db):
    file = TemporaryUploadedFile("a.jpg", "image/jpeg", 0, None)
    file.write(telling_picture("JPEG"))
    file.size = file.tell()
    form = get_image_form(LusImage)(
        {"title": "Bij ons", "collection": Collection.get_first_root_node().pk},
        {"file": file},
        user=UserFactory(is_superuser=True),
    )
    assert form.is_valid(), form.errors

    assert_tells_nothing(bytes_of(form.save().file))


def test_file_that_waits_for_a_better_title_is_clean_already(db):
    """Wagtail keeps the file that was sent, not what the form made of it, until the other fields hold."""
    file = SimpleUploadedFile("a.jpg", telling_picture("JPEG"))

    form = get_image_form(LusImage)({"title": ""}, {"file": file}, user=UserFactory(is_superuser=True))

    assert not form.is_valid()
    assert_tells_nothing(file.read())


@pytest.mark.parametrize("spec", [SHARE_SPEC, "width-20|format-webp", "width-20|format-avif", "width-20", "original"])
def test_sizes_of_an_original_of_before_tell_nothing(db, spec):
    image = ImageFactory(file=ContentFile(telling_picture("JPEG"), name="a.jpg"))
    assert has_metadata(image.file.open("rb"))

    assert_tells_nothing(bytes_of(image.get_rendition(spec).file))


def test_share_size_of_an_uploaded_picture_tells_nothing(db):
    image = uploaded(telling_picture("JPEG"), "a.jpg")

    assert_tells_nothing(bytes_of(image.get_rendition(SHARE_SPEC).file))
