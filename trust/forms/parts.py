"""Long forms in parts: fields that belong together, and what may be asked once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField


@dataclass(frozen=True)
class Group:
    """Fields that stand together; with `more` (words to press) they stay folded until somebody needs them."""

    fields: Sequence[BoundField]
    more: Any = ""

    @property
    def is_used(self) -> bool:
        """Whether something is filled in, or wrong."""
        return any(
            field.errors or (field.form.is_bound and field.value() not in (None, "") and field.data != field.initial)
            for field in self.fields
        )


@dataclass(frozen=True)
class Part:
    """A part of a form (`form.parts`) with its heading; templates/trust/forms/part.html shows it."""

    legend: Any
    groups: Sequence[Group]
    help_text: Any = ""
