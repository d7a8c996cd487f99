"""Somebody of the circles, and somebody of the vertrouwenspersonen, at the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.services.roles import CIRCLES, CONFIDANTS
from tests.factories import user_with_role


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def gatherer(site):
    return user_with_role(CIRCLES, first_name="Noor", last_name="Kring")


@pytest.fixture
def desk(gatherer) -> Client:
    return client_of(gatherer)


@pytest.fixture
def confidant(site):
    return user_with_role(CONFIDANTS, first_name="Vera", last_name="Vertrouw")


@pytest.fixture
def quiet_desk(confidant) -> Client:
    return client_of(confidant)
