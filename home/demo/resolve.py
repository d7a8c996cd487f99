"""Turns demo content into what the database stores: keys and paths become numbers, moments become dates."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate, localtime

from home.demo.library import Library
from home.demo.shape import Body, In

PLACEHOLDER = re.compile(r"\{(page|term|file):([^}]*)\}")
PICTURE_FIELDS = {"image", "picture", "poster", "logo"}
FILE_FIELDS = {"document", "video", "captions", "file"}


class Resolver:
    """Knows the number behind every key of the content."""

    def __init__(self, library: Library, page_id: Callable[[str], int], term_ids: dict[str, int]) -> None:
        self.library = library
        self.page_id = page_id
        self.term_ids = term_ids

    def body(self, body: Body) -> str:
        """The JSON that a StreamField stores."""
        return json.dumps([_block(name, self._values(values)) for name, values in body])

    def html(self, html: str) -> str:
        """Rich text with its links filled in."""
        return PLACEHOLDER.sub(lambda found: str(self._number(found[1], found[2])), html)

    def _number(self, kind: str, key: str) -> int:
        if kind == "page":
            return self.page_id(key)
        return self.term_ids[key] if kind == "term" else self.library.document(key)

    def _values(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in values.items()}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, In):
            return _moment(value, as_day=name == "date")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list):
            return [_item(self.page_id(item) if name == "pages" else self._values(item)) for item in value]
        if not isinstance(value, str):
            return value
        if name in PICTURE_FIELDS or name in FILE_FIELDS or name == "page":
            return self._chosen(name, value) if value else None
        return self.html(value)

    def _chosen(self, name: str, key: str) -> int:
        if name == "page":
            return self.page_id(key)
        return self.library.image(key) if name in PICTURE_FIELDS else self.library.document(key)


def _block(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _moment(when: In, *, as_day: bool) -> str:
    today = localdate()
    day = today + timedelta(days=when.days)
    while when.working and not _is_working_day(day):
        day += timedelta(days=1)
    if as_day:
        return day.isoformat()
    midnight: datetime = localtime().replace(hour=23, minute=59, second=0, microsecond=0)
    return (midnight + (day - today)).isoformat()


def _is_working_day(day: date) -> bool:
    """No weekend, nor the days around Christmas and New Year on which nobody comes."""
    return day.weekday() < 5 and not (day.month, day.day) >= (12, 24) and (day.month, day.day) > (1, 3)
