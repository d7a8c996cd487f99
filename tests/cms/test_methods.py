"""What only answers reading says so to every other method; and where a sign-in leads that knows no better place."""

import pytest
from django.shortcuts import resolve_url

from tests.cms.api.conftest import problem_of
from tests.factories import NewsIndexPageFactory


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/sitemap.xml", "/nieuws/feed.xml", "/robots.txt"])
def test_files_for_reading_take_no_other_method(client, home, method, path):
    NewsIndexPageFactory(parent=home, slug="nieuws")

    response = client.generic(method, path)

    assert response.status_code == 405
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["docs/", "", "openapi.json"])
def test_documentation_of_the_api_takes_no_other_method(client, site, method, path):
    problem_of(client.generic(method, f"/api/v3/{path}"), 405)


def test_sign_in_without_a_better_place_leads_to_the_home_page(settings):
    assert resolve_url(settings.LOGIN_REDIRECT_URL) == "/"
