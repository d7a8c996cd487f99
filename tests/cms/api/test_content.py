"""The card list: any page type, one shape."""

from datetime import date
from uuid import UUID

import pytest
from wagtail.models import PageViewRestriction

from cms import kept
from cms.models import LusImage, NewsCategory
from tests.cms.api.conftest import fields_of, problem_of
from tests.factories import (
    EpisodePageFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    OfferingPageFactory,
    PlainPageFactory,
    ProjectPageFactory,
    StoryPageFactory,
)
from tests.factories.media import make_promised_sizes
from tests.queries import exactly

NEWS = "cms.NewsPage"


def titles(answer) -> list[str]:
    return [item["title"] for item in answer["items"]]


def test_card_says_what_a_list_shows(api):
    image = ImageFactory(wide=1600, high=800)
    page = NewsPageFactory(
        title="Buurtfeest", summary="Iedereen welkom.", picture=image, categories=[NewsCategoryFactory(name="Buurt")]
    )

    [card] = api.get("content/", type=NEWS)["items"]

    assert UUID(card["id"]) == page.translation_key
    assert (card["type"], card["title"], card["summary"]) == (NEWS, "Buurtfeest", "Iedereen welkom.")
    assert (card["url"], card["path"]) == ("http://testserver/nieuws/buurtfeest/", "/nieuws/buurtfeest/")
    assert card["detail_url"] == f"http://testserver/api/v3/pages/{page.pk}/"
    assert card["date"] == "2026-03-02"
    assert [(category["name"], category["slug"]) for category in card["categories"]] == [("Buurt", "buurt")]
    webp = [size["width"] for size in card["picture"]["renditions"] if size["format"] == "image/webp"]
    assert webp == [480, 960, 1440]


def test_list_holds_every_page_type_that_is_public(api, home):
    NewsPageFactory(title="Nieuw"), StoryPageFactory(title="Verhaal"), EpisodePageFactory(title="Aflevering")
    PlainPageFactory(title="Ontwerp", draft=True)
    closed = PlainPageFactory(title="Besloten")
    closed.view_restrictions.create(restriction_type="login")
    PlainPageFactory(title="Onder besloten", parent=closed)

    found = titles(api.get("content/"))

    assert {"Nieuw", "Verhaal", "Aflevering", "Nieuws", "Podcast"} <= set(found)
    assert not {"Ontwerp", "Besloten", "Onder besloten"} & set(found)


def test_unpublished_page_is_gone_at_once(api):
    page = NewsPageFactory()
    assert api.get("content/", type=NEWS)["items"]

    page.unpublish()

    assert api.get("content/", type=NEWS)["items"] == []


def test_list_is_filtered_by_type_category_project_and_day(api):
    category, project = NewsCategoryFactory(slug="buurt"), ProjectPageFactory(slug="gelinkt")
    NewsPageFactory(title="a", published_on=date(2026, 1, 1), categories=[category])
    NewsPageFactory(title="b", published_on=date(2026, 2, 1), project=project)
    NewsPageFactory(title="c", published_on=date(2026, 3, 1), categories=[category, NewsCategoryFactory()])
    StoryPageFactory(title="d", published_on=date(2026, 4, 1))

    assert titles(api.get("content/", type=NEWS)) == ["c", "b", "a"]
    assert titles(api.get("content/", type=[NEWS, "cms.StoryPage"])) == ["d", "c", "b", "a"]
    assert titles(api.get("content/", category="buurt")) == ["c", "a"]
    assert titles(api.get("content/", project="gelinkt")) == ["b"]
    assert titles(api.get("content/", type=NEWS, **{"from": "2026-02-01"})) == ["c", "b"]
    assert titles(api.get("content/", type=NEWS, to="2026-02-01")) == ["b", "a"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("-date", ["b", "a", "c"]), ("date", ["a", "b", "c"]), ("title", ["a", "b", "c"]), ("-title", ["c", "b", "a"])],
)
def test_order_is_total_and_what_has_no_day_comes_last(api, order, expected):
    NewsPageFactory(title="a", published_on=date(2026, 1, 1))
    NewsPageFactory(title="b", published_on=date(2026, 1, 2))
    OfferingPageFactory(title="c")

    types = [NEWS, "cms.OfferingPage"]

    assert titles(api.get("content/", type=types, order=order)) == expected


def test_search_finds_the_best_first(api):
    PlainPageFactory(title="Over ons", body=[("text", {"text": "<p>Wij vertellen ook over de lusgroep.</p>"})])
    PlainPageFactory(title="Lusgroep starten", summary="Een lusgroep in je buurt.")

    answer = api.get("content/", search="lusgroep")

    assert answer["count"] == 2
    assert set(titles(answer)) == {"Lusgroep starten", "Over ons"}
    assert titles(api.get("content/", search="lusgroep", order="-title")) == ["Over ons", "Lusgroep starten"]
    assert api.get("content/", search="zzz") == {"count": 0, "items": []}


