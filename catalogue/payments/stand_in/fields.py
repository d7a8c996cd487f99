"""Forms as Stripe reads them (`line_items[0][quantity]=2`), checked against the parameters that the official SDK types."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from typing import Any, Union

import typing_extensions as typed  # the SDK's types are made with it: Python's own does not know them for what they are on 3.11
from stripe import StripeContext

# What an SDK's call takes beside the fields of the form.
OPTIONS = frozenset(
    {
        *("api_key", "stripe_version", "stripe_account", "stripe_context", "max_network_retries"),
        *("idempotency_key", "content_type", "headers"),
    }
)
PART = re.compile(r"\[([^\]]*)\]")


class Unknown(ValueError):
    """A field that Stripe does not know, lacks, or cannot read; the text names it."""


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """`a[b][0]=c` as `{"a": {"b": {"0": "c"}}}`; `a[]=c` numbers itself."""
    form: dict[str, Any] = {}
    for name, value in pairs:
        keys = [name.partition("[")[0], *PART.findall(name)]
        held = form
        for key in keys[:-1]:
            held = held.setdefault(key, {})
        held[keys[-1] or str(len(held))] = value
    return form


def check(value: Any, kind: Any, name: str = "") -> None:
    """Raises `Unknown` when the form `value` is not of the type `kind`."""
    origin, arguments = typed.get_origin(kind), typed.get_args(kind)
    if origin in (typed.NotRequired, typed.Required):
        check(value, arguments[0], name)
    elif typed.is_typeddict(kind):
        _check_fields(value, kind, name)
    elif origin in (Union, types.UnionType):
        _check_any(value, arguments, name)
    elif origin is typed.Literal:
        if value not in arguments:
            raise Unknown(f"{name}: {value!r} is none of {arguments}")
    elif origin in (list, tuple):
        for place, part in _mapping(value, name).items():
            check(part, arguments[0], f"{name}[{place}]")
    elif origin is dict:
        for key, part in _mapping(value, name).items():
            check(part, arguments[1], f"{name}[{key}]")
    else:
        _check_plain(value, kind, name)


def _check_fields(value: Any, kind: Any, name: str) -> None:
    # The options of a call name two types that the SDK imports for type checkers alone.
    unseen = {"Mapping": Mapping, "StripeContext": StripeContext}
    found = typed.get_type_hints(kind, localns=unseen, include_extras=True)
    hints = {key: hint for key, hint in found.items() if key not in OPTIONS}
    form = _mapping(value, name)
    if strange := form.keys() - hints.keys():
        raise Unknown(f"Received unknown parameter: {', '.join(f'{name}[{key}]' if name else key for key in strange)}")
    if missing := {key for key in kind.__required_keys__ if key in hints} - form.keys():
        raise Unknown(f"Missing required param: {', '.join(f'{name}[{key}]' if name else key for key in missing)}")
    for key, part in form.items():
        check(part, hints[key], f"{name}[{key}]" if name else key)


def _check_any(value: Any, kinds: tuple[Any, ...], name: str) -> None:
    faults = []
    for kind in kinds:
        try:
            return check(value, kind, name)
        except Unknown as fault:
            faults.append(str(fault))
    raise Unknown("; ".join(faults))


def _check_plain(value: Any, kind: Any, name: str) -> None:
    fits = {
        int: lambda: isinstance(value, str) and re.fullmatch(r"-?\d+", value),
        bool: lambda: value in ("true", "false"),
        float: lambda: isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value),
        str: lambda: isinstance(value, str),
    }.get(kind)
    if fits is None or not fits():
        raise Unknown(f"{name}: {value!r} is no {getattr(kind, '__name__', kind)}")


def _mapping(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unknown(f"{name}: {value!r} is no object")
    return value
