"""Somebody who looks after the circles, signed in."""

from __future__ import annotations

import pytest


@pytest.fixture
def staff(staff, client, site):
    client.force_login(staff)
    return staff
