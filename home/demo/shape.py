"""The shape of demo content.

A body is a list of `(block name, values)`. In values, a picture is named by its key in `pictures.PICTURES`, a file by
its key in `content.papers`, a page by its path. In rich text `{page:path}`, `{term:slug}` and `{file:key}` stand for
numbers that are only known at set-up. `In(days=…)` is a moment counted from the day of set-up, so that promises are
still open, or already past, whenever the demo site is made.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# What is of the demo keeps its identity when an editor moves or renames it.
DEMO_SITE = uuid.UUID("5b0c4f3e-4a55-4c8e-9f6d-1b6f0f6c2026")

Body = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class In:
    """A moment `days` after set-up (before it when negative); when `working`, the first working day from then on."""

    days: int
    working: bool = False


@dataclass(frozen=True)
class Voice:
    """Somebody in a talk: `role` as `podcast.enums.PersonRole` has it, `pitch` in Hz; `portrait` names a picture of who agreed to one."""

    name: str
    role: str
    pitch: float
    portrait: str = ""
    minor: bool = False


@dataclass(frozen=True)
class Talk:
    """What is said in an episode: `lines` of (who, words); `chapters` of (number of the line at which it begins, title)."""

    voices: list[Voice]
    lines: list[tuple[str, str]]
    chapters: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class DemoPage:
    """One page: `path` is its address below the site's root, `kind` a page model's name."""

    path: str
    kind: str
    title: str
    summary: str
    picture: str = ""
    body: Body = field(default_factory=list)
    menu: bool = False
    description: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def text(html: str) -> tuple[str, dict[str, Any]]:
    return ("text", {"text": html})


def heading(words: str, level: str = "h2") -> tuple[str, dict[str, Any]]:
    return ("heading", {"text": words, "level": level})


def picture(key: str, caption: str = "", **values: Any) -> tuple[str, dict[str, Any]]:
    return ("image", {"image": key, "alt": "", "decorative": False, "caption": caption, **values})


def quote(words: str, name: str = "", role: str = "") -> tuple[str, dict[str, Any]]:
    return ("quote", {"text": words, "name": name, "role": role})


def action(title: str, words: str, label: str, page: str | None = None, url: str = "", **values: Any):
    return ("action", {"title": title, "text": words, "label": label, "page": page, "url": url, **values})


def facts(title: str, *rows: tuple[str, str], **values: Any):
    return ("facts", {"heading": title, "facts": [{"label": what, "value": answer} for what, answer in rows], **values})


def questions(title: str, *rows: tuple[str, str]):
    return ("questions", {"heading": title, "questions": [{"question": ask, "answer": answer} for ask, answer in rows]})


def pull_out(title: str, html: str, ground: str = "blush", **values: Any):
    return ("pull_out", {"title": title, "text": html, "ground": ground, **values})


def notice(day: In | date, title: str, html: str, **values: Any):
    return ("notice", {"date": day, "title": title, "text": html, **values})


def next_date(
    series: str, title: str = "", words: str = "", otherwise: str = "", page: str | None = None, **values: Any
):
    """An action tied to the next date of the demo's series of that slug."""
    values |= {"title": title, "text": words, "otherwise": otherwise, "page": page}
    return ("live_action", {"target": f"next-date:series-{series_id(series)}", **values})


def ask_for(activity: str, title: str = "", words: str = "", otherwise: str = "", page: str | None = None):
    """An action tied to the request form of the activity at that path."""
    target = f"activity:{uuid.uuid5(DEMO_SITE, activity)}"
    return ("live_action", {"target": target, "title": title, "text": words, "otherwise": otherwise, "page": page})


def way_in(key: str, title: str = "", words: str = "", otherwise: str = "", page: str | None = None, **values: Any):
    """An action tied to a way in for people (`circles.actions`), such as `linkgroep`."""
    values |= {"title": title, "text": words, "otherwise": otherwise, "page": page}
    return ("live_action", {"target": f"way-in:{key}", **values})


def in_region(slug: str, otherwise: str, **values: Any):
    """An action tied to a linkgroep in the demo's region of that slug, with how it stands there."""
    return way_in(f"linkgroep-in-{region_id(slug)}", otherwise=otherwise, **values)


def region_id(slug: str) -> uuid.UUID:
    """The identity of a demo region, known before it is made."""
    return uuid.uuid5(DEMO_SITE, f"region {slug}")


def series_id(slug: str) -> uuid.UUID:
    """The identity of a demo series, known before it is made."""
    return uuid.uuid5(DEMO_SITE, f"series {slug}")


def related(title: str, *pages: str):
    return ("related", {"heading": title, "pages": list(pages)})
