"""An uploaded document is what the end of its name says, and is served so that nothing in it runs."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import APIToken, Collection, UploadedFile

from cms.document_kinds import is_what_it_says
from cms.models import LusDocument
from cms.services.roles import EDITORS
from home.demo.content.papers import PAPERS
from tests.editing import complaints, shown
from tests.factories import DocumentFactory, UserFactory, user_with_role
from tests.reading import directives
from trust.staff.enums import Scope
from trust.staff.services import grant_scopes

PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def archive(*names: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return held.getvalue()


def vtt(*lines: str) -> bytes:
    return "\n".join(lines).encode()


SOUND_OF = {
    "csv": ["naam;uur\nNoor;10\n".encode("cp1252"), "\ufeffé\n".encode()],
    "docx": [archive("[Content_Types].xml", "word/document.xml")],
    "m4a": [b"\x00\x00\x00\x20ftypM4A "],
    "mp3": [b"ID3\x03", b"\xff\xfb\x90\x00", b"\xff\xf3\x40"],
    "mp4": [b"\x00\x00\x00\x20ftypisom"],
    "odt": [archive("mimetype", "content.xml")],
    "pdf": [b"%PDF-1.7\n", b"\xef\xbb\xbf\n%PDF-1.4\n"],
    "pptx": [archive("[Content_Types].xml", "ppt/presentation.xml")],
    "vtt": [
        vtt("WEBVTT", "", "00:01.000 --> 00:04.000", "Dag"),
        vtt("\ufeffWEBVTT - film", "", "1", "00:00:01.000 --> 00:00:04.000 align:start", "Dag").replace(b"\n", b"\r\n"),
    ],
    "webm": [b"\x1a\x45\xdf\xa3\x01"],
    "xlsx": [archive("[Content_Types].xml", "xl/workbook.xml")],
}
NO_CAPTIONS = {
    "page": PAGE,
    "words": b"Dag allemaal",
    "only a head": b"WEBVTT\n",
    "another head": vtt("WEBVTTX", "", "00:01.000 --> 00:04.000", "Dag"),
    "subrip": vtt("1", "00:00:01,000 --> 00:00:04,000", "Dag"),
    "comma in a time": vtt("WEBVTT", "", "00:01,000 --> 00:04,000", "Dag"),
    "ends before it starts": vtt("WEBVTT", "", "00:04.000 --> 00:01.000", "Dag"),
    "one cue broken": vtt("WEBVTT", "", "00:01.000 --> 00:04.000", "Dag", "", "00:05 --> 00:06", "Nacht"),
    "another script": "WEBVTT\n\n00:01.000 --> 00:04.000\nDag".encode("utf-16"),
}


@pytest.mark.parametrize(("extension", "content"), [(kind, one) for kind, all_ in SOUND_OF.items() for one in all_])
def test_document_of_each_kind_is_what_it_says(extension, content):
    assert is_what_it_says(BytesIO(content), extension)


def test_every_kind_that_may_be_uploaded_is_judged(settings):
    assert set(SOUND_OF) == set(settings.WAGTAILDOCS_EXTENSIONS)


@pytest.mark.parametrize("content", [PAGE, DRAWING, b"\x00MZ", b"", archive("x.html")])
@pytest.mark.parametrize("extension", [kind for kind in SOUND_OF if kind != "csv"])
def test_document_of_another_kind_is_not(extension, content):
    assert not is_what_it_says(BytesIO(content), extension)


@pytest.mark.parametrize("content", [PAGE, DRAWING, b"a\x00b"])
def test_page_or_program_is_no_table(content):
    assert not is_what_it_says(BytesIO(content), "csv")


@pytest.mark.parametrize("case", NO_CAPTIONS)
def test_captions_must_be_webvtt(case):
    assert not is_what_it_says(BytesIO(NO_CAPTIONS[case]), "vtt")


@pytest.mark.parametrize("key", [key for key, paper in PAPERS.items() if paper.extension in ("pdf", "vtt", "m4a")])
def test_documents_of_the_demo_site_are_what_they_say(key):
    assert is_what_it_says(BytesIO(PAPERS[key].make()), PAPERS[key].extension)


@pytest.fixture
def editor(client, site):
    client.force_login(user_with_role(EDITORS))
    return client


def sent(name: str, content: bytes, prefix: str = "") -> dict:
    fields = {"title": "Een stuk", "file": SimpleUploadedFile(name, content)}
    return {prefix + field: value for field, value in fields.items()} | {
        f"{prefix}collection": Collection.get_first_root_node().pk
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("folder.pdf", PAGE, "geen PDF"),
        ("folder.PDF", DRAWING, "geen PDF"),
        ("film.vtt", b"Dag allemaal", "geen ondertitels"),
        ("film.svg", DRAWING, "svg"),
        ("film.html", PAGE, "html"),
    ],
)
def test_editor_is_told_in_words_and_nothing_is_kept(editor, name, content, said):
    form = editor.post(reverse("wagtaildocs:add"), sent(name, content))
    dialog = editor.post(reverse("wagtaildocs_chooser:create"), sent(name, content, "document-chooser-upload-"))
    many = editor.post(
        reverse("wagtaildocs:add_multiple"), {"title": "x", "files[]": SimpleUploadedFile(name, content)}
    ).json()

    assert said in complaints(form)
    assert shown(form).select_one("[name=title]")["value"] == "Een stuk"
    assert said in complaints(dialog)
    assert not many["success"]
    assert said in many["error_message"]
    assert not LusDocument.objects.exists()
    assert not UploadedFile.objects.exists()


@pytest.mark.django_db
def test_sound_captions_are_taken_and_their_title_changes_without_the_file(editor):
    editor.post(reverse("wagtaildocs:add"), sent("film.vtt", SOUND_OF["vtt"][0]))
    document = LusDocument.objects.get()

    changed = {"title": "Ondertitels", "collection": Collection.get_first_root_node().pk}
    editor.post(reverse("wagtaildocs:edit", args=[document.pk]), changed)

    document.refresh_from_db()
    assert document.title == "Ondertitels"
    assert document.file.read() == SOUND_OF["vtt"][0]


@pytest.mark.django_db
def test_the_api_refuses_a_document_of_another_kind(client, site):
    owner = UserFactory(is_superuser=True)
    token, secret = APIToken.create_token(user=owner, name="test")
    grant_scopes(token=token, scopes=[Scope.WRITE_MEDIA], by=owner)

    response = client.post(
        "/api/v3/documents/", sent("folder.pdf", PAGE), headers={"Authorization": f"Bearer {secret}"}
    )

    assert response.status_code == 422, response.content
    assert "file" in str(response.json()["errors"])
    assert not LusDocument.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("extension", [*SOUND_OF, "html", "svg"])
def test_document_is_handed_over_so_that_nothing_in_it_runs(client, site, extension):
    response = client.get(DocumentFactory(extension=extension).url)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert directives(response["Content-Security-Policy"])["default-src"] == {"'none'"}
    disposition = response["Content-Disposition"].split(";")[0]
    assert disposition == ("inline" if extension == "pdf" else "attachment")
