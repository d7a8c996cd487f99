"""Somebody of the bookings at the admin, a trainer behind a sign-in, and the mails as their readers get them."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.services.roles import BOOKINGS, TRAINERS
from tests.factories import user_with_role
from tests.factories.desk import TrainerFactory


@pytest.fixture
def colleague(site):
    return user_with_role(BOOKINGS)


@pytest.fixture
def desk(colleague) -> Client:
    client = Client()
    client.force_login(colleague)
    return client


@pytest.fixture
def trainer(site):
    """With an account of the trainers' group."""
    return TrainerFactory(name="Ann", account=user_with_role(TRAINERS))


@pytest.fixture
def own_screen(trainer) -> Client:
    client = Client()
    client.force_login(trainer.account)
    return client
