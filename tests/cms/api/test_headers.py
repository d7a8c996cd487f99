"""Copies, conditions and origins: what the headers promise."""

import pytest
from django.urls import reverse

from tests.cms.api.conftest import problem_of
from tests.factories import PlainPageFactory
from tests.reading import addresses, directives, soup

READS = [
    "pages/",
    "content/",
    "content/categories/",
    "images/",
    "documents/",
    "redirects/",
    "menu/",
    "site/",
    "terms/",
    "openapi.json",
]


def varies(response) -> set[str]:
    return {name.strip().lower() for name in response["Vary"].split(",")}


@pytest.mark.parametrize("path", READS)
def test_answer_for_anybody_may_be_kept_a_minute_and_is_asked_for_again_by_its_etag(api, path):
    first = api.ask(path)
    again = api.http.get(f"/api/v3/{path}", headers={"If-None-Match": first["ETag"]})

    assert first.status_code == 200
    assert directives(first["Cache-Control"]) == {"public": set(), "max-age": {"60"}}
    assert {"authorization", "origin"} <= varies(first)
    assert "cookie" not in varies(first)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize("path", READS)
def test_head_has_the_etag_of_the_whole(api, path):
    etag = api.ask(path)["ETag"]

    head = api.http.head(f"/api/v3/{path}")
    again = api.http.head(f"/api/v3/{path}", headers={"If-None-Match": etag})

    assert (head.status_code, head["ETag"], again.status_code) == (200, etag, 304)


def test_changed_page_has_another_etag(api):
    page = PlainPageFactory(title="Voor")
    before = api.ask(f"pages/{page.pk}/")
    page.title = "Na"
    page.save_revision().publish()

    after = api.http.get(f"/api/v3/pages/{page.pk}/", headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_answer_to_a_token_is_nobody_elses(writer):
    kept = directives(writer.ask("pages/")["Cache-Control"])

    assert "private" in kept
    assert "public" not in kept


def test_problem_is_never_kept(api):
    assert "no-store" in directives(api.ask("nope/")["Cache-Control"])


def test_front_end_on_the_list_may_read(api, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.org"]

    listed = api.http.get("/api/v3/content/", headers={"Origin": "https://app.example.org"})
    other = api.http.get("/api/v3/content/", headers={"Origin": "https://elders.example.org"})

    assert listed["Access-Control-Allow-Origin"] == "https://app.example.org"
    assert "ETag" in listed["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in other
    assert "Access-Control-Allow-Credentials" not in listed


def test_front_end_on_the_list_may_ask_before_it_writes(api, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.org"]
    headers = {
        "Origin": "https://app.example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
    }

    answer = api.http.options("/api/v3/pages/", headers=headers)

    assert answer.status_code == 200
    assert "POST" in answer["Access-Control-Allow-Methods"]
    assert {"authorization", "idempotency-key"} <= set(answer["Access-Control-Allow-Headers"].split(", "))


def test_pages_of_the_site_are_not_for_other_origins(api, settings, home):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.org"]

    assert "Access-Control-Allow-Origin" not in api.http.get(
        "/robots.txt", headers={"Origin": "https://app.example.org"}
    )


def test_documentation_loads_nothing_from_elsewhere(api):
    page = soup(api.http.get("/api/v3/docs/"))

    assert [link["src"] for link in page.select("script[src]")] == [
        "/static/ninja/swagger-ui-bundle.js",
        "/static/ninja/swagger-ui-init.js",
    ]
    assert all(script.get("type") == "application/json" for script in page.select("script:not([src])"))
    assert [link["href"] for link in page.select("link[rel=stylesheet]")] == ["/static/ninja/swagger-ui.css"]
    assert not page.select("style, [style]")
    assert addresses(page) == []


def test_root_of_the_api_leads_to_its_documentation(api):
    assert api.http.get("/api/v3/")["Location"] == reverse("wagtailapi_v3:openapi-view")


def test_unknown_address_is_a_problem_even_for_a_write(api):
    problem_of(api.post("nope/", {}), 404)
