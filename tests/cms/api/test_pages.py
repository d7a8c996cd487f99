"""Wagtail's pages as a front-end reads them."""

import pytest

from tests.cms.api.conftest import problem_of
from tests.factories import (
    PAGE_FACTORIES,
    ContactPageFactory,
    DocumentFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    OfferingPageFactory,
    PlainPageFactory,
    ProjectPageFactory,
    PublicationPageFactory,
    TermFactory,
)
from tests.queries import exactly
from tests.reading import fragment


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_every_page_type_answers_with_its_own_fields(api, name):
    page = PAGE_FACTORIES[name](summary="Kort gezegd.", picture=ImageFactory())

    answer = api.get(f"pages/{page.pk}/")

    assert answer["meta"]["type"] == page._meta.label
    assert answer["title"] == page.title
    assert answer["summary"] == "Kort gezegd."
    assert answer["picture"]["alt"] == "Two people on a bridge"
    assert {field.name for field in page.api_fields} <= set(answer)


def test_home_page_names_its_offerings_as_links(api, home):
    offering, draft = OfferingPageFactory(title="Lusgroepen"), OfferingPageFactory(draft=True)
    home.offerings = [("page", offering), ("page", draft)]
    home.save_revision().publish()

    answer = api.get(f"pages/{home.pk}/")

    assert [item["value"]["title"] for item in answer["offerings"]] == ["Lusgroepen"]
    assert answer["offerings"][0]["value"]["path"] == "/lusgroepen/"


def test_page_is_found_by_its_path(api):
    page = PlainPageFactory(title="Over Lus")

    found = api.http.get("/api/v3/pages/find/", {"html_path": "/over-lus/"}, follow=True)

    assert found.json()["id"] == page.pk
    problem_of(api.ask("pages/find/", html_path="/bestaat-niet/"), 404)


def test_chosen_things_are_said_as_a_reader_needs_them(api):
    project = ProjectPageFactory(title="Gelinkt")
    post = NewsPageFactory(project=project, categories=[NewsCategoryFactory(name="Buurt")])
    publication = PublicationPageFactory(document=DocumentFactory(title="Een folder"))

    answer = api.get(f"pages/{post.pk}/")
    document = api.get(f"pages/{publication.pk}/")["document"]

    assert answer["categories"] == [{"id": post.categories.get().pk, "name": "Buurt", "slug": "buurt"}]
    assert answer["project"]["title"] == "Gelinkt"
    assert answer["project"]["url"] == f"http://testserver{project.url}"
    assert document["title"] == "Een folder"
    assert document["url"].startswith("http://testserver/documents/")
    assert document["size"] == len(b"content")


def test_link_to_a_page_that_is_not_public_is_absent(api):
    project = ProjectPageFactory(title="Geheim")
    post = NewsPageFactory(project=project)
    project.unpublish()

    assert api.get(f"pages/{post.pk}/")["project"] is None


def test_rich_text_is_clean_html_with_full_addresses(api):
    page, term, document = PlainPageFactory(), TermFactory(term="Zorg <lus>", slug="zorglus"), DocumentFactory()
    contact = ContactPageFactory(
        opening_hours=f'<p><a linktype="page" id="{page.pk}">x</a> <a linktype="term" id="{term.pk}">y</a> '
        f'<a linktype="document" id="{document.pk}">z</a></p>'
    )

    html = api.get(f"pages/{contact.pk}/")["opening_hours"]

    links = fragment(html).select("a")
    assert "linktype" not in html
    assert [link["href"] for link in links] == [
        f"http://testserver{page.url}",
        "http://testserver/woordenlijst/#zorglus",
        f"http://testserver{document.url}",
    ]
    assert links[1]["data-meaning"] == term.meaning


def test_draft_needs_a_token(api, writer):
    draft = PlainPageFactory(draft=True, title="Nog niet")
    live = PlainPageFactory(title="Al wel")
    live.title = "Straks anders"
    live.save_revision()

    problem_of(api.ask(f"pages/{draft.pk}/"), 404)
    problem_of(api.ask(f"pages/{draft.pk}/", version="draft"), 404)
    problem_of(api.ask(f"pages/{live.pk}/", version="draft"), 404)
    assert api.get(f"pages/{live.pk}/")["title"] == "Al wel"
    assert writer.get(f"pages/{draft.pk}/", version="draft")["title"] == "Nog niet"
    assert writer.get(f"pages/{live.pk}/", version="draft")["title"] == "Straks anders"


def test_token_that_is_none_opens_nothing(api):
    draft = PlainPageFactory(draft=True)
    api.headers["Authorization"] = "Bearer wagtail_" + "x" * 49

    problem_of(api.ask(f"pages/{draft.pk}/", version="draft"), 401)
    problem_of(api.ask("whoami/"), 401)


def test_page_detail_costs_the_same_whatever_is_in_its_body(api):
    def body(number):
        return [("related", {"pages": [PlainPageFactory() for _ in range(number)]})] * number

    one, three = PlainPageFactory(body=body(1)), PlainPageFactory(body=body(3))
    api.get(f"pages/{one.pk}/")

    with exactly(7):
        api.get(f"pages/{one.pk}/")
    with exactly(7):
        assert len(api.get(f"pages/{three.pk}/")["body"]) == 3
