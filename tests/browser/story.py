"""What stories share: what the site knows, the mails that people get with their links, a telephone, a colleague at the admin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar

from tests.browser.conftest import follow, manage

HUMAN = 2100  # ms: who fills in a form in less is taken for a machine
PASSWORD = "a-long-sentence-for-tests"
_signed_in: dict[tuple[str, str], Any] = {}  # the cookies of who signed in at that address
# Every mail to an address, the oldest first, as its reader gets it.
MAILS = """
import json
from trust.outbox.emails import content_of, readable
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import resolve
rows = OutboundEmail.objects.filter(recipient={to!r}).order_by("pk")
print(json.dumps([{{"purpose": row.purpose, "subject": row.subject,
    "text": resolve(readable(row.text, sealed=row.sealed), to=row.recipient),
    "files": {{one.filename: content_of(one, sealed=row.sealed).decode(errors="replace") for one in row.attachments.all()}}}} for row in rows]))
"""


@dataclass
class Mail:
    """As its reader gets it; `files` by their names."""

    purpose: str
    subject: str
    text: str
    files: dict[str, str]

    def link(self, path: str) -> str:
        """The path of the only address in it that begins with `path`."""
        (found,) = set(re.findall(rf"https?://[^/\s]+({re.escape(path)}[^\s>]*)", self.text))
        return found

    @property
    def calendar(self) -> Calendar:
        """The file for their calendar that came along."""
        (file,) = (file for name, file in self.files.items() if name.endswith(".ics"))
        return Calendar.from_ical(file)


def tell(environment: dict[str, str], script: str, **words: Any) -> str:
    """The last line that `script` prints in the site."""
    said = manage(environment, "shell", "--no-imports", "--command", script.format(**words) if words else script)
    return said.strip().rpartition("\n")[2]


def mails_to(environment: dict[str, str], to: str) -> list[Mail]:
    return [Mail(**each) for each in json.loads(tell(environment, MAILS, to=to))]


@contextmanager
def colleague(browser, base_url: str, who: str, *, width: int = 1280) -> Iterator[Any]:
    """A page of somebody of Lus who has signed in."""
    address = base_url.replace("127.0.0.1", "localhost")
    context = browser.new_context(
        locale="nl-BE",
        base_url=address,
        viewport={"width": width, "height": 900},
        storage_state=_signed_in.get((address, who)),
    )
    page = context.new_page()
    if (address, who) not in _signed_in:
        page.goto("/aanmelden/")
        page.locator("[name=login]").fill(f"{who}@example.org")
        page.locator("[name=password]").fill(PASSWORD)
        follow(page.locator("form.form button"))
        assert urlsplit(page.url).path == "/admin/"
        _signed_in[address, who] = context.storage_state()
    yield page
    context.close()


def send(page) -> None:
    """The form of a visitor, filled in as slowly as a human does."""
    page.wait_for_timeout(HUMAN)
    follow(page.locator("form[data-safe-form] button[type=submit]").last)


def press(page, words: str) -> None:
    follow(page.get_by_role("button", name=words).first)


def publish(editor) -> None:
    """The page that stands open in the editor."""
    editor.locator("footer [data-w-dropdown-target=toggle]").last.click()
    follow(editor.locator("[name=action-publish]"))
