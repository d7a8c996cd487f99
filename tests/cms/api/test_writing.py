"""Pages written through the API: whole, checked like an editor's own form, or not at all."""

import pytest
from wagtail.models import Page

from cms.models import LusImage
from tests.cms.api.conftest import fields_of, problem_of
from tests.factories import (
    PAGE_FACTORIES,
    DocumentFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsIndexPageFactory,
    PlainPageFactory,
    ProjectPageFactory,
    broken_png,
)
from tests.reading import main_words, soup


def new_page(parent, kind="cms.PlainPage", **fields):
    return {
        "meta": {"type": kind, "parent_id": parent.pk, "action": "publish"},
        "title": "Nieuwe pagina",
        "slug": "nieuwe-pagina",
        **fields,
    }


def written(response) -> Page:
    assert response.status_code == 201, response.content
    return Page.objects.get(pk=response.json()["id"]).specific


@pytest.fixture
def written_body(db):
    """A body with every kind of block, as a front-end sends it."""
    image, document, page = ImageFactory().pk, DocumentFactory().pk, PlainPageFactory().pk
    video, captions, sound = (DocumentFactory(extension=extension).pk for extension in ("mp4", "vtt", "mp3"))
    values = {
        "text": {"text": "<p>Een <b>gewone</b> tekst.</p>"},
        "heading": {"text": "Tussenkop"},
        "image": {"image": image, "alt": "De brug"},
        "quote": {"text": "Het houdt.", "name": "Noor"},
        "pull_out": {"title": "Even dit", "text": {"format": "db_markdown", "content": "Een **uitlichter**."}},
        "notice": {
            "date": "2026-03-02",
            "title": "Een bericht",
            "use_by": "2126-03-02T10:00:00+01:00",
            "fallback": "<p>Weg.</p>",
        },
        "action": {"title": "Doe mee", "page": page, "label": "Start"},
        "facts": {"facts": [{"label": "Wie", "value": "Iedereen"}]},
        "questions": {"questions": [{"question": "Mag ik?", "answer": "<p>Ja hoor.</p>"}]},
        "people": {"people": [{"picture": image, "name": "Noor"}, {"name": "Sam"}]},
        "partners": {"partners": [{"name": "De Brug", "logo": image, "url": "https://example.org/"}]},
        "downloads": {"downloads": [{"title": "Een folder", "document": document}]},
        "film": {"title": "Een film", "poster": image, "video": video, "captions": captions},
        "audio": {"title": "Een fragment", "file": sound, "transcript": "<p>Woord voor woord.</p>"},
        "related": {"pages": [page]},
    }
    return [{"type": kind, "value": value} for kind, value in values.items()]


def test_page_with_every_kind_of_block_renders_as_a_page(api, writer, home, written_body):
    page = written(writer.post("pages/", new_page(home, summary="Kort.", body=written_body)))

    words = main_words(api.http.get(page.url))
    answer = api.get(f"pages/{page.pk}/")

    for part in (
        "Een gewone tekst.",
        "Tussenkop",
        "Het houdt.",
        "uitlichter",
        "Een bericht",
        "Iedereen",
        "Ja hoor.",
        "Sam",
    ):
        assert part in words
    assert [block["type"] for block in answer["body"]] == [block["type"] for block in written_body]
    assert answer["body"][5]["value"]["use_by"] == "2126-03-02T10:00:00+01:00"
    assert answer["body"][4]["value"]["ground"] == "blush"


