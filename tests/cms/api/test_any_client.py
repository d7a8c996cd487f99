"""What any client may send: a method that HTTP promises, marks that a search engine would read as a command."""

import pytest

from tests.factories import PlainPageFactory

LISTS = ["content/", "pages/", "images/", "documents/"]


@pytest.mark.parametrize("path", [*LISTS, "menu/", "openapi.json"])
def test_head_answers_as_get_does_without_a_body(api, path):
    got, head = api.ask(path), api.send("HEAD", path)

    assert (head.status_code, head.content) == (200, b"")
    assert head["Cache-Control"] == got["Cache-Control"]


@pytest.mark.parametrize("words", ['"', 'lus"', '"lus', 'l"us', '"(', '"\'"', '"lus" "'])
@pytest.mark.parametrize("path", LISTS)
def test_search_with_odd_quotes_is_a_search(api, path, words):
    PlainPageFactory(title="Een lus")

    assert api.ask(path, search=words).status_code == 200


def test_quotes_around_a_word_hide_nothing(api):
    PlainPageFactory(title="Een kring")

    assert [item["title"] for item in api.get("content/", search='"kring"')["items"]] == ["Een kring"]
