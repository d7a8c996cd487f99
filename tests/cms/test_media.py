"""Uploaded files answer in ranges, and private ones have no back door (cms/media.py)."""

import re
from urllib.parse import unquote_to_bytes

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import LusDocument
from tests.factories import ImageFactory, UserFactory

SOUND = bytes(range(256)) * 8


@pytest.fixture
def picture() -> str:
    name = default_storage.save("images/loop.webp", ContentFile(SOUND))
    yield name
    default_storage.delete(name)


@pytest.fixture
def episode(db) -> LusDocument:
    return LusDocument.objects.create(title="Aflevering 1", file=ContentFile(SOUND, name="aflevering-1.mp3"))


def asked_as_it_is(path: str) -> int:
    """The status of `path` as `curl --path-as-is` sends it and gunicorn hands it on; `client.get` would tidy it first."""
    return Client().request(PATH_INFO=unquote_to_bytes(path).decode("latin-1"), RAW_URI=path).status_code


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_picture_is_answered_whole_and_kept_by_caches(client, picture):
    response = client.get(f"/media/{picture}")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert "max-age" in response["Cache-Control"]
    assert body(response) == SOUND


def test_a_picture_that_did_not_change_is_not_sent_again(client, picture):
    changed = client.get(f"/media/{picture}")["Last-Modified"]

    response = client.get(f"/media/{picture}", headers={"if-modified-since": changed})

    assert response.status_code == 304


@pytest.mark.parametrize("path", ["nergens.png", "../manage.py", "..%2f..%2fmanage.py", "images", ""])
def test_what_is_no_uploaded_file_is_not_found(client, site, path):
    assert client.get(f"/media/{path}").status_code in {400, 404}


SPELLINGS = [
    "{}",
    "/{}",
    "//{}",
    "./{}",
    ".//./{}",
    "images/../{}",
    "images/./../{}",
    "images//../{}",
    "%2e/{}",
    "%2f{}",
    "images/%2e%2e/{}",
    "images%2f..%2f{}",
    "images/..%2f{}",
    "images/..%5c{}",
    "..%2fmedia/{}",
    "nergens/../{}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_documents_have_no_address_under_media_however_it_is_spelt(site, episode, spelling):
    assert asked_as_it_is(f"/media/{spelling.format(episode.file.name)}") == 404


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_originals_of_pictures_have_no_address_under_media(site, spelling):
    original = ImageFactory().file.name

    assert asked_as_it_is(f"/media/{spelling.format(original)}") == 404


def test_face_of_somebody_with_an_account_is_for_colleagues(client, site):
    name = default_storage.save("avatar_images/noor.png", ContentFile(SOUND))

    answers = [client.get(f"/media/{name}").status_code]
    client.force_login(UserFactory(is_superuser=True))
    answers.append(client.get(f"/media/{name}").status_code)

    default_storage.delete(name)
    assert answers == [404, 200]


def test_copy_of_an_original_at_its_own_size_is_for_colleagues(client, site):
    """Wagtail makes it when somebody opens the picture in the admin; its name can be read from that of a public size."""
    copy = ImageFactory().get_rendition("original")

    answers = [client.get(copy.url).status_code]
    client.force_login(UserFactory(is_superuser=True))
    answers.append(client.get(copy.url).status_code)

    assert answers == [404, 200]


def test_admin_shows_a_picture_without_its_original(client, site):
    image = ImageFactory()
    client.force_login(UserFactory(is_superuser=True))

    page = client.get(f"/admin/images/{image.pk}/").content.decode()

    shown = re.findall(r'(?:src|href)="(/media/[^"]+)"', page)
    assert shown
    assert [url for url in shown if asked_as_it_is(url) != 200] == [url for url in shown if ".original." in url]
    assert {client.get(url).status_code for url in shown} == {200}
    assert "original_images" not in page


def test_a_size_of_a_picture_is_open_to_everybody(site):
    rendition = ImageFactory().get_rendition("width-20")

    assert asked_as_it_is(rendition.url) == 200
    assert asked_as_it_is(f"/media/./images/../{rendition.file.name}") == 200


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("bytes=0-99", (0, 99)),
        ("bytes=1000-", (1000, 2047)),
        ("bytes=-48", (2000, 2047)),
        ("bytes=2000-9999", (2000, 2047)),
        ("bytes=0-0", (0, 0)),
    ],
)
def test_sound_is_answered_in_the_range_that_was_asked(client, episode, asked, answered):
    response = client.get(episode.url, headers={"range": asked})

    first, last = answered
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(SOUND)}"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == SOUND[first : last + 1]


def test_a_range_past_the_end_is_refused(client, episode):
    response = client.get(episode.url, headers={"range": "bytes=5000-6000"})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(SOUND)}"


def test_head_tells_the_length_and_that_ranges_work(client, episode):
    response = client.head(episode.url)

    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(len(SOUND))


def test_private_sound_asks_who_you_are_first(client, site, episode):
    private = Collection.get_first_root_node().add_child(name="Privé")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    LusDocument.objects.filter(pk=episode.pk).update(collection=private)

    response = client.get(episode.url, headers={"range": "bytes=0-10"})

    assert response.status_code == 302