# An episode goes up only with sound and consent: tests/podcast holds the API to that.
@pytest.mark.parametrize("name", [name for name in PAGE_FACTORIES if name != "EpisodePage"])
def test_every_page_type_can_be_written(api, writer, name):
    example = PAGE_FACTORIES[name]()
    parent = example.get_parent()
    if example.max_count == 1:
        example.delete()

    fields = {"guests": "Sam", "hosts": "Noor", "ground": "mint", "opening_hours": "<p>Altijd.</p>", "kind": None}
    names = {field.name for field in example.api_fields if field.writable}
    page = written(
        writer.post(
            "pages/",
            new_page(
                parent,
                type(example)._meta.label,
                summary="Kort.",
                **({"slug": example.slug} if hasattr(example, "own_slug") else {}),
                **{k: v for k, v in fields.items() if k in names and v},
            ),
        )
    )

    assert page.live
    assert page.summary == "Kort."
    assert soup(api.http.get(page.url)).h1


def test_news_is_written_with_its_categories_its_project_and_its_picture(api, writer):
    category, project, picture = NewsCategoryFactory(), ProjectPageFactory(), ImageFactory()
    news = new_page(
        NewsIndexPageFactory(),
        "cms.NewsPage",
        published_on="2026-03-02",
        categories=[category.pk],
        project_id=project.pk,
        picture_id=picture.pk,
    )

    page = written(writer.post("pages/", news))

    assert list(page.categories.all()) == [category]
    assert (page.project_id, page.picture_id) == (project.pk, picture.pk)
    assert api.get("content/", type="cms.NewsPage")["items"][0]["picture"]["id"] == picture.pk


def test_page_is_changed_field_by_field(api, writer, home):
    page = PlainPageFactory(title="Oud", summary="Blijft.", body=[("text", {"text": "<p>Oud.</p>"})])

    response = writer.patch(
        f"pages/{page.pk}/",
        {
            "meta": {"action": "publish"},
            "title": "Nieuw",
            "body": [{"type": "text", "value": {"text": "<p>Nieuw.</p>"}}],
        },
    )

    assert response.status_code == 200, response.content
    answer = api.get(f"pages/{page.pk}/")
    assert (answer["title"], answer["summary"]) == ("Nieuw", "Blijft.")
    assert [block["value"]["text"] for block in answer["body"]] == ["<p>Nieuw.</p>"]


def test_draft_is_seen_by_nobody_until_it_is_published(api, writer, home):
    page = new_page(home)
    del page["meta"]["action"]
    draft = written(writer.post("pages/", page))

    assert api.http.get("/nieuwe-pagina/").status_code == 404
    assert api.ask(f"pages/{draft.pk}/").status_code == 404
    assert writer.get(f"pages/{draft.pk}/", version="draft")["title"] == "Nieuwe pagina"
    assert writer.post(f"pages/{draft.pk}/actions/publish/").status_code == 200
    assert api.http.get("/nieuwe-pagina/").status_code == 200


def test_html_in_a_title_is_only_text(api, writer, home):
    title = "<script>alert(1)</script> & co"

    page = written(writer.post("pages/", new_page(home, title=title)))

    heading = soup(api.http.get(page.url)).h1
    assert heading.get_text(strip=True) == title
    assert heading.script is None
    assert api.get(f"pages/{page.pk}/")["title"] == title


def test_script_in_rich_text_is_dropped_and_said(writer, home):
    body = [{"type": "text", "value": {"text": '<p onclick="x()">Goed.</p><script>alert(1)</script>'}}]

    response = writer.post("pages/", new_page(home, body=body))
    page = written(response)

    assert "script" not in str(page.body)
    assert "onclick" not in str(page.body)
    assert response.json()["meta"]["warnings"]


