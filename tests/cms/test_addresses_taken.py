"""No page gets an address that something else answers (cms/page_forms.py)."""

import pytest
from django.urls import reverse
from wagtail.models import APIToken, Page

from cms.page_forms import TO_COME, is_taken
from tests.cms.api.conftest import ApiClient, fields_of, problem_of
from tests.editing import complaints, page_form
from tests.factories import PlainPageFactory, UserFactory
from trust.staff.enums import Scope
from trust.staff.services import grant_scopes

TAKEN = [
    "zoeken",
    "woordenlijst",
    "admin",
    "api",
    "media",
    "documents",
    "beeld",
    "healthz",
    "readyz",
    "_util",
    *TO_COME,
]


@pytest.mark.parametrize("slug", [*TAKEN, "Zoeken", "ADMIN"])
def test_first_part_of_another_address_is_taken(slug):
    assert is_taken(slug)


@pytest.mark.parametrize("slug", ["nieuws", "verhalen", "over-ons", "zoeken-naar", "contact", "admins"])
def test_any_other_word_is_free(slug):
    assert not is_taken(slug)


@pytest.fixture
def editor(client, site):
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def writer(site) -> ApiClient:
    owner = UserFactory(is_superuser=True)
    token, secret = APIToken.create_token(user=owner, name="test")
    grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=owner)
    return ApiClient(headers={"Authorization": f"Bearer {secret}"})


def plain(parent, slug: str) -> dict:
    return {"meta": {"type": "cms.PlainPage", "parent_id": parent.pk}, "title": "Zoeken", "slug": slug}


def test_editor_is_told_that_an_address_is_taken(editor, home):
    add = reverse("wagtailadmin_pages:add", args=["cms", "plainpage", home.pk])

    response = editor.post(add, page_form(title="Zoeken", slug="zoeken"))

    assert "/zoeken/" in complaints(response)
    assert not Page.objects.filter(slug="zoeken").exists()


def test_page_cannot_take_such_an_address_later(editor, home):
    page = PlainPageFactory(parent=home)

    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), page_form(page=page, slug="kalender"))

    assert "/kalender/" in complaints(response)


def test_api_refuses_it_at_the_field(writer, home):
    page = PlainPageFactory(parent=home)

    for response in (writer.post("pages/", plain(home, "zoeken")), writer.patch(f"pages/{page.pk}/", {"slug": "api"})):
        assert "slug" in fields_of(problem_of(response, 422))


def test_title_alone_takes_no_such_address_through_the_api(writer, home):
    assert "slug" in fields_of(problem_of(writer.post("pages/", plain(home, "")), 422))


def test_deeper_in_the_tree_every_word_is_free(writer, home):
    parent = PlainPageFactory(parent=home)

    assert writer.post("pages/", plain(parent, "zoeken")).status_code == 201


def test_page_that_has_such_an_address_already_can_still_be_saved(writer, home):
    page = PlainPageFactory(parent=home, slug="kalender")

    assert writer.patch(f"pages/{page.pk}/", {"title": "Agenda", "slug": "kalender"}).status_code == 200
