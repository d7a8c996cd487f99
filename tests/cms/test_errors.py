"""What people and front-ends read when something goes wrong (cms/errors.py)."""

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from cms.errors import Gone, TooManyRequests, permission_denied
from cms.urls import handler400, handler403, handler404, handler500  # noqa: F401  (Django asks this module for them)
from cms.urls import urlpatterns as site_urlpatterns
from tests.reading import fragment, words


def raises(exception: Exception):
    """A view that raises `exception`."""

    def view(request: HttpRequest) -> HttpResponse:
        raise exception

    return view


urlpatterns = [
    *(
        path(f"{prefix}{name}/", raises(exception))
        for prefix in ("fout/", "api/fout/")
        for name, exception in {
            "weg": Gone(),
            "druk": TooManyRequests(retry_after=150),
            "stuk": RuntimeError("a secret"),
            "databank": OperationalError("host db.internal refused"),
        }.items()
    ),
    *site_urlpatterns,
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor() -> Client:
    """A browser that sees what visitors see: an exception in a view becomes a page."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status"), [("/bestaat-niet/", 404), ("/fout/weg/", 410), ("/fout/druk/", 429)])
def test_error_pages_have_the_frame_and_language_of_the_site(visitor, site, address, status):
    response = visitor.get(address)

    page = fragment(response.content.decode())
    assert response.status_code == status
    assert page.find("html")["lang"] == "nl-BE"
    assert len(page.find_all("h1")) == 1
    assert page.find("a", class_="skip-link")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


@pytest.mark.parametrize(
    ("name", "status"), [("weg", 410), ("druk", 429), ("stuk", 500), ("databank", 503), ("zomaar", 404)]
)
def test_api_errors_are_problem_documents_that_keep_our_secrets(visitor, site, name, status):
    response = visitor.get(f"/api/fout/{name}/")

    document = response.json()
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert document["status"] == status
    assert document["title"]
    assert "secret" not in response.content.decode()
    assert "internal" not in response.content.decode()


def test_too_many_requests_says_when_to_come_back(visitor, site):
    response = visitor.get("/fout/druk/")

    assert response["Retry-After"] == "150"
    assert "3" in words(fragment(response.content.decode()).main)


@pytest.mark.parametrize(("name", "status"), [("stuk", 500), ("databank", 503)])
def test_a_broken_site_is_told_without_asking_the_database(visitor, name, status):
    # No `db` fixture: pytest-django refuses every query.
    response = visitor.get(f"/fout/{name}/")

    page = fragment(response.content.decode())
    assert response.status_code == status
    assert page.find("html")["lang"] == "nl-BE"
    assert page.find("h1").get_text(strip=True)
    assert "secret" not in response.content.decode()


def test_a_database_that_is_away_asks_to_come_back(visitor):
    response = visitor.get("/fout/databank/")

    assert response["Retry-After"] == "60"
    assert "no-store" in response["Cache-Control"]


def test_an_unknown_host_is_refused_without_asking_the_database(visitor, settings):
    settings.ALLOWED_HOSTS = ["testserver"]

    response = visitor.get("/", headers={"host": "elders.example"})

    assert response.status_code == 400
    assert fragment(response.content.decode()).find("h1")


def test_a_form_without_its_proof_is_refused_in_kind_words(site):
    visitor = Client(enforce_csrf_checks=True)

    response = visitor.post("/aanmelden/", {"login": "an", "password": "pas"})

    page = fragment(response.content.decode())
    assert response.status_code == 403
    assert page.find("h1").get_text(strip=True)
    assert "CSRF" not in page.get_text()


@pytest.mark.parametrize("status", [400, 409, 413, 500])
def test_standalone_pages_load_nothing_but_our_own_style(status):
    page = fragment(render_to_string(f"{status}.html"))

    assert not page.find_all("script")
    assert not page.find_all(style=True)
    assert all(link["href"].startswith("/static/") for link in page.find_all("link"))


def test_permission_denied_is_a_page_for_people_and_a_problem_for_programs(site):
    page = permission_denied(RequestFactory().get("/iets/"))
    document = permission_denied(RequestFactory().get("/api/iets/"))

    assert (page.status_code, document.status_code) == (403, 403)
    assert document["Content-Type"] == "application/problem+json"
