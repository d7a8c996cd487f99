"""Sizes of pictures: nobody waits for a page while they are made, and each is made once."""

import io

import pytest
from PIL import Image
from wagtail.images.models import Filter

from cms import renditions
from cms.models import ContentChange
from cms.renditions import making_renditions, sizes_of
from cms.tasks import warm_page
from tests.factories import ImageFactory, PlainPageFactory
from tests.reading import soup

pytestmark = pytest.mark.django_db

CARD = Filter(spec="fill-480x320|format-webp")


def fresh(image):
    return type(image).objects.get(pk=image.pk)


def test_page_is_shown_without_making_its_pictures(site, client):
    page = PlainPageFactory(body=[("image", {"image": ImageFactory(wide=1600, high=900), "alt": "De brug"})])

    shown = soup(client.get(page.url)).main.picture.img

    assert shown["src"].startswith("/beeld/")
    assert (shown["width"], shown["height"]) == ("1440", "810")
    assert not page.body[0].value["image"].renditions.exists()


def test_address_of_a_size_makes_it_and_leads_to_it(site, client):
    image = ImageFactory(wide=1600, high=900)
    [promised] = sizes_of(fresh(image), [CARD])

    answer = client.get(promised.url)
    again = client.get(promised.url)

    assert answer.status_code == again.status_code == 302
    assert answer["Location"] == again["Location"] == image.renditions.get().url
    [made] = sizes_of(fresh(image), [CARD])
    assert made.url == answer["Location"]
    picture = Image.open(io.BytesIO(b"".join(client.get(made.url).streaming_content)))
    assert picture.size == (made.width, made.height) == (promised.width, promised.height)


@pytest.mark.parametrize("size", [(1600, 900), (300, 900), (470, 100), (64, 64)])
@pytest.mark.parametrize("spec", ["fill-480x320", "width-480", "max-384x160"])
def test_promised_size_is_the_size_that_is_made(site, size, spec):
    image = ImageFactory(wide=size[0], high=size[1])
    wanted = [Filter(spec=f"{spec}|format-webp")]

    [promised] = sizes_of(fresh(image), wanted)
    with making_renditions():
        [made] = sizes_of(fresh(image), wanted)

    assert (promised.width, promised.height) == (made.width, made.height)


def test_only_sizes_that_we_signed_are_made(site, client):
    image = ImageFactory()
    [promised] = sizes_of(fresh(image), [CARD])

    assert client.get(promised.url.replace("480x320", "4800x3200")).status_code == 403
    assert client.get(promised.url.replace(f"/{image.pk}/", f"/{image.pk + 1}/")).status_code == 403
    assert client.post(promised.url).status_code == 405
    assert not image.renditions.exists()


def test_worker_makes_every_size_that_the_page_shows(site, client):
    page = PlainPageFactory(
        picture=ImageFactory(wide=1600, high=900),
        body=[("image", {"image": ImageFactory(wide=1600, high=900), "alt": "De brug"})],
    )

    warm_page.func(page.pk)

    assert "/beeld/" not in client.get(page.url).content.decode()


def test_page_that_was_asked_for_before_the_worker_came_shows_what_it_made(site, client):
    page = PlainPageFactory(picture=ImageFactory(wide=1600, high=900))
    assert "og:image" not in client.get(page.url).content.decode()

    warm_page.func(page.pk)
    changes = ContentChange.objects.count()
    warm_page.func(page.pk)

    assert "og:image" in client.get(page.url).content.decode()
    assert ContentChange.objects.count() == changes


def test_new_focal_point_asks_for_a_new_cut(site):
    image = ImageFactory(wide=1600, high=900)
    with making_renditions():
        [before] = sizes_of(fresh(image), [CARD])

    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 100, 100, 50, 50
    image.save()
    [after] = sizes_of(fresh(image), [CARD])

    assert before.url.startswith("/media/")
    assert after.url.startswith("/beeld/")


def test_picture_whose_file_is_gone_breaks_nothing_else(site, client):
    image = ImageFactory()
    image.file.storage.delete(image.file.name)
    page = PlainPageFactory(body=[("image", {"image": image, "alt": "Weg"})])

    response = client.get(page.url)

    assert response.status_code == 200
    assert client.get(soup(response).main.picture.img["src"]).status_code == 410


def test_sizes_of_many_pictures_are_read_in_one_query(site, django_assert_num_queries):
    images = [fresh(ImageFactory()) for _each in range(3)]
    renditions._focal_key.cache_clear()
    renditions._size_after.cache_clear()

    with django_assert_num_queries(1):
        renditions.load_renditions(images)
        for image in images:
            sizes_of(image, [CARD])
