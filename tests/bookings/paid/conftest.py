"""A date that costs money."""

from __future__ import annotations

import pytest

from bookings.models import Event
from tests.factories.registrations import EventFactory


@pytest.fixture
def event(stripe, site) -> Event:
    return EventFactory(capacity=2, price_cents=1250, companions_most=3, title="Samen sterk")
