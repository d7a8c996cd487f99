"""Somebody of the bookings, at the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.services.roles import BOOKINGS
from tests.factories import user_with_role


@pytest.fixture
def colleague(site):
    return user_with_role(BOOKINGS)


@pytest.fixture
def desk(colleague) -> Client:
    client = Client()
    client.force_login(colleague)
    return client
