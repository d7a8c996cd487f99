"""What a browser sends when an editor presses a button in the admin, and what it shows when that fails."""

from __future__ import annotations

import json

from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.reading import fragment, words

NO_COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""}


def page_form(*blocks: tuple[str, dict], page: Page | None = None, **fields) -> dict:
    """The page editor's form: as `page` stands, with `fields` and a body of `blocks`."""
    kept = {"title": page.title, "slug": page.slug} if page else {"slug": "een-pagina"}
    body = streamfield([(kind, _living(value)) for kind, value in blocks])
    return nested_form_data({"summary": "", "body": body, "comments": NO_COMMENTS} | kept | fields)


def _living(value: dict) -> dict:
    """A block with the fields that every block has."""
    return {"use_by": "", "fallback": rich_text("")} | value


def text(words: str) -> tuple[str, dict]:
    """A block of plain text, as the editor sends it."""
    return ("text", {"text": rich_text(f"<p>{words}</p>")})


def film(**value) -> tuple[str, dict]:
    """A film, by default one without file, address or captions."""
    nothing = {"title": "", "poster": "", "video": "", "captions": "", "embed_url": "", "duration": ""}
    return ("film", nothing | {"transcript": rich_text("")} | value)


def complaints(response) -> str:
    """What the admin says is wrong, fields and blocks together."""
    html = shown(response)
    said = [words(element) for element in html.select(".error-message, .messages .error")]
    for editor in html.select("[data-w-block-arguments-value]"):
        _value, errors = json.loads(editor["data-w-block-arguments-value"])
        said.append(json.dumps(errors, ensure_ascii=False))
    return "\n".join(filter(None, said))


def shown(response) -> BeautifulSoup:
    """The HTML of an admin answer; a dialog sends its own inside JSON."""
    assert response.status_code == 200, response.status_code
    if response["Content-Type"].startswith("application/json"):
        return fragment(response.json()["htmlFragment"])
    return fragment(response.content.decode())
