"""A purpose of its own for the tests of links."""

from datetime import timedelta

import pytest

from home.models import ContactMessage
from trust.links import purposes
from trust.links.purposes import LinkPurpose


@pytest.fixture
def purpose(monkeypatch):
    """Registers purposes for one test: `purpose(once=True)`."""
    monkeypatch.setattr(purposes, "_purposes", dict(purposes._purposes))

    def make(name: str = "tests.message", **changes) -> str:
        fields = {
            "name": name,
            "url_name": "informed-confirm",
            "label": "je bericht",
            "lifetime": timedelta(days=7),
            "email_of": lambda message: message.email,
            "records_of": lambda email: ContactMessage.objects.filter(email__iexact=email).order_by("-pk"),
        }
        purposes.register_purpose(LinkPurpose(**fields | changes))
        return name

    return make
