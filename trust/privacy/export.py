"""One record as the person reads it: in a file and on the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from trust.registry import PersonalData


def export_row(entry: PersonalData, row: Model) -> Mapping[str, Any]:
    """What an entry exports of `row`; without a function of its own, its fields under their names, but for who of staff handled it."""
    if entry.export is not None:
        return as_json(dict(entry.export(row)))
    shown = {}
    for name in entry.fields:
        field = row._meta.get_field(name)
        if field.is_relation or name == "password":
            continue
        display = getattr(row, f"get_{name}_display", None)
        value = display() if display else getattr(row, name)
        label = str(getattr(field, "verbose_name", name))
        shown[label] = value.name if hasattr(value, "storage") else value
    return as_json(shown)


def as_json(value: Any) -> Any:
    """`value` as it comes back from JSON: days and moments as ISO 8601, lazy words as text."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
