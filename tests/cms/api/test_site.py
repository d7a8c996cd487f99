"""What a front-end shows around the pages."""

from cms.models import OrganisationSettings
from tests.factories import OfferingPageFactory, PlainPageFactory, TermFactory
from tests.queries import exactly


def test_menu_has_two_levels_and_a_foot(api, home):
    offer = OfferingPageFactory(title="Wat doet Lus", show_in_menus=True)
    OfferingPageFactory(title="Lusgroepen", parent=offer, show_in_menus=True)
    PlainPageFactory(title="Niet in het menu")
    PlainPageFactory(title="Ontwerp", show_in_menus=True, draft=True)
    PlainPageFactory(title="Privacy", slug="privacy")

    menus = api.get("menu/")

    [top] = menus["main"]
    assert (top["title"], top["url"], top["path"]) == (
        "Wat doet Lus",
        "http://testserver/wat-doet-lus/",
        "/wat-doet-lus/",
    )
    assert [child["title"] for child in top["children"]] == ["Lusgroepen"]
    assert [item["path"] for item in menus["footer"]] == ["/privacy/"]


def test_menu_costs_the_same_for_one_and_for_three(api):
    OfferingPageFactory(show_in_menus=True)
    api.get("menu/")

    with exactly(1):
        api.get("menu/")
    OfferingPageFactory(show_in_menus=True), OfferingPageFactory(show_in_menus=True)
    api.get("menu/")
    with exactly(1):
        assert len(api.get("menu/")["main"]) == 3


def test_site_says_who_and_where(api, site):
    settings = OrganisationSettings.for_site(site)
    settings.email, settings.facebook_url = "hallo@example.org", "https://facebook.com/lus"
    settings.save()

    answer = api.get("site/")

    assert answer["name"] == "Lus vzw"
    assert answer["email"] == "hallo@example.org"
    assert answer["social_urls"] == ["https://facebook.com/lus"]
    assert answer["language"] == "nl-BE"


def test_word_list_says_what_words_mean(api):
    TermFactory(term="Zorglus", slug="zorglus", meaning="Wie voor je zorgt.")

    answer = api.get("terms/")

    assert answer == {
        "count": 1,
        "items": [
            {
                "id": "zorglus",
                "term": "Zorglus",
                "meaning": "Wie voor je zorgt.",
                "url": "http://testserver/woordenlijst/#zorglus",
            }
        ],
    }
