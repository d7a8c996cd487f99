"""A form of its own for the tests, and requests for it."""

from datetime import timedelta

import pytest
from django import forms
from django.test import RequestFactory
from django.utils.timezone import now

from trust.forms import base
from trust.forms.base import SafeForm
from trust.forms.notice import Notice
from trust.registry import Ground


@pytest.fixture
def form_class(monkeypatch):
    """A form with an address and a message, known for one test."""
    monkeypatch.setattr(base, "_forms", dict(base._forms))

    class TryForm(SafeForm):
        form_id = "tests"
        notice = Notice("Om te testen.", Ground.CONTRACT, timedelta(days=10))
        email = forms.EmailField()
        message = forms.CharField()

    return TryForm


@pytest.fixture
def request_from():
    """A request from an address: `request_from("192.0.2.1")`."""
    return lambda address="192.0.2.1", **headers: RequestFactory().post("/", REMOTE_ADDR=address, **headers)


@pytest.fixture
def filled_in(form_class, request_from, time_machine):
    """The form as a person sends it, ten seconds after it was shown: `filled_in(message="Dag")`."""
    time_machine.move_to(now(), tick=False)

    def make(request=None, seconds=10, **said):
        request = request or request_from()
        shown = form_class(request=request)
        carried = {field.name: field.value() or "" for field in shown.carried}
        time_machine.shift(seconds)
        return form_class({"email": "an@example.org", "message": "Dag", **carried, **said}, request=request)

    return make
