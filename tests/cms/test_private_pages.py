"""Pages for some: how they open, and that nothing of them shows elsewhere."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import ContactPageFactory, PlainPageFactory
from tests.queries import queries_of
from tests.reading import addresses, fragment, main_words, soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def guarded(site):
    page = PlainPageFactory(title="Alleen voor ons", summary="Niet voor iedereen.")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="lusje")
    return page


def form_of(response):
    return soup(response).main.find("form", method="post")


def test_page_with_a_password_opens_with_it(guarded, client):
    form = form_of(client.get(guarded.url))
    sent = {"password": "lusje", "return_url": guarded.url}

    opened = client.post(form["action"], sent, follow=True)

    assert opened.redirect_chain == [(guarded.url, 302)]
    assert "Alleen voor ons" in main_words(opened)
    assert "no-store" in opened["Cache-Control"]


def test_wrong_password_is_asked_again_in_our_own_page(guarded, client):
    form = form_of(client.get(guarded.url))

    again = client.post(form["action"], {"password": "mis", "return_url": guarded.url})

    assert form_of(again).select(".field__error")
    assert soup(again).select_one("header")


def test_password_page_says_nothing_of_what_lies_behind(guarded, client):
    said = client.get(guarded.url).content.decode()

    assert "Alleen voor ons" not in said
    assert "Niet voor iedereen" not in said


def test_password_leads_to_no_other_site(guarded, client):
    form = form_of(client.get(guarded.url))

    answer = client.post(form["action"], {"password": "lusje", "return_url": "https://example.net/"})

    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")


def test_page_for_people_with_an_account_leads_to_where_they_sign_in(site, client):
    page = PlainPageFactory()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    asked = client.get(page.url, follow=True)

    assert asked.redirect_chain[-1][0].startswith("/aanmelden/?next=")
    assert asked.status_code == 200


def test_private_page_has_no_card_among_related_pages(guarded, client):
    other = PlainPageFactory(title="Voor iedereen")
    page = PlainPageFactory(body=[("related", {"pages": [guarded, other]})])

    shown = main_words(client.get(page.url))

    assert "Voor iedereen" in shown
    assert "Alleen voor ons" not in shown


def linking_to(*pages):
    """A body that leads to each of `pages` by its words and by a button."""
    links = " ".join(f'<a linktype="page" id="{page.pk}">Lees {page.pk}</a>' for page in pages)
    return [
        ("text", {"text": f"<p>{links}</p>"}),
        *(("action", {"title": f"Doe {page.pk}", "page": page, "label": f"Ga {page.pk}"}) for page in pages),
    ]


def test_links_to_a_private_page_are_only_words(guarded, client):
    below, open_page = PlainPageFactory(parent=guarded, title="Eronder"), PlainPageFactory(title="Voor iedereen")
    page = PlainPageFactory(body=linking_to(guarded, below, open_page))

    main = soup(client.get(page.url)).main

    for hidden in (guarded, below):
        assert hidden.url not in addresses(main)
        assert f"Lees {hidden.pk}" in words(main)
        assert f"Ga {hidden.pk}" not in words(main)
    assert addresses(main).count(open_page.url) == 2


def test_links_to_a_private_page_are_only_words_in_the_api(guarded, client):
    open_page = PlainPageFactory(title="Voor iedereen")
    page = PlainPageFactory(body=linking_to(guarded, open_page))

    text, hidden, shown = (block["value"] for block in client.get(f"/api/v3/pages/{page.pk}/").json()["body"])

    assert guarded.url not in text["text"]
    assert f"Lees {guarded.pk}" in text["text"]
    assert [link["href"] for link in fragment(text["text"]).select("a[href]")] == [f"http://testserver{open_page.url}"]
    assert (hidden["page"], hidden["href"]) == (None, "")
    assert shown["href"] == f"http://testserver{open_page.url}"


def test_rich_text_outside_a_body_links_to_no_private_page_either(guarded, client):
    link = f'<p><a linktype="page" id="{guarded.pk}">Lees dit</a></p>'

    main = soup(client.get(ContactPageFactory(opening_hours=link).url)).main

    assert "Lees dit" in words(main)
    assert guarded.url not in addresses(main)


def test_first_button_of_the_home_page_leads_to_no_private_page(guarded, home, client):
    home.hero_action_page, home.hero_action_label = guarded, "Kom binnen"
    home.save_revision().publish()

    main = soup(client.get(home.url)).main

    assert guarded.url not in addresses(main)
    assert "Kom binnen" not in words(main)


def test_more_links_to_private_pages_cost_no_more_queries(site, client):
    hidden = [PlainPageFactory() for _ in range(9)]
    for page in hidden:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    one, nine = PlainPageFactory(body=linking_to(hidden[0])), PlainPageFactory(body=linking_to(*hidden))

    assert queries_of(client, one.url) == queries_of(client, nine.url)
    assert queries_of(client, f"/api/v3/pages/{one.pk}/") == queries_of(client, f"/api/v3/pages/{nine.pk}/")
