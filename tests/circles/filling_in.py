"""The ways in as people fill them in."""

from __future__ import annotations

from django.urls import reverse

from circles.forms import FORMS
from circles.models import SignUp
from tests.reading import soup
from trust.links.services import lasting_link, link_url

EVERYTHING = {
    "name": "Mira",
    "phone": "0470 00 00 01",
    "email": "",
    "postcode": "3000",
    "role": "verbinder",
    "organisation": "Jeugddienst Voorbeeld",
    "call_moment": "morning",
    "remark": "Dag!\r\nBel gerust.",
}
KINDS = list(FORMS)


def path_of(kind: str) -> str:
    return reverse(f"circles-{kind}")


def carried(client, path: str) -> dict[str, str]:
    """The hidden fields of the form at `path`."""
    form = soup(client.get(path)).select_one("form[data-safe-form]")
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}


def own_page(sign_up: SignUp) -> str:
    """The path of the page of who signed up, as their mail has it."""
    url = link_url(link=lasting_link(purpose="circles.sign-up", about=sign_up, until=sign_up.delete_on))
    return "/" + url.split("/", 3)[3]
