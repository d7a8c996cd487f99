"""Every page type shows, says what it is, and stands only where it makes sense."""

import itertools
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.enums import PublicationKind, StoryKind
from cms.models import BasePage
from home.models import HomePage
from tests.factories import (
    PAGE_FACTORIES,
    ContactPageFactory,
    DocumentFactory,
    EpisodePageFactory,
    ImageFactory,
    InspirationPageFactory,
    NewsPageFactory,
    OfferingPageFactory,
    PlainPageFactory,
    PodcastIndexPageFactory,
    PodcastPageFactory,
    ProjectPageFactory,
    PublicationPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
)
from tests.factories.blocks import every_block
from tests.reading import addresses, main_words, soup, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_every_page_type_shows_its_title_as_the_one_first_heading(site, client, name):
    page = PAGE_FACTORIES[name](title="Wie draagt jou?")

    html = soup(client.get(page.url))

    assert [words(heading) for heading in html.select("h1")] == ["Wie draagt jou?"]
    assert html.title.string.startswith("Wie draagt jou?")
    assert html.html["lang"] == "nl-BE"


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_every_page_type_shows_with_all_that_it_can_have(site, client, name):
    fields = {"summary": "Kort gezegd.", "picture": ImageFactory()}
    if hasattr(PAGE_FACTORIES[name]._meta.model, "body"):
        fields["body"] = every_block()
    page = PAGE_FACTORIES[name](**fields)

    html = soup(client.get(page.url))

    assert "None" not in words(html.main)
    assert not html.select("[style], [onclick], script:not([src]):not([type='application/ld+json'])")


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_heading_levels_never_jump(site, client, name):
    fields = {"body": every_block()} if hasattr(PAGE_FACTORIES[name]._meta.model, "body") else {}
    page = PAGE_FACTORIES[name](**fields)

    levels = [int(heading.name[1]) for heading in soup(client.get(page.url)).main.select("h1, h2, h3, h4, h5, h6")]

    assert levels[0] == 1
    # In this body an editor chose a small heading before any other, which the checks of the editor point out.
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels) if above > 1), levels


def test_home_page_greets_with_its_first_sentence(home, client):
    assert words(soup(client.get("/")).h1) == "Niemand valt uit de lus"


def test_home_page_shows_chosen_offerings_in_the_editors_order_and_the_newest(home, client):
    first, second, unchosen = (OfferingPageFactory(title=title) for title in ("Lusgroepen", "Linkgroepen", "Andere"))
    for day in range(1, 6):
        NewsPageFactory(title=f"Bericht {day}", published_on=date(2026, 3, day))
        StoryPageFactory(title=f"Verhaal {day}", published_on=date(2026, 3, day))
    home.offerings = [("page", second), ("page", first)]
    home.save_revision().publish()

    context = client.get("/").context_data

    assert [card.title for card in context["offerings"]] == ["Linkgroepen", "Lusgroepen"]
    assert [card.title for card in context["news"]] == ["Bericht 5", "Bericht 4", "Bericht 3"]
    assert [card.title for card in context["stories"]] == ["Verhaal 5", "Verhaal 4"]
    assert unchosen.title not in main_words(client.get("/"))


def test_home_page_leaves_out_an_offering_that_is_not_online(home, client):
    offering = OfferingPageFactory()
    home.offerings = [("page", offering)]
    home.save_revision().publish()

    offering.unpublish()

    assert client.get("/").context_data["offerings"] == []


@pytest.mark.parametrize("make", [OfferingPageFactory, ProjectPageFactory])
def test_page_shows_its_live_children_in_the_editors_order(site, client, make):
    parent = make()
    second, first, draft = (PlainPageFactory(parent=parent, title=title) for title in ("Twee", "Een", "Ontwerp"))
    draft.unpublish()
    Page.objects.get(pk=first.pk).move(Page.objects.get(pk=second.pk), pos="left")

    response = client.get(parent.url)

    assert [card.title for card in response.context_data["children"]] == ["Een", "Twee"]
    assert {first.url, second.url} <= set(addresses(soup(response).main))


def test_project_shows_its_own_news_newest_first(site, client):
    project, other = ProjectPageFactory(), ProjectPageFactory()
    for day in range(1, 5):
        NewsPageFactory(title=f"Bericht {day}", project=project, published_on=date(2026, 3, day))
    NewsPageFactory(title="Van een ander", project=other, published_on=date(2026, 4, 1))

    titles = [card.title for card in client.get(project.url).context_data["news"]]

    assert titles == ["Bericht 4", "Bericht 3", "Bericht 2"]


def test_project_cannot_end_before_it_starts(site):
    project = ProjectPageFactory()
    project.starts_on, project.ends_on = date(2026, 3, 2), date(2026, 3, 1)

    with pytest.raises(ValidationError) as refusal:
        project.full_clean()

    assert set(refusal.value.message_dict) == {"ends_on"}


def test_stories_can_be_narrowed_to_one_kind(site, client):
    StoryPageFactory(title="Geschreven")
    StoryPageFactory(title="Gefilmd", kind=StoryKind.FILM)
    address = StoryIndexPageFactory._meta.model.objects.get().url

    def titles(query):
        return {card.title for card in client.get(address, query).context_data["page_obj"]}

    assert titles({}) == {"Geschreven", "Gefilmd"}
    assert titles({"soort": "film"}) == {"Gefilmd"}
    assert titles({"soort": "verhaal"}) == {"Geschreven"}
    assert titles({"soort": "iets-anders"}) == {"Geschreven", "Gefilmd"}


