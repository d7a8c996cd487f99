"""Somebody of the bookings, at the admin."""

from __future__ import annotations

from tests.bookings.admin.conftest import colleague, desk

__all__ = ["colleague", "desk"]
