"""What leaves as CSV or XLSX opens in a spreadsheet: no cell of it may be a formula, whatever somebody chose as a name or a title."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# A cell that begins with one of these is a formula to some spreadsheet (OWASP, CSV injection); the wide ones to one in Japanese.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_preprocess = SpreadsheetExportMixin.preprocess_field_value


def harmless(value: Any) -> Any:
    """`value` as a cell that no spreadsheet takes for a formula, without control signs, which none can hold."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.startswith(FORMULAS) else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """`rows` line by line, with semicolons and a byte order mark, as Excel in Dutch opens it."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    yield "\ufeff"
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def preprocess_field_value(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    return harmless(_preprocess(self, field, value, export_format))


def install() -> None:
    """For every list and report of the admin that can be taken along, Wagtail's own too; a repeat changes nothing."""
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
