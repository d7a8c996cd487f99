"""Every mistake below `/api/` is said in a problem document (RFC 9457)."""

import json
from io import BytesIO

import pytest
from django.utils.timezone import now
from wagtail.models import APIToken, Page

from cms.api import content
from tests.cms.api.conftest import ApiClient, fields_of, problem_of
from tests.factories import NewsPageFactory, PlainPageFactory, UserFactory


@pytest.mark.parametrize("path", ["nope/", "pages/0/", "content/x/", "images/999/", "pages/999/actions/x/"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_address_without_anything_is_404_or_405(api, path, method):
    response = api.send(method, path)

    problem_of(response, 405 if response.status_code == 405 else 401 if response.status_code == 401 else 404)


@pytest.mark.parametrize("path", ["/api/", "/api/v2/pages/", "/api/v3/nope", "/api/v4/"])
def test_nothing_below_api_is_a_page(api, path):
    problem_of(api.http.get(path, follow=True), 404)


def test_wrong_method_names_the_right_ones(api):
    response = api.post("content/")

    problem_of(response, 405)
    assert "GET" in response["Allow"]


@pytest.mark.parametrize(
    "path",
    ["pages/", "content/", "images/", "documents/", "redirects/", "menu/", "site/", "terms/", "content/categories/"],
)
def test_unknown_parameter_is_refused_by_name(api, path):
    problem = problem_of(api.ask(path, kleur="rood"), 400)

    assert fields_of(problem) == {"query", "kleur"}


def test_filters_of_a_page_type_are_known(api):
    NewsPageFactory(author_name="Noor", slug="een"), NewsPageFactory(author_name="Sam", slug="twee")

    assert api.get("pages/", type="cms.NewsPage", author_name="Noor")["count"] == 1
    assert api.get("pages/", slug="twee")["count"] == 1
    problem_of(api.ask("pages/", author_name="Noor"), 400)
    problem_of(api.ask("pages/", type="cms.NewsPage", published_on__gte="2026-01-01"), 400)
    problem_of(api.ask("pages/", type="cms.NewsPage", body="x"), 400)
    problem_of(api.ask("pages/", type="cms.NewsPage", published_on="gisteren"), 422)


@pytest.mark.parametrize("path", ["pages/", "content/", "images/", "documents/", "redirects/"])
@pytest.mark.parametrize(
    "query",
    [{"limit": "-1"}, {"limit": "x"}, {"limit": "9" * 30}, {"offset": "-1"}, {"offset": "9" * 30}, {"offset": "x"}],
)
def test_paging_out_of_bounds_is_refused(api, path, query):
    response = api.ask(path, **query)

    assert response.status_code in (400, 422)
    assert next(iter(query)) in str(problem_of(response, response.status_code))


def test_null_character_is_refused(api):
    problem_of(api.ask("content/", search="a\x00b"), 400)


def test_write_without_a_token_is_401_and_without_the_right_403(api, site):
    _token, secret = APIToken.create_token(user=UserFactory(), name="no rights")
    nobody = ApiClient(headers={"Authorization": f"Bearer {secret}"})
    page = {"meta": {"type": "cms.PlainPage", "parent_id": site.root_page_id}, "title": "X", "slug": "x"}

    response = api.post("pages/", page)

    problem_of(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")
    problem_of(nobody.post("pages/", page), 403)


def test_json_that_is_none_is_400(writer):
    response = writer.http.post("/api/v3/pages/", "{", content_type="application/json", headers=writer.headers)

    problem_of(response, 400)


@pytest.mark.parametrize("body", ["[]", '"a"', "1", "null", "true", '[{"title": "X"}]'])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "pages/"),
        ("PATCH", "pages/{}/"),
        *(("POST", f"pages/{{}}/actions/{name}/") for name in ("copy", "move", "unpublish", "revert", "create_alias")),
        ("PATCH", "images/{}/"),
        ("POST", "redirects/"),
    ],
)
def test_json_that_is_no_object_is_422(writer, method, address, body):
    page = PlainPageFactory()

    response = writer.http.generic(
        method, f"/api/v3/{address.format(page.pk)}", body, content_type="application/json", headers=writer.headers
    )

    assert "object" in problem_of(response, 422)["detail"]
    assert Page.objects.child_of(page.get_parent()).count() == 1


def test_json_that_is_no_object_asks_for_a_token_first(api):
    problem_of(api.http.post("/api/v3/pages/", "[]", content_type="application/json"), 401)


@pytest.mark.parametrize("meta", [[], "x", 1, None])
def test_meta_that_is_no_object_is_422(writer, meta):
    page = PlainPageFactory()

    assert writer.patch(f"pages/{page.pk}/", {"meta": meta, "title": "X"}).status_code in (200, 422)
    problem_of(writer.post("pages/", {"meta": meta, "title": "X"}), 422)


def in_chunks(writer, body: bytes):
    """A body sent without its length, as gunicorn hands it on."""
    return writer.http.request(
        REQUEST_METHOD="POST",
        PATH_INFO="/api/v3/pages/",
        CONTENT_TYPE="application/json",
        HTTP_TRANSFER_ENCODING="chunked",
        HTTP_AUTHORIZATION=writer.headers["Authorization"],
        **{"wsgi.input": BytesIO(body)},
    )


def test_body_in_chunks_is_refused_when_it_is_too_large(writer):
    problem_of(in_chunks(writer, b'{"title": "' + b"x" * 10 * 1024**2 + b'"}'), 413)


def test_body_in_chunks_is_read(writer, site):
    page = {"meta": {"type": "cms.PlainPage", "parent_id": site.root_page_id}, "title": "X", "slug": "x"}

    response = in_chunks(writer, json.dumps(page).encode())

    assert response.status_code == 201, response.content


@pytest.mark.parametrize("path", ["pages/", "content/", "images/", "site/"])
@pytest.mark.parametrize("token", ["nope", "", "wagtail_x y"])
def test_token_that_is_none_is_401_where_everybody_may_read(site, path, token):
    response = ApiClient(headers={"Authorization": f"Bearer {token}"}).ask(path)

    problem_of(response, 401)
    assert "invalid_token" in response["WWW-Authenticate"]


def test_revoked_token_is_401(site):
    token, secret = APIToken.create_token(user=UserFactory(is_superuser=True), name="old")
    client = ApiClient(headers={"Authorization": f"Bearer {secret}"})
    assert client.ask("pages/").status_code == 200

    APIToken.objects.filter(pk=token.pk).update(revoked_at=now())

    problem_of(client.ask("pages/"), 401)


def test_fault_of_ours_is_500_and_says_nothing_of_itself(api, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret")

    monkeypatch.setattr(content, "_filtered", fail)
    api.http.raise_request_exception = False

    problem = problem_of(api.ask("content/"), 500)

    assert "secret" not in str(problem)


def test_answer_of_ours_that_breaks_its_schema_is_our_fault(api, monkeypatch):
    page = PlainPageFactory(body=[("heading", {"text": "Kop", "level": "h9"})])
    api.http.raise_request_exception = False

    problem_of(api.ask(f"pages/{page.pk}/"), 500)
