"""Blocks: each renders alone, whatever is filled in, and refuses what would not work for a reader."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.rich_text import RichText

from cms.blocks import BodyBlock
from tests.factories import DocumentFactory, ImageFactory, PlainPageFactory, StoryPageFactory, TermFactory
from tests.factories.blocks import KINDS, every_block, full, minimal
from tests.queries import exactly
from tests.reading import addresses, fragment, soup, words

pytestmark = pytest.mark.django_db

BODY = BodyBlock()


def rendered(kind: str, value: dict):
    """The block alone, as a browser reads it."""
    block = BODY.child_blocks[kind]
    return fragment(block.render(block.normalize(value))).body


def refused(kind: str, **changes) -> set[str]:
    """The fields that validation complains about."""
    block = BODY.child_blocks[kind]
    with pytest.raises(ValidationError) as refusal:
        block.clean(block.normalize(minimal(kind) | changes))
    return set(refusal.value.block_errors)


@pytest.mark.parametrize("make", [minimal, full])
@pytest.mark.parametrize("kind", KINDS)
def test_every_block_renders_alone(site, kind, make):
    body = rendered(kind, make(kind))

    assert body.find(True) is not None
    assert not body.select("[style], [onclick], script:not([src])")
    assert "None" not in words(body)
    assert all(
        image.has_attr("alt") and image.has_attr("width") and image.has_attr("height") for image in body.select("img")
    )
    assert all(address.strip() for address in addresses(body))


@pytest.mark.parametrize("kind", KINDS)
def test_no_block_lets_text_become_html(site, kind):
    evil = '<script>alert("x")</script>'
    value = minimal(kind)
    plain = {"heading": "text", "quote": "text", "image": "alt", "notice": "title", "action": "title", "film": "title"}
    field = plain.get(kind) or ("title" if kind in ("audio", "pull_out", "live_action") else "heading")
    if kind == "text":
        return
    value[field] = evil

    assert not rendered(kind, value).select("script")


def test_every_block_together_in_any_order_renders_on_a_page(site, client):
    page = PlainPageFactory(body=every_block())
    turned = PlainPageFactory(body=list(reversed(every_block())))

    for shown in (page, turned):
        main = soup(client.get(shown.url)).main
        assert len(main.select(".block, [data-block], figure, blockquote, details")) >= len(KINDS) / 2
        ids = [element["id"] for element in main.select("[id]")]
        assert len(ids) == len(set(ids))


def test_the_same_block_twice_gives_no_id_twice(site, client):
    page = PlainPageFactory(body=every_block() + every_block())

    ids = [element["id"] for element in soup(client.get(page.url)).select("[id]")]

    assert sorted(ids) == sorted(set(ids))


def test_search_reads_what_a_block_says_and_none_of_its_settings(site):
    kinds = [
        ("heading", {"text": "Voor wie?", "level": "h3"}),
        ("pull_out", {"text": "<p>Kort</p>", "ground": "sun"}),
        ("action", {"title": "Doe mee", "label": "Begin", "url": "/blijf-op-de-hoogte/"}),
        ("film", {"title": "Samen", "embed_url": "https://vimeo.com/76979871"}),
        ("partners", {"partners": [{"name": "De Spil", "url": "https://spil.example/"}]}),
    ]
    body = BodyBlock()

    found = body.get_searchable_content(body.to_python([{"type": kind, "value": value} for kind, value in kinds]))

    assert found == ["Voor wie?", "Kort", "Doe mee", "Begin", "Samen", "De Spil"]


def test_heading_has_an_anchor_that_a_link_can_lead_to(site):
    heading = rendered("heading", {"text": "Voor wie?", "level": "h3"}).h3

    assert words(heading) == "Voor wie?"
    assert heading["id"] == "voor-wie"


def test_picture_that_only_decorates_has_an_empty_alternative(site):
    body = rendered("image", {"image": ImageFactory(alt_text="A bridge"), "decorative": True})

    assert body.img["alt"] == ""


def test_picture_takes_the_words_of_the_block_before_its_own(site):
    picture = ImageFactory(alt_text="A bridge")

    assert rendered("image", {"image": picture}).img["alt"] == "A bridge"
    assert rendered("image", {"image": picture, "alt": "The Dijle"}).img["alt"] == "The Dijle"


def test_picture_without_any_words_is_refused(site):
    assert refused("image", image=ImageFactory(alt_text="")) == {"alt"}


def test_picture_offers_smaller_formats_and_sizes(site):
    body = rendered("image", {"image": ImageFactory(wide=1600, high=900)})

    (avif,) = body.picture.select("source")
    assert avif["type"] == "image/avif"
    for offered, ending in ((avif, "format-avif"), (body.img, "format-webp")):
        files = [candidate.split()[0] for candidate in offered["srcset"].split(",")]
        assert len(files) > 1
        assert all(ending in name for name in files)
    assert body.img["loading"] == "lazy"


def test_film_of_our_own_needs_captions(site):
    assert refused("film", captions=None) == {"captions"}


def test_film_needs_a_file_or_an_address_and_not_both(site):
    assert "video" in refused("film", video=None)
    assert refused("film", embed_url="https://vimeo.com/1234567") == {"video"}


@pytest.mark.parametrize("extension", ["pdf", "mp3"])
def test_film_file_is_a_film(site, extension):
    assert refused("film", video=DocumentFactory(extension=extension)) == {"video"}


def test_captions_are_a_vtt_file(site):
    assert refused("film", captions=DocumentFactory(extension="pdf")) == {"captions"}


@pytest.mark.parametrize(
    "address",
    ["https://example.org/film", "https://evil.example/?https://youtu.be/aaaaaaaaaaa", "javascript:alert(1)"],
)
def test_film_elsewhere_is_on_a_host_we_know(site, address):
    assert "embed_url" in refused("film", video=None, captions=None, embed_url=address)


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk",
            "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1",
        ),
        ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"),
        ("https://vimeo.com/1234567", "https://player.vimeo.com/video/1234567?dnt=1"),
    ],
)
def test_film_elsewhere_loads_nothing_before_a_click(site, address, player):
    film = {"title": "A film", "poster": ImageFactory(), "embed_url": address}
    block = BODY.child_blocks["film"]
    value = block.clean(block.normalize(film))

    body = rendered("film", film)

    assert value.player_url == player
    assert not body.select("iframe, video, script")
    assert all(image["src"].startswith("/") for image in body.select("img"))
    assert address in addresses(body) or player in addresses(body), "without JavaScript the film is still reachable"


def test_film_of_our_own_has_controls_captions_and_a_poster(site):
    video = rendered("film", full("film")).video

    assert video.has_attr("controls")
    assert video["poster"].startswith("/")
    assert video.track["kind"] == "captions"
    assert video.track["srclang"] == "nl"
    assert not video.has_attr("autoplay")


def test_sound_needs_its_words_and_a_sound_file(site):
    assert refused("audio", transcript="") == {"transcript"}
    assert refused("audio", file=DocumentFactory(extension="pdf")) == {"file"}


def test_action_leads_to_one_place(site):
    assert "page" in refused("action", page=None)
    assert "page" in refused("action", url="https://example.org/")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "example.org"])
def test_action_refuses_an_address_that_is_none(site, address):
    assert refused("action", page=None, url=address) == {"url"}


def test_action_whose_page_went_away_keeps_no_dead_link(site):
    page = PlainPageFactory()
    value = minimal("action") | {"page": page}
    assert addresses(rendered("action", value)) == [page.url]

    page.unpublish()
    page.refresh_from_db()

    assert addresses(rendered("action", value)) == []


def test_replacement_without_a_date_is_refused(site):
    assert refused("text", fallback=RichText("<p>Later more.</p>")) == {"use_by"}


@pytest.mark.parametrize("kind", ["facts", "questions", "people", "partners", "downloads", "related"])
def test_list_block_has_at_least_one_item(site, kind):
    items = "pages" if kind == "related" else kind

    assert refused(kind, **{items: []}) == {items}


def test_related_pages_that_are_not_public_are_not_shown(site, client):
    shown, draft = PlainPageFactory(title="Zichtbaar"), PlainPageFactory(title="Ontwerp")
    page = PlainPageFactory(body=[("related", {"pages": [shown, draft]})])
    draft.unpublish()

    main = words(soup(client.get(page.url)).main)

    assert "Zichtbaar" in main
    assert "Ontwerp" not in main


def test_page_survives_the_deletion_of_everything_it_refers_to(site, client):
    from cms.models import LusDocument, LusImage, Term

    page = PlainPageFactory(body=every_block())
    LusImage.objects.all().delete()
    LusDocument.objects.all().delete()
    Term.objects.all().delete()
    for other in page.get_siblings(inclusive=False):
        other.delete()

    assert client.get(page.url).status_code == 200


def test_body_with_every_block_fetches_what_it_refers_to_in_four_queries(site):
    page = PlainPageFactory(body=every_block())
    fresh = type(page).objects.get(pk=page.pk)

    with exactly(4):  # what is private, pages with their cards, documents and words together, pictures
        for child in fresh.body:
            list(child.value.items())


def test_term_in_a_block_is_marked_with_its_meaning(site):
    term = TermFactory(term="lusgroep", meaning='Een "kring" van <mensen>.')

    link = rendered("text", {"text": f'<p>Een <a linktype="term" id="{term.pk}">lusgroepje</a>.</p>'}).select_one(
        "a.term"
    )

    assert words(link) == "lusgroepje"
    assert link["href"] == "/woordenlijst/#lusgroep"
    assert link["data-meaning"] == 'Een "kring" van <mensen>.'


def test_heading_never_takes_the_id_of_another_or_of_the_page_itself(site, client):
    headings = [("heading", {"text": text, "level": "h2"}) for text in ("Menu", "Voor wie?", "Voor wie?", "???", "???")]
    page = PlainPageFactory(body=headings)

    ids = [heading.get("id") for heading in soup(client.get(page.url)).main.select(".body h2")]

    assert ids == ["menu-2", "voor-wie", "voor-wie-2", None, None]


@pytest.mark.parametrize(("title", "headings"), [("Wie draagt jou?", []), ("De brug over", ["De brug over"])])
def test_film_called_as_its_page_does_not_say_it_twice(site, client, title, headings):
    page = StoryPageFactory(title="Wie draagt jou?", body=[("film", minimal("film") | {"title": title})])

    main = soup(client.get(page.url)).main

    assert [words(heading) for heading in main.select(".film h2")] == headings
    assert main.select_one(".film video")
