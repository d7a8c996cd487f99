"""Headers of every answer: what a page may load, who may frame it, what it tells other sites."""

import re

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from wagtail.models import CollectionViewRestriction

from cms.services.roles import CHIEF_EDITORS
from tests.factories import DocumentFactory, ImageFactory, PlainPageFactory, user_with_role
from tests.reading import directives, fragment

pytestmark = pytest.mark.django_db

DATA = {"application/json", "application/ld+json"}
SITE = ["/", "/zoeken/", "/woordenlijst/", "/bestaat-niet/"]


def policy(response) -> dict[str, set[str]]:
    return directives(response["Content-Security-Policy"])


@pytest.mark.parametrize("address", SITE)
def test_page_of_the_site_loads_only_what_is_ours(site, client, address):
    rules = policy(client.get(address))

    assert rules["default-src"] == rules["object-src"] == rules["base-uri"] == rules["script-src-attr"] == {"'none'"}
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == {"'self'"}
    assert rules["form-action"] == rules["frame-ancestors"] == {"'self'"}
    assert not any("unsafe" in source for sources in rules.values() for source in sources)


def test_inline_script_runs_only_with_the_nonce_of_its_page(rf, settings):
    def page(request):
        return HttpResponse(f'<script nonce="{request.csp_nonce}"></script>')

    answers = [CSPMiddleware(page)(rf.get("/")) for _time in range(2)]
    nonces = {re.search(r"'nonce-([^']+)'", answer["Content-Security-Policy"])[1] for answer in answers}

    assert len(nonces) == 2
    assert all(any(nonce in answer.content.decode() for nonce in nonces) for answer in answers)


def test_admin_may_use_what_its_editor_needs_and_no_other_site(site, client):
    client.force_login(user_with_role(CHIEF_EDITORS))
    page = PlainPageFactory()

    for address in ("/admin/", f"/admin/pages/{page.pk}/edit/"):
        rules = policy(client.get(address))
        assert rules["script-src"] == rules["connect-src"] == {"'self'"}
        assert rules["style-src"] == {"'self'", "'unsafe-inline'"}
        assert rules["default-src"] == {"'none'"}
        assert not any(
            source.startswith("http") for name, found in rules.items() if name != "frame-src" for source in found
        )


def test_address_that_only_looks_like_the_admin_keeps_the_strict_rules(site, client):
    assert policy(client.get("/administratie/"))["script-src"] == {"'self'"}


@pytest.mark.parametrize("address", [*SITE, "/aanmelden/", "/robots.txt"])
def test_every_answer_is_guarded(site, client, address):
    response = client.get(address)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/api/v3/site/", "/api/v3/bestaat-niet/", "/sitemap.xml"])
def test_what_is_no_page_runs_and_frames_nothing(site, client, address):
    rules = policy(client.get(address))

    assert rules["default-src"] == rules["frame-ancestors"] == {"'none'"}


@pytest.mark.parametrize(
    ("address", "embedded_by"), [("/static/css/base.css", "same-origin"), ("/static/img/logo.svg", "cross-origin")]
)
def test_static_file_runs_and_frames_nothing_by_itself(site, client, address, embedded_by):
    response = client.get(address)

    assert response.status_code == 200
    assert policy(response)["default-src"] == policy(response)["frame-ancestors"] == {"'none'"}
    assert response["Cross-Origin-Resource-Policy"] == embedded_by
    assert response["X-Content-Type-Options"] == "nosniff"


def test_front_end_elsewhere_may_show_what_the_api_and_the_media_give(site, client):
    image = ImageFactory()

    for address in ("/api/v3/site/", image.file.url):
        assert client.get(address)["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("extension", ["csv", "docx", "pdf", "vtt"])
def test_document_runs_nothing_and_keeps_its_type(site, client, extension):
    response = client.get(DocumentFactory(extension=extension).url)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_inline_scripts_and_handlers_are_on_no_page(site, client):
    for address in [*SITE, "/aanmelden/", "/aanmelden/wachtwoord/"]:
        page = fragment(client.get(address).content.decode())
        scripts = [script for script in page.select("script:not([src])") if script.get("type") not in DATA]
        assert not scripts
        assert not page.select("[style], [onclick], [onload], [onsubmit], style")


def test_visitor_gets_no_cookie(site, client):
    for address in SITE:
        assert not client.get(address).cookies


@pytest.mark.parametrize("address", ["/zoeken/", "/bestaat-niet/", "/nieuws/feed.xml"])
def test_what_a_session_saw_is_kept_by_no_shared_cache(site, client, address):
    assert "private" not in client.get(address).get("Cache-Control", "")

    client.force_login(user_with_role(CHIEF_EDITORS))

    assert "private" in client.get(address)["Cache-Control"]


def test_private_document_is_kept_by_no_shared_cache(site, client):
    document = DocumentFactory()
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    client.force_login(user_with_role(CHIEF_EDITORS))

    response = client.get(document.url)

    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
