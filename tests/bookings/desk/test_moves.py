"""Every pair of states × every actor (spec C2): what the table allows succeeds once, the rest is refused, repeats are harmless."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction

from bookings.desk.enums import REQUEST_TRANSITIONS, Actor, RequestState
from bookings.desk.errors import MoveNotAllowed
from bookings.desk.services.moving import lock_request, move
from tests.factories.desk import BookingRequestFactory
from trust.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_table_names_every_state():
    assert set(REQUEST_TRANSITIONS) == set(RequestState)
    assert {new for ways in REQUEST_TRANSITIONS.values() for new in ways} <= set(RequestState)


@pytest.mark.parametrize("old", RequestState)
def test_only_what_the_table_names_moves_a_request(old):
    request = BookingRequestFactory(state=old)

    for new, actor in product(RequestState, Actor):
        if new == old:
            continue
        allowed = actor in REQUEST_TRANSITIONS[old].get(new, ())
        with transaction.atomic():
            locked = lock_request(public_id=request.public_id)
            if allowed:
                move(locked, new, actor=actor, why="Daarom")
                step = locked.moves.get()
                assert (step.from_state, step.to_state, step.actor, step.why) == (old, new, actor, "Daarom")
                assert AuditEntry.objects.about(request).latest("pk").details == {"from": old, "to": new}
            else:
                with pytest.raises(MoveNotAllowed):
                    move(locked, new, actor=actor)
                assert not locked.moves.exists()
            transaction.set_rollback(True)
    request.refresh_from_db()
    assert request.state == old
