"""What an editor can do wrong in the admin: each is answered in Dutch, what was typed stays, and nothing is half saved."""

import struct
import zlib
from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, Page, Revision, UploadedFile

from cms.models import LusImage, NewsPage
from cms.services.roles import EDITORS
from tests.editing import complaints, film, page_form, shown, text
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PlainPageFactory,
    user_with_role,
)
from tests.factories.media import png
from tests.reading import graph, main_words, of_type, soup, words

pytestmark = pytest.mark.django_db

TITLE = '<b>Vet</b> & <script>alert(1)</script> "zo"'


@pytest.fixture
def editor(client, site):
    """Somebody of the *redacteurs*, signed in."""
    client.force_login(user_with_role(EDITORS))
    return client


def huge_png(side: int) -> bytes:
    """A sound picture of `side` × `side` pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, row = zlib.compressobj(9), bytes(1 + side // 8)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PICTURES = {
    "no picture": ("brug.png", lambda: b"geen beeld", "geen afbeelding, of het is beschadigd"),
    "empty": ("brug.png", lambda: b"", "leeg"),
    "breaks off in its head": ("brug.png", lambda: png()[:40], "geen afbeelding, of het is beschadigd"),
    "breaks off in its pixels": ("brug.png", lambda: png(800, 600)[:-400], "geen afbeelding, of het is beschadigd"),
    "ending of another kind": ("brug.jpg", png, "hoort niet bij het bestandsformaat"),
    "ending that we do not take": ("brug.tiff", png, "Geen ondersteund afbeeldingsformaat"),
    "drawing with a script": ("brug.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Geen ondersteund"),
    "too many pixels": ("brug.png", lambda: huge_png(8000), "pixels"),
    "decompression bomb": ("brug.png", lambda: huge_png(24000), "pixels"),
    "too many bytes": ("brug.png", lambda: png() + bytes(16 * 1024**2), "te groot"),
}
# Each way in: its address, what stands before the names of its fields.
WAYS = {"form": ("wagtailimages:add", ""), "dialog": ("wagtailimages_chooser:create", "image-chooser-upload-")}


def stored_pictures() -> int:
    return len(default_storage.listdir("original_images")[1]) if default_storage.exists("original_images") else 0


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", PICTURES)
def test_bad_picture_is_refused_in_words_and_its_title_stays(editor, case, way):
    name, make, said = PICTURES[case]
    address, prefix = WAYS[way]
    before = stored_pictures()
    sent = {
        "title": "De brug",
        "alt_text": "Twee mensen",
        "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile(name, make(), content_type="image/png"),
    }

    response = editor.post(reverse(address), {prefix + field: value for field, value in sent.items()})

    assert said in complaints(response)
    assert shown(response).select_one(f'[name="{prefix}title"]')["value"] == "De brug"
    assert shown(response).select_one(f'[name="{prefix}alt_text"]')["value"] == "Twee mensen"
    assert not LusImage.objects.exists()
    assert stored_pictures() == before


@pytest.mark.parametrize("case", PICTURES)
def test_bad_picture_among_many_is_refused_by_itself(editor, case):
    name, make, said = PICTURES[case]

    answer = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "De brug", "files[]": SimpleUploadedFile(name, make(), content_type="image/png")},
    ).json()

    assert not answer["success"]
    assert said in answer["error_message"]
    assert not LusImage.objects.exists()
    assert not UploadedFile.objects.exists()


def test_film_without_captions_is_pointed_out_in_its_block_and_what_was_typed_stays(editor):
    page = PlainPageFactory(title="Een pagina")
    still, video = ImageFactory().pk, DocumentFactory(extension="mp4").pk
    before = Revision.objects.count()

    sent = page_form(film(title="De film", poster=still, video=video), page=page, summary="Pas getypt.")
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)

    assert '"captions": {"messages": ["Voeg ondertitels (VTT) toe' in complaints(response)
    assert words(shown(response).select_one("[name=summary]")) == "Pas getypt."
    assert (
        '"title": "De film"'
        in shown(response).select_one("[data-w-block-arguments-value]")["data-w-block-arguments-value"]
    )
    assert Revision.objects.count() == before


def test_address_that_is_taken_is_said_beside_its_field_and_no_page_is_made(editor, home):
    PlainPageFactory(slug="bestaat")
    before = Page.objects.count()

    response = editor.post(
        reverse("wagtailadmin_pages:add", args=["cms", "plainpage", home.pk]),
        page_form(text("Pas getypt."), title="Een pagina", slug="bestaat", summary="Kort."),
    )

    slug = shown(response).select_one("[name=slug]")
    assert "'bestaat' is al in gebruik" in complaints(response)
    assert slug["aria-invalid"] == "true"
    assert shown(response).select_one("[name=title]")["value"] == "Een pagina"
    assert "Pas getypt." in response.content.decode()
    assert Page.objects.count() == before


def scripts_of(html) -> list[str]:
    return [script.get_text() for script in html.select("script:not([type='application/ld+json'])")]


def test_html_in_a_title_is_text_on_the_site_in_its_feed_in_its_data_and_in_the_api(editor, client):
    page = NewsPageFactory(title=TITLE, slug="vet")

    for address in (page.url, "/nieuws/", "/", "/zoeken/?q=vet"):
        assert TITLE in main_words(client.get(address))
        assert not any("alert" in script for script in scripts_of(soup(client.get(address))))
    feed = ElementTree.fromstring(client.get("/nieuws/feed.xml").content)
    assert [item.findtext("title") for item in feed.iter("item")] == [TITLE]
    assert of_type(graph(client.get(page.url)), "NewsArticle")["headline"] == TITLE
    assert soup(client.get(page.url)).select_one('meta[property="og:title"]')["content"].startswith(TITLE)
    assert client.get(f"/api/v3/pages/{page.pk}/").json()["title"] == TITLE
    assert client.get("/api/v3/content/?type=cms.NewsPage").json()["items"][0]["title"] == TITLE


def test_html_in_a_title_is_text_everywhere_in_the_admin(editor):
    news = NewsIndexPageFactory()
    made = editor.post(
        reverse("wagtailadmin_pages:add", args=["cms", "newspage", news.pk]),
        page_form(text("Tekst."), title=TITLE, slug="vet", published_on="2026-03-02", author_name="Noor"),
        follow=True,
    )
    page = NewsPage.objects.get()

    for response in (
        made,
        editor.get(reverse("wagtailadmin_explore", args=[news.pk])),
        editor.get(reverse("wagtailadmin_pages:history", args=[page.pk])),
        editor.get(reverse("wagtailadmin_pages:search"), {"q": "vet"}),
        editor.get(reverse("wagtailadmin_home")),
    ):
        html = shown(response)
        assert not any("alert(1)" in script for script in scripts_of(html))
        assert not [bold for bold in html.select("b") if bold.get_text() == "Vet"]
    assert shown(made).select_one("[name=title]")["value"] == TITLE


@pytest.mark.parametrize("asks", ["page", "data"])
def test_ten_megabytes_of_text_are_refused_with_what_to_do_and_nothing_is_saved(editor, asks):
    page = PlainPageFactory(title="Een pagina")
    before = Revision.objects.count()
    headers = {"accept": "application/json"} if asks == "data" else {}

    sent = page_form(text("x" * 10 * 1024**2), page=page, title="Pas getypt")
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent, headers=headers)

    said = response.content.decode()
    assert response.status_code == 413
    assert "5 MB" in said
    assert "niets bewaard" in said
    assert "Ga één stap terug" in said
    assert Revision.objects.count() == before
    assert Page.objects.get(pk=page.pk).title == "Een pagina"


def test_more_fields_than_a_form_can_have_are_refused_too(editor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    page = PlainPageFactory()

    sent = page_form(*[text("Tekst")] * 10, page=page)
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)

    assert response.status_code == 413
    assert "niets bewaard" in response.content.decode()


def test_a_long_text_within_the_limit_is_simply_saved(editor):
    page = PlainPageFactory()

    sent = page_form(text("woord " * 100_000), page=page)
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)

    assert response.status_code == 302
    saved = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert saved.body[0].value["text"].source.count("woord") == 100_000


def test_search_that_is_too_long_or_odd_is_still_answered(client, site):
    for asked in ("x" * 5000, "%", "\\", "' OR 1=1 --", "<script>"):
        response = client.get("/zoeken/", {"q": asked})
        assert response.status_code == 200
        assert not any("<script>" in script for script in scripts_of(soup(response)))