def test_pages_of_a_list_meet_without_overlap(api):
    for number in range(5):
        NewsPageFactory(title=f"{number}", published_on=date(2026, 1, 1))

    first, second = (api.get("content/", type=NEWS, limit=3, offset=offset) for offset in (0, 3))

    assert first["count"] == second["count"] == 5
    assert sorted(titles(first) + titles(second)) == ["0", "1", "2", "3", "4"]


def test_fields_choose_what_an_item_says(api):
    NewsPageFactory(title="Buurtfeest")

    [card] = api.get("content/", type=NEWS, fields="title,date")["items"]

    assert set(card) == {"id", "title", "date"}
    problem = problem_of(api.ask("content/", fields="title,geheim"), 422)
    assert "fields" in fields_of(problem)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "veel"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"type": "cms.Secret"}, "type"),
        ({"order": "price"}, "order"),
        ({"from": "gisteren"}, "from"),
        ({"search": "x" * 101}, "search"),
    ],
)
def test_value_that_cannot_be_is_refused_by_name(api, query, name):
    assert name in fields_of(problem_of(api.ask("content/", **query), 422))


def test_list_costs_the_same_for_one_and_for_three(api):
    categories = [NewsCategoryFactory(), NewsCategoryFactory()]
    NewsPageFactory(picture=ImageFactory(), categories=categories)
    make_promised_sizes()
    api.get("content/", type=NEWS)
    kept.forget()

    with exactly(5):
        api.get("content/", type=NEWS)
    for _ in range(2):
        NewsPageFactory(picture=ImageFactory(), categories=categories)
    make_promised_sizes()
    kept.forget()
    with exactly(5):
        assert len(api.get("content/", type=NEWS)["items"]) == 3
    with exactly(1):
        assert len(api.get("content/", type=NEWS)["items"]) == 3


def test_kept_list_follows_each_change_at_once(api):
    picture = ImageFactory(alt_text="Een straat")
    page = NewsPageFactory(title="Eerst", picture=picture, categories=[NewsCategoryFactory(name="Buurt")])
    assert titles(api.get("content/", type=NEWS)) == ["Eerst"]

    page.title = "Later"
    page.save_revision().publish()
    assert titles(api.get("content/", type=NEWS)) == ["Later"]

    image = LusImage.objects.get(pk=picture.pk)
    image.alt_text = "Een plein"
    image.save()
    category = NewsCategory.objects.get()
    category.name = "Wijk"
    category.save()
    [card] = api.get("content/", type=NEWS)["items"]
    assert (card["picture"]["alt"], card["categories"][0]["name"]) == ("Een plein", "Wijk")

    NewsPageFactory(title="Tweede")
    answer = api.get("content/", type=NEWS)
    assert (answer["count"], len(answer["items"])) == (2, 2)

    page.unpublish()
    answer = api.get("content/", type=NEWS)
    assert (answer["count"], titles(answer)) == (1, ["Tweede"])


def test_kept_list_loses_what_becomes_private_even_when_nobody_announced_it(api):
    page = NewsPageFactory()
    assert titles(api.get("content/", type=NEWS)) == [page.title]

    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=page, restriction_type="login")])

    answer = api.get("content/", type=NEWS)
    assert (answer["count"], answer["items"]) == (0, [])


@pytest.mark.parametrize(
    "query",
    [{"order": "title"}, {"limit": "1"}, {"fields": "title"}, {"category": "buurt"}, {"type": "cms.StoryPage"}],
)
def test_kept_list_answers_only_the_same_question(api, query):
    NewsPageFactory(title="Zon", categories=[NewsCategoryFactory(name="Buurt")], published_on=date(2026, 3, 2))
    NewsPageFactory(title="Appel", published_on=date(2026, 3, 1))
    StoryPageFactory(title="Midden", published_on=date(2026, 3, 1))
    whole = api.get("content/")

    asked = api.get("content/", **query)

    kept.forget()
    assert asked == api.get("content/", **query)
    assert asked != whole


def test_what_nobody_else_asks_is_not_kept(api):
    NewsPageFactory()

    for query in ({"search": "x"}, {"from": "2026-01-01"}, {"to": "2026-12-31"}, {"offset": "1"}, {"limit": "21"}):
        kept.forget()
        api.get("content/", **query)

        assert not [name for name in kept.names() if name.startswith("content ")]


def test_categories_are_those_in_use(api):
    NewsPageFactory(categories=[NewsCategoryFactory(name="Buurt")])
    NewsCategoryFactory(name="Leeg")

    assert [category["name"] for category in api.get("content/categories/")] == ["Buurt"]
