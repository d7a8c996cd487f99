"""Where the ways in stand."""

from __future__ import annotations

from django.urls import reverse

from circles.enums import SignUpKind


def path_of_way_in(kind: SignUpKind | str) -> str:
    """The page with the form of `kind`."""
    return reverse(f"circles-{SignUpKind(kind).value}")
