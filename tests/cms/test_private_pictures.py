"""Sizes of pictures in a private collection: for whom the page opens that shows them, or their collection."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.services.pictures import drop_misplaced_sizes
from cms.services.roles import BOOKINGS, CHIEF_EDITORS, PORTRAITS
from tests.factories import ImageFactory, PlainPageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def portraits(site):
    return Collection.objects.get(name=PORTRAITS)


@pytest.fixture
def portrait(portraits):
    return ImageFactory(collection=portraits, alt_text="Noor")


def size_of(image):
    return image.get_rendition("width-20")


def showing(image, **page):
    return PlainPageFactory(body=[("image", {"image": image, "alt": "Noor"})], **page)


def test_size_that_no_page_shows_is_for_nobody_outside(portrait, client):
    assert client.get(size_of(portrait).url).status_code == 404


def test_size_stands_where_a_proxy_does_not_hand_it_out(portrait, client):
    size = size_of(portrait)

    assert size.file.name.startswith("private_images/")
    assert client.get(f"/media/images/../{size.file.name}").status_code == 404


def test_size_that_an_open_page_shows_is_for_everybody_and_not_for_shared_caches(portrait, client):
    showing(portrait)

    answer = client.get(size_of(portrait).url)

    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]


def test_size_on_a_page_for_some_is_for_those(portrait, client):
    page = showing(portrait)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    answers = [client.get(size_of(portrait).url).status_code]
    client.force_login(UserFactory())
    answers.append(client.get(size_of(portrait).url).status_code)

    assert answers == [404, 200]


def test_size_of_a_draft_or_of_a_page_that_went_offline_is_for_nobody_outside(portrait, client):
    showing(portrait, draft=True)
    page = showing(portrait)
    page.unpublish()

    assert client.get(size_of(portrait).url).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(CHIEF_EDITORS, 200), (BOOKINGS, 404)])
def test_size_is_for_who_may_use_the_collection(portrait, client, role, status):
    person = UserFactory()
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)

    assert client.get(size_of(portrait).url).status_code == status


def test_address_that_makes_a_size_opens_no_more(portrait, client):
    page = showing(portrait)
    made = client.get(
        client.get(f"/api/v3/pages/{page.pk}/").json()["body"][0]["value"]["image"]["renditions"][0]["url"]
    )
    page.unpublish()

    assert made.status_code == 302
    assert client.get(made["Location"]).status_code == 404


def test_picture_that_becomes_private_leaves_no_open_size_behind(portraits, django_capture_on_commit_callbacks):
    image = ImageFactory()
    before = size_of(image)
    image.collection = portraits

    with django_capture_on_commit_callbacks(execute=True):
        image.save()

    assert not default_storage.exists(before.file.name)
    assert not image.renditions.exists()
    assert size_of(image).file.name.startswith("private_images/")


def test_collection_that_becomes_private_takes_its_sizes_along_and_back(site, client):
    collection = Collection.get_first_root_node().add_child(name="Van ons")
    image = ImageFactory(collection=collection)
    size_of(image)

    closed = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert not image.renditions.exists()
    size_of(image)

    closed.delete()
    assert not image.renditions.exists()
    assert size_of(image).file.name.startswith("images/")


def test_what_stands_right_stays(portrait, site):
    size_of(portrait)
    size_of(ImageFactory())

    assert drop_misplaced_sizes() == 0


@pytest.mark.parametrize(
    "path", ["private_images/nergens.webp", "private_images/", "private_images/../ledger/erasures.jsonl"]
)
def test_what_is_no_size_is_not_found(site, client, path):
    assert client.get(f"/media/{path}").status_code == 404
