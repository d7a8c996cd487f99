"""Forms of pages written through the API: the editors' own, with each error told to the block and field it is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError

Path = tuple[str | int, ...]
SEPARATOR = "\x1f"


class PlacedErrors(ErrorDict):
    """A form's errors by their whole path; Wagtail says of a stream only that something in it is wrong."""

    def get_json_data(self, escape_html=False):
        placed: dict[str, list[dict]] = {}
        for name, errors in self.items():
            for error in errors.as_data():
                for path, leaf in _leaves(error, (name,)):
                    said = [{"message": str(message), "code": leaf.code or "invalid"} for message in leaf.messages]
                    placed.setdefault(SEPARATOR.join(map(str, path)), []).extend(said)
        return placed


def _leaves(error: ValidationError, path: Path) -> Iterator[tuple[Path, ValidationError]]:
    blocks = getattr(error, "block_errors", None)
    if blocks is None:
        yield path, error
        return
    for inner in error.non_block_errors.as_data():
        yield from _leaves(inner, path)
    for key, inner in blocks.items():
        below = (*path, key, "value") if isinstance(error, StreamBlockValidationError) else (*path, key)
        yield from _leaves(inner, below)


@lru_cache(maxsize=64)
def placing_errors(base: type[WagtailAdminPageForm]) -> type[WagtailAdminPageForm]:
    """The form `base` with its errors placed."""

    class PlacingForm(base):
        @property
        def errors(self):
            return PlacedErrors(super().errors)

    return PlacingForm


def place_of(path: tuple) -> list[str | int]:
    """The path of an error as `PlacedErrors` names it, for `loc`."""
    parts = [part for piece in path for part in str(piece).split(SEPARATOR)]
    return [int(part) if part.isdigit() else part for part in parts]
