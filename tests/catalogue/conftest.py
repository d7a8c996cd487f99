"""Somebody of the shop, at the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.services.roles import SHOP
from tests.factories import user_with_role


@pytest.fixture
def colleague(site):
    return user_with_role(SHOP)


@pytest.fixture
def desk(colleague) -> Client:
    client = Client()
    client.force_login(colleague)
    return client
