"""Blocks as documented JSON, and promises that hold in it."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils.timezone import localtime, now

from tests.factories import ImageFactory, PlainPageFactory
from tests.factories.blocks import KINDS, full, minimal
from tests.queries import exactly
from tests.reading import directives


def block_of(api, kind, value):
    page = PlainPageFactory(body=[(kind, value)])
    [block] = api.get(f"pages/{page.pk}/")["body"]
    return block


@pytest.mark.parametrize("make", [minimal, full])
@pytest.mark.parametrize("kind", KINDS)
def test_every_block_has_type_id_and_value(api, kind, make):
    block = block_of(api, kind, make(kind))

    assert block["type"] == kind
    assert len(block["id"]) == 36
    assert block["value"]["use_by"] is None
    assert "fallback" not in block["value"]


def test_picture_says_its_words_and_its_sizes(api):
    image = ImageFactory(wide=1600, high=800, credit="Noor")

    value = block_of(api, "image", {"image": image, "alt": "De brug", "caption": "In de lente"})["value"]

    assert (value["alt_text"], value["caption"]) == ("De brug", "In de lente")
    assert (value["image"]["width"], value["image"]["height"], value["image"]["credit"]) == (1600, 800, "Noor")
    webp = [size for size in value["image"]["renditions"] if size["format"] == "image/webp"]
    assert [(size["width"], size["height"]) for size in webp] == [(480, 240), (960, 480), (1440, 720)]
    made = [api.http.get(urlsplit(size["url"]).path) for size in webp]
    assert {(answer.status_code, answer["Location"].startswith("/media/images/")) for answer in made} == {(302, True)}


def test_decorative_picture_says_nothing(api):
    value = block_of(api, "image", {"image": ImageFactory(), "decorative": True})["value"]

    assert value["decorative"] is True
    assert value["alt_text"] == ""


def test_people_show_their_portrait_on_the_page_that_shows_them(api):
    portrait = ImageFactory(alt_text="Noor lacht")

    value = block_of(api, "people", {"people": [{"picture": portrait, "name": "Noor"}, {"name": "Sam"}]})["value"]

    assert [person["name"] for person in value["people"]] == ["Noor", "Sam"]
    assert value["people"][0]["picture"]["alt"] == "Noor lacht"
    assert value["people"][1]["picture"] is None


def test_related_pages_leave_out_what_is_not_public(api):
    hidden = PlainPageFactory(title="Verborgen")
    hidden.view_restrictions.create(restriction_type="login")

    pages = [PlainPageFactory(title="Open"), PlainPageFactory(draft=True), hidden]
    value = block_of(api, "related", {"pages": pages})["value"]

    assert [page["title"] for page in value["pages"]] == ["Open"]


def test_action_to_a_page_that_went_away_leads_nowhere(api):
    target = PlainPageFactory(title="Start")
    action = PlainPageFactory(body=[("action", {"title": "Doe mee", "page": target, "label": "Start"})])

    before = api.get(f"pages/{action.pk}/")["body"][0]["value"]
    target.unpublish()
    after = api.get(f"pages/{action.pk}/")["body"][0]["value"]

    assert before["href"] == before["page"]["url"] == "http://testserver/start/"
    assert (after["href"], after["page"]) == ("", None)


def test_film_elsewhere_names_its_player_and_its_host(api):
    film = {"title": "Film", "poster": ImageFactory(), "embed_url": "https://youtu.be/abcdefghijk"}

    value = block_of(api, "film", film)["value"]

    assert value["player_url"].startswith("https://www.youtube-nocookie.com/embed/abcdefghijk")
    assert value["host"] == "YouTube"
    assert value["video"] is None


def test_past_promise_is_gone_or_replaced_at_that_minute(api):
    yesterday, tomorrow = now() - timedelta(days=1), now() + timedelta(days=1)
    page = PlainPageFactory(
        body=[
            ("text", {"text": "<p>Altijd.</p>"}),
            ("notice", {"date": now().date(), "title": "Voorbij", "use_by": yesterday}),
            (
                "notice",
                {"date": now().date(), "title": "Vervangen", "use_by": yesterday, "fallback": "<p>Binnenkort.</p>"},
            ),
            ("notice", {"date": now().date(), "title": "Komt", "use_by": tomorrow, "fallback": "<p>Later.</p>"}),
        ]
    )

    body = api.get(f"pages/{page.pk}/")["body"]

    assert [block["type"] for block in body] == ["text", "text", "notice"]
    assert body[1]["value"] == {"text": "<p>Binnenkort.</p>", "use_by": None}
    assert body[2]["value"]["title"] == "Komt"
    assert body[2]["value"]["use_by"] == localtime(tomorrow).isoformat(timespec="seconds")


def test_no_copy_outlives_a_promise(api):
    soon = now().replace(microsecond=0) + timedelta(hours=1)
    page = PlainPageFactory(body=[("notice", {"date": now().date(), "title": "Straks", "use_by": soon})])

    with time_machine.travel(soon - timedelta(seconds=7), tick=False):
        kept = directives(api.ask(f"pages/{page.pk}/")["Cache-Control"])

    assert kept["max-age"] == {"7"}


def test_body_of_every_kind_of_block_costs_a_handful_of_queries(api):
    page = PlainPageFactory(body=[(kind, full(kind)) for kind in KINDS])
    api.get(f"pages/{page.pk}/")
    api.get(f"pages/{page.pk}/")  # a server that has run for a while: the first answer may have changed something

    with exactly(11):
        api.get(f"pages/{page.pk}/")
