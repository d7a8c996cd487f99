"""Artwork: what apps refuse is said, and a square is made of what can be one."""

import tracemalloc
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms.models import LusImage
from cms.services.roles import EDITORS
from podcast.artwork import artwork_problems
from podcast.errors import PictureRefused
from podcast.models import EpisodePage
from podcast.services import make_square
from tests.factories import EpisodePageFactory, ImageFactory, user_with_role

pytestmark = pytest.mark.django_db


def a_picture(size, mode="RGB", kind="PNG", **fields) -> LusImage:
    held = BytesIO()
    Image.new(mode, size).save(held, kind)
    return ImageFactory(file=ContentFile(held.getvalue(), name=f"hoes.{kind.lower()}"), **fields)


@pytest.mark.parametrize(
    ("size", "mode", "kind", "words"),
    [
        ((1500, 1400), "RGB", "PNG", "niet vierkant"),
        ((1300, 1300), "RGB", "JPEG", "te klein"),
        ((3001, 3001), "RGB", "JPEG", "te groot"),
        ((1400, 1400), "RGBA", "PNG", "andere kleuren"),
        ((1400, 1400), "L", "JPEG", "andere kleuren"),
        ((1400, 1400), "RGB", "WEBP", "WEBP"),
    ],
)
def test_each_fault_is_said(size, mode, kind, words):
    problems = artwork_problems(a_picture(size, mode, kind))

    assert any(words in sentence for sentence in problems)


def test_fine_artwork_has_no_fault():
    assert artwork_problems(a_picture((1400, 1400))) == []


@pytest.mark.parametrize(
    ("size", "mode", "kind"),
    [
        ((1600, 1400), "RGB", "JPEG"),
        ((4000, 3500), "RGB", "JPEG"),
        ((1500, 2000), "RGBA", "PNG"),
        ((1500, 1500), "P", "PNG"),
    ],
)
def test_square_is_fine_artwork(size, mode, kind):
    made = make_square(picture=a_picture(size, mode, kind), by=None)

    assert artwork_problems(made) == []


def test_square_stands_around_the_focal_point():
    wide = Image.new("RGB", (4200, 1400), "white")
    wide.paste("red", (2800, 0, 4200, 1400))
    held = BytesIO()
    wide.save(held, "PNG")
    picture = ImageFactory(file=ContentFile(held.getvalue(), name="breed.png"), focal_point_x=3900, focal_point_y=700,
                           focal_point_width=10, focal_point_height=10)  # fmt: skip

    made = make_square(picture=picture, by=None)

    with made.open_file() as file, Image.open(file) as square:
        red, green, _blue = square.getpixel((5, 700))
    assert (red > 240, green < 20) == (True, True)


def test_small_picture_is_refused():
    with pytest.raises(PictureRefused, match="te klein"):
        make_square(picture=a_picture((1399, 3000)), by=None)


def test_editor_makes_a_square_that_stands_in_the_draft(client, home):
    client.force_login(user_with_role(EDITORS))
    picture = a_picture((1600, 1400), kind="JPEG")
    episode = EpisodePageFactory(draft=True, artwork=picture)
    address = reverse("podcast-artwork", args=[episode.pk, picture.pk])

    assert client.get(address).status_code == 200
    assert LusImage.objects.count() == 2
    client.post(address)

    draft = EpisodePage.objects.get(pk=episode.pk).get_latest_revision_as_object()
    assert artwork_problems(draft.artwork) == []
    assert draft.artwork != picture


def test_picture_of_12000_pixels_is_answered_without_eating_memory(client, home):
    client.force_login(user_with_role(EDITORS))
    held = BytesIO()
    Image.new("1", (12_000, 12_000)).save(held, "PNG")
    file = SimpleUploadedFile("groot.png", held.getvalue(), content_type="image/png")

    tracemalloc.start()
    response = client.post(reverse("wagtailimages:add"), {"title": "Groot", "file": file})
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "pixels" in str(response.context["form"].errors["file"])
    assert peak < 60 * 1024**2
    assert not LusImage.objects.exists()
