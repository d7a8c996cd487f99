"""Two who use the same link at once, over real connections."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from tests.factories.contact import ContactMessageFactory
from trust.links import services
from trust.links.errors import LinkSpent
from trust.links.models import PersonalLink
from trust.links.querysets import PersonalLinkQuerySet
from trust.links.services import issue_link, link_url, spend_link

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def spend_at_once(purpose: str) -> list[str]:
    """How each of six threads fared with the one link, all of them having found it unused if nothing keeps them apart."""
    token = link_url(link=issue_link(purpose=purpose, about=ContactMessageFactory())).split("/")[-2]
    begin, outcomes = threading.Barrier(AT_ONCE), []

    def spend():
        begin.wait(10)
        try:
            spend_link(token=token, purpose=purpose)
            outcomes.append("used")
        except LinkSpent:
            outcomes.append("spent")
        finally:
            connection.close()

    threads = [threading.Thread(target=spend) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_one_of_six_uses_a_link_that_works_once(purpose):
    assert spend_at_once(purpose(once=True)) == ["spent"] * (AT_ONCE - 1) + ["used"]
    assert PersonalLink.objects.exclude(used_at=None).count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, whatever we lock")
def test_control_without_the_lock_more_than_one_uses_it(purpose, monkeypatch):
    meet = threading.Barrier(AT_ONCE)
    found = services._living

    def meet_after_finding(*args):
        link = found(*args)
        meet.wait(10)
        return link

    monkeypatch.setattr(services, "_living", meet_after_finding)
    monkeypatch.setattr(PersonalLinkQuerySet, "select_for_update", lambda self, **options: self)

    assert spend_at_once(purpose(once=True)).count("used") > 1
