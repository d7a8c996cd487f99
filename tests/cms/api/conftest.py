"""The API as a front-end uses it: JSON in, JSON out, with or without a token."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from django.test import Client
from wagtail.models import APIToken

from tests.factories import UserFactory
from trust.staff.enums import Scope
from trust.staff.services import grant_scopes

PROBLEM = "application/problem+json"


@dataclass
class ApiClient:
    """Asks the API; `headers` go along each time."""

    headers: dict[str, str] = field(default_factory=dict)
    http: Client = field(default_factory=Client)

    def ask(self, path: str, **query):
        return self.http.get(f"/api/v3/{path}", query, headers=self.headers)

    def get(self, path: str, **query):
        """The JSON of a 200 answer."""
        response = self.ask(path, **query)
        assert response.status_code == 200, response.content
        return response.json()

    def send(self, method: str, path: str, data=None):
        body = json.dumps(data) if data is not None else ""
        return self.http.generic(method, f"/api/v3/{path}", body, content_type="application/json", headers=self.headers)

    def post(self, path: str, data=None):
        return self.send("POST", path, data)

    def patch(self, path: str, data=None):
        return self.send("PATCH", path, data)


def problem_of(response, status: int) -> dict:
    """The problem document of an answer with that status (RFC 9457)."""
    assert response.status_code == status, (response.status_code, response.content[:500])
    assert response["Content-Type"] == PROBLEM
    document = response.json()
    assert document["status"] == status
    assert document["title"]
    assert document["type"] == "about:blank"
    return document


def fields_of(problem: dict) -> set[str]:
    """The names of the fields that a problem is about."""
    return {str(part) for error in problem["errors"] for part in error["loc"]}


@pytest.fixture
def api(site) -> ApiClient:
    """Anybody."""
    return ApiClient()


@pytest.fixture
def writer(site) -> ApiClient:
    """Somebody with a token who may do everything."""
    owner = UserFactory(is_superuser=True)
    token, secret = APIToken.create_token(user=owner, name="test")
    grant_scopes(token=token, scopes=list(Scope), by=owner)
    return ApiClient(headers={"Authorization": f"Bearer {secret}"})
