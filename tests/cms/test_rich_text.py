"""Links and words in rich text: what is stored, what is shown, what is not there any more."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex
from wagtail.rich_text import expand_db_html

from cms.blocks.living import TEXT_FEATURES
from tests.factories import DocumentFactory, PlainPageFactory, TermFactory
from tests.queries import exactly
from tests.reading import addresses, fragment, words

pytestmark = pytest.mark.django_db


def shown(html):
    return fragment(expand_db_html(html)).body


def test_marked_word_leads_to_its_meaning(site):
    term = TermFactory(term="compagnon de route", meaning="Iemand die meeloopt.")

    link = shown(f'<p><a linktype="term" id="{term.pk}">compagnon</a></p>').a

    assert link["class"] == ["term"]
    assert link["href"] == "/woordenlijst/#compagnon-de-route"
    assert link["data-meaning"] == "Iemand die meeloopt."


def test_word_that_was_removed_leaves_its_text(site):
    body = shown('<p>Een <a linktype="term" id="999">woord</a>.</p>')

    assert addresses(body) == []
    assert words(body) == "Een woord ."


@pytest.mark.parametrize("broken", ['id="x"', 'id=""', ""])
def test_link_without_a_number_leaves_its_text(site, broken):
    assert "woord" in words(shown(f'<p><a linktype="term" {broken}>woord</a></p>'))
    assert "pagina" in words(shown(f'<p><a linktype="page" {broken}>pagina</a></p>'))


def test_link_to_a_page_follows_the_page(site):
    page = PlainPageFactory()
    html = f'<a linktype="page" id="{page.pk}">hier</a>'
    assert addresses(shown(html)) == [page.url]

    page.slug = "elders"
    page.save_revision().publish()

    assert addresses(shown(html)) == ["/elders/"]


def test_link_to_a_page_that_is_offline_leads_nowhere(site):
    page = PlainPageFactory()
    page.unpublish()

    assert addresses(shown(f'<a linktype="page" id="{page.pk}">hier</a>')) == []


def test_link_to_a_document_leads_to_it(site):
    document = DocumentFactory()

    assert addresses(shown(f'<a linktype="document" id="{document.pk}">folder</a>')) == [document.url]


def test_many_words_cost_one_query(site):
    terms = [TermFactory() for _ in range(5)]
    html = "".join(f'<a linktype="term" id="{term.pk}">w</a>' for term in terms)

    with exactly(1):
        expand_db_html(html)


def test_word_goes_into_the_editor_and_back_unchanged(site):
    term = TermFactory(term="lusgroep")
    stored = f'<p data-block-key="abcde">Een <a linktype="term" id="{term.pk}">lusgroep</a>.</p>'
    converter = ContentstateConverter(features=TEXT_FEATURES)

    state = converter.from_database_format(stored)
    back = converter.to_database_format(state)

    assert str(term.meaning) in state
    link = fragment(back).a
    assert link["linktype"] == "term"
    assert link["id"] == str(term.pk)
    assert words(link) == "lusgroep"


def test_script_pasted_into_the_editor_is_not_stored(site):
    converter = ContentstateConverter(features=TEXT_FEATURES)

    back = converter.to_database_format(converter.from_database_format("<p>Hallo<script>alert(1)</script></p>"))

    assert not fragment(back).select("script")


def test_word_knows_on_which_pages_it_is_marked(site):
    term = TermFactory()
    page = PlainPageFactory(body=[("text", {"text": f'<p><a linktype="term" id="{term.pk}">woord</a></p>'})])

    used = ReferenceIndex.get_references_to(term).values_list("object_id", flat=True)

    assert str(page.pk) in list(used)