def test_story_offers_others_and_never_itself(site, client):
    told, other = StoryPageFactory(), StoryPageFactory(title="Een ander")

    assert [card.title for card in client.get(told.url).context_data["more"]] == ["Een ander"]
    assert other.url in addresses(soup(client.get(told.url)).main)


def test_podcast_lists_its_episodes_from_the_last_one_back(site, client):
    show = PodcastPageFactory()
    for season, number in ((1, 1), (1, 2), (2, 1)):
        EpisodePageFactory(title=f"S{season} A{number}", season=season, number=number)

    episodes = client.get(show.url).context_data["page_obj"]

    assert [episode.title for episode in episodes] == ["S2 A1", "S1 A2", "S1 A1"]


def test_list_of_podcasts_shows_its_shows(site, client):
    show = PodcastPageFactory(title="Goed omringd")

    html = soup(client.get(PodcastIndexPageFactory._meta.model.objects.get().url))

    assert show.url in addresses(html.main)


def test_inspiration_shows_publications_films_and_stories(site, client):
    page = InspirationPageFactory()
    PublicationPageFactory(title="Een boek", kind=PublicationKind.BOOK)
    StoryPageFactory(title="Gefilmd", kind=StoryKind.FILM)
    StoryPageFactory(title="Geschreven")

    context = client.get(page.url).context_data

    assert [card.title for card in context["page_obj"]] == ["Een boek"]
    assert [card.title for card in context["films"]] == ["Gefilmd"]
    assert [card.title for card in context["stories"]] == ["Geschreven"]


def test_publication_leads_to_its_document(site, client):
    document = DocumentFactory()
    page = PublicationPageFactory(document=document)

    assert document.url in addresses(soup(client.get(page.url)).main)


def test_contact_page_shows_what_the_organisation_filled_in(site, client):
    from cms.models import OrganisationSettings

    OrganisationSettings.objects.update_or_create(
        site=site,
        defaults={"email": "hallo@example.org", "phone": "016 12 34 56", "address": "Brug 1", "city": "Leuven"},
    )
    html = soup(client.get(ContactPageFactory(opening_hours="<p>Op dinsdag</p>").url))

    assert "mailto:hallo@example.org" in addresses(html.main)
    assert any(address.startswith("tel:") for address in addresses(html.main))
    assert "Leuven" in words(html.main)
    assert "Op dinsdag" in words(html.main)


@pytest.mark.parametrize("name", PAGE_FACTORIES)
def test_draft_is_not_there_for_visitors(site, client, name):
    page = PAGE_FACTORIES[name](draft=True)

    assert client.get(page.url_path.replace("/home/", "/", 1)).status_code == 404


def test_every_page_type_stands_only_where_it_makes_sense():
    children = {
        model.__name__: sorted(
            child.__name__ for child in model.allowed_subpage_models() if issubclass(child, BasePage)
        )
        for model in (HomePage, *(made._meta.model for made in PAGE_FACTORIES.values()))
    }

    assert children == {
        "HomePage": [
            "CalendarPage",
            "ContactPage",
            "InspirationPage",
            "MapPage",
            "NewsIndexPage",
            "OfferingPage",
            "PlainPage",
            "PodcastIndexPage",
            "ShopPage",
            "StoryIndexPage",
        ],
        "CalendarPage": [],
        "ContactPage": [],
        "EpisodePage": [],
        "InspirationPage": ["PublicationPage"],
        "MapPage": [],
        "NewsIndexPage": ["NewsPage"],
        "NewsPage": [],
        "ActivityPage": [],
        "OfferingPage": ["ActivityPage", "OfferingPage", "PlainPage", "ProjectPage"],
        "PlainPage": ["PlainPage"],
        "PodcastIndexPage": ["PodcastPage"],
        "PodcastPage": ["EpisodePage"],
        "ProjectPage": ["PlainPage", "ProjectPage"],
        "PublicationPage": [],
        "ShopPage": [],
        "StoryIndexPage": ["StoryPage"],
        "StoryPage": [],
    }


@pytest.mark.parametrize(
    "address", ["/bestaat-niet/", "/nieuws/bestaat-niet/", "/nieuws/x/y/z/", "/%00/", "/" + "a/" * 300]
)
def test_address_of_no_page_is_a_404(site, client, address):
    NewsPageFactory()

    assert client.get(address).status_code == 404


def test_title_with_html_stays_text_everywhere(site, client):
    page = NewsPageFactory(title="<b>Vet</b> & <script>alert(1)</script>", slug="vet")

    for address in (page.url, "/nieuws/", "/"):
        html = soup(client.get(address))
        assert not html.select("script:not([src]):not([type='application/ld+json'])")
        assert "<b>Vet</b> & <script>alert(1)</script>" in words(html.main)


def test_page_answers_a_head_and_refuses_to_be_written_to(site, client):
    page = PlainPageFactory()

    assert client.head(page.url).status_code == 200
    assert client.get(page.url).status_code == 200


def test_page_asked_for_again_is_not_sent_again(site, client):
    page = PlainPageFactory()
    first = client.get(page.url)

    again = client.get(page.url, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""


def test_address_without_its_last_slash_leads_to_the_page(site, client):
    page = PlainPageFactory()

    response = client.get(page.url.rstrip("/"))

    assert response.status_code == 301
    assert response.url == page.url
