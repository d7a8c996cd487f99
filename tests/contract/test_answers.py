"""One checked-in answer a page type and a list, each as the OpenAPI document says it is."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from jsonschema import Draft202012Validator

from cms.api.document import openapi_document
from tests.contract.normal import holds, normal
from tests.factories import (
    PAGE_FACTORIES,
    DocumentFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    OfferingPageFactory,
    PlainPageFactory,
    ProjectPageFactory,
    TermFactory,
)
from tests.factories.blocks import every_block
from tests.factories.media import make_promised_sizes

pytestmark = pytest.mark.usefixtures("source_language")
USE_BY = datetime(2126, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def source_language():
    """Labels as they stand in the code, whether or not the Dutch catalogue was compiled."""
    with override(None):
        yield


def body() -> list:
    return [("text", {"text": "<p>Een <b>tekst</b>.</p>", "use_by": USE_BY, "fallback": "<p>Voorbij.</p>"})]


FIELDS = {
    "ActivityPage": lambda: {"kind": "lecture", "duration": "2 uur", "languages": "Nederlands"},
    "OfferingPage": lambda: {"ground": "mint"},
    "ProjectPage": lambda: {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)},
    "NewsPage": lambda: {
        "author_name": "Noor",
        "categories": [NewsCategoryFactory(name="Buurt")],
        "project": ProjectPageFactory(title="Gelinkt"),
    },
    "StoryPage": lambda: {"person_name": "Maurice", "kind": "film"},
    "PodcastPage": lambda: {"hosts": "Noor en Sam"},
    "EpisodePage": lambda: {"season": 2, "number": 3},
    "PublicationPage": lambda: {"kind": "book", "authors": "Lus", "document": DocumentFactory(title="Het boek")},
    "ContactPage": lambda: {"opening_hours": "<p>Op <b>afspraak</b>.</p>"},
    "PlainPage": lambda: {"body": every_block()},
}


def validator(component: str) -> Draft202012Validator:
    document = openapi_document()
    schema = {"$ref": f"#/components/schemas/{component}", "components": document["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def ask(client, path: str, component: str):
    make_promised_sizes()
    response = client.get(f"/api/v3/{path}")
    assert response.status_code == 200, response.content
    validator(component).validate(response.json())
    return normal(response.json())


@pytest.mark.parametrize("name", sorted(PAGE_FACTORIES))
def test_page_answers_as_checked_in(client, site, name):
    fields = {"title": "Een pagina", "summary": "In het kort.", "picture": ImageFactory(wide=1600, high=900)}
    if hasattr(PAGE_FACTORIES[name]._meta.model, "body"):
        fields["body"] = body()
    page = PAGE_FACTORIES[name](**fields | FIELDS.get(name, dict)())

    holds(f"answers/{name}.json", ask(client, f"pages/{page.pk}/", f"{name}Schema"))


def test_home_page_answers_as_checked_in(client, home):
    offering = OfferingPageFactory(title="Lusgroepen")
    home.offerings, home.hero_action_page, home.body = [("page", offering)], offering, []
    home.save_revision().publish()

    holds("answers/HomePage.json", ask(client, f"pages/{home.pk}/", "HomePageSchema"))


def test_lists_answer_as_checked_in(client, site):
    NewsPageFactory(
        title="Buurtfeest",
        summary="Iedereen welkom.",
        picture=ImageFactory(wide=1600, high=900, title="Feest"),
        categories=[NewsCategoryFactory(name="Buurt")],
    )
    OfferingPageFactory(title="Wat doet Lus", show_in_menus=True)
    PlainPageFactory(title="Privacy")
    TermFactory(term="Zorglus", meaning="Wie voor je zorgt.")

    holds("answers/content.json", ask(client, "content/?type=cms.NewsPage", "CardList"))
    holds("answers/menu.json", ask(client, "menu/", "Menus"))
    holds("answers/site.json", ask(client, "site/", "SiteOut"))
    holds("answers/terms.json", ask(client, "terms/", "TermList"))
    holds("answers/pages.json", ask(client, "pages/?type=cms.NewsPage", "PagedBasePageSchema"))
    holds("answers/images.json", ask(client, "images/", "PagedImageSchema"))


def test_problem_answers_as_checked_in(client, site):
    response = client.get("/api/v3/content/?limit=0")
    validator("Problem").validate(response.json())

    holds("answers/problem.json", response.json())