BAD = {
    "duplicate slug": ({"slug": "bestaat"}, "slug"),
    "no title": ({"title": ""}, "title"),
    "title too long": ({"title": "x" * 256}, "title"),
    "slug with spaces": ({"slug": "niet goed"}, "slug"),
    "summary too long": ({"summary": "x" * 301}, "summary"),
    "unknown block": ({"body": [{"type": "marquee", "value": {}}]}, "body"),
    "misspelt field of a block": ({"body": [{"type": "quote", "value": {"txt": "x"}}]}, "txt"),
    "block without what it needs": ({"body": [{"type": "text", "value": {}}]}, "text"),
    "block that is no object": ({"body": ["text"]}, "body"),
    "body that is no list": ({"body": "text"}, "body"),
    "picture that is not there": ({"body": [{"type": "image", "value": {"image": 99999, "alt": "x"}}]}, "body"),
    "picture without words": ({"body": [{"type": "image", "value": {"image": "IMAGE"}}]}, "body"),
    "film without captions": (
        {"body": [{"type": "film", "value": {"title": "x", "poster": "IMAGE", "video": "VIDEO"}}]},
        "body",
    ),
    "action that leads nowhere": ({"body": [{"type": "action", "value": {"title": "x", "label": "x"}}]}, "body"),
    "date that is none": ({"body": [{"type": "notice", "value": {"date": "morgen", "title": "x"}}]}, "date"),
    "fallback without a date": ({"body": [{"type": "quote", "value": {"text": "x", "fallback": "<p>y</p>"}}]}, "body"),
    "heading too long": ({"body": [{"type": "heading", "value": {"text": "x" * 121}}]}, "text"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_said_by_name_and_nothing_is_saved(writer, home, case):
    PlainPageFactory(slug="bestaat")
    image, video = ImageFactory(alt_text=""), DocumentFactory(extension="mp4")
    fields, name = BAD[case]
    before = Page.objects.count()

    body = filled(fields, {"IMAGE": image.pk, "VIDEO": video.pk})
    problem = problem_of(writer.post("pages/", new_page(home) | body), 422)

    assert any(name in part for part in fields_of(problem)), problem
    assert Page.objects.count() == before


def filled(value, words):
    """`value` with the names of things in it replaced by their numbers."""
    if isinstance(value, dict):
        return {key: filled(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, words) for item in value]
    return words.get(value, value) if isinstance(value, str) else value


def test_ten_megabytes_of_text_are_refused_before_they_are_read(writer, home):
    before = Page.objects.count()

    problem = problem_of(writer.post("pages/", new_page(home, title="x" * 10 * 1024**2)), 413)

    assert "5 MB" in problem["detail"]
    assert Page.objects.count() == before


def test_page_goes_only_where_its_kind_belongs(writer, home):
    before = Page.objects.count()

    response = writer.post("pages/", new_page(home, "podcast.EpisodePage"))

    problem_of(response, response.status_code)
    assert 400 <= response.status_code < 500
    assert Page.objects.count() == before


def test_broken_picture_is_refused_and_not_kept(writer):
    response = writer.http.post("/api/v3/images/", {"title": "Kapot", "file": broken_png()}, headers=writer.headers)

    problem = problem_of(response, 422)

    assert "file" in fields_of(problem)
    assert not LusImage.objects.exists()


def test_redirect_is_read_by_anybody_and_written_with_a_token(api, writer):
    redirect = {"old_path": "/oud/", "redirect_link": "https://example.org/"}

    problem_of(api.post("redirects/", redirect), 401)
    made = writer.post("redirects/", redirect)
    assert made.status_code == 201, made.content
    assert api.get("redirects/")["items"][0]["old_path"] == "/oud"
    assert api.http.get("/oud/").status_code == 301


def test_page_with_a_new_slug_answers_its_new_address(writer, home):
    page = PlainPageFactory(parent=home, slug="oud")

    answer = writer.patch(f"pages/{page.pk}/", {"slug": "nieuw", "meta": {"action": "publish"}}).json()

    assert answer["meta"]["html_url"].endswith("/nieuw/")


def test_page_that_moves_answers_its_new_address(writer, home):
    there, page = PlainPageFactory(parent=home, slug="daar"), PlainPageFactory(parent=home, slug="pagina")

    answer = writer.post(f"pages/{page.pk}/actions/move/", {"destination_id": there.pk, "position": "last-child"})

    assert answer.json()["meta"]["html_url"].endswith("/daar/pagina/")
