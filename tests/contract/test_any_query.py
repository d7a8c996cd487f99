"""Whatever is asked of our own addresses within what the document allows: an answer or a problem, each as described."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api.document import openapi_document
from tests.contract.test_answers import validator
from tests.factories import NewsPageFactory

OURS = ["/api/v3/content/", "/api/v3/content/categories/", "/api/v3/menu/", "/api/v3/site/", "/api/v3/terms/"]
WAGTAILS = ["/api/v3/pages/", "/api/v3/images/", "/api/v3/documents/", "/api/v3/redirects/"]


@pytest.mark.parametrize("path", [*OURS, *WAGTAILS])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_any_query_is_answered_or_refused(client, news, path, data):
    operation = schemathesis.openapi.from_dict(openapi_document())[path]["GET"]
    case = data.draw(operation.as_strategy())

    response = client.get(path, case.query or {})

    assert response.status_code in {200, 400, 404, 422}, (case.query, response.content)
    if response.status_code != 200:
        validator("Problem").validate(response.json())
    elif path == "/api/v3/content/":
        validator("CardList").validate(response.json())


@pytest.fixture
def news(site):
    """Something to find."""
    return NewsPageFactory(title="Buurtfeest")
