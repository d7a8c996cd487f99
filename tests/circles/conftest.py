"""Somebody who looks after the circles."""

from __future__ import annotations

import pytest

from cms.services.roles import CIRCLES
from tests.factories import user_with_role


@pytest.fixture
def staff(db):
    return user_with_role(CIRCLES)
