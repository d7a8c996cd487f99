"""Who may open what: every admin address of ours, for strangers, for people without a role and for each role."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
)

from cms.services.roles import CHIEF_EDITORS, EDITORS, PORTRAITS, SHOP, ensure_roles
from tests.factories import ROLE_NAMES, NewsCategoryFactory, PlainPageFactory, TermFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db

ALL, BOTH, CHIEFS = frozenset(ROLE_NAMES), frozenset({EDITORS, CHIEF_EDITORS}), frozenset({CHIEF_EDITORS})

# Address (by name, with what stands in it): the roles that it opens for.
WALK = {
    ("wagtailadmin_home", ""): ALL,
    ("promises-to-review", ""): BOTH,
    ("promises-to-review-results", ""): BOTH,
    ("wagtailsnippets_cms_term:list", ""): BOTH,
    ("wagtailsnippets_cms_term:add", ""): BOTH,
    ("wagtailsnippets_cms_term:edit", "term"): BOTH,
    ("wagtailsnippets_cms_term:delete", "term"): CHIEFS,
    ("wagtailsnippets_cms_newscategory:list", ""): BOTH,
    ("wagtailsnippets_cms_newscategory:add", ""): BOTH,
    ("wagtailsnippets_cms_newscategory:edit", "category"): BOTH,
    ("wagtailsnippets_cms_newscategory:delete", "category"): CHIEFS,
    ("wagtailadmin_pages:edit", "page"): BOTH,
    ("wagtailadmin_pages:delete", "page"): CHIEFS,
    ("wagtailadmin_pages:unpublish", "page"): CHIEFS,
    ("wagtailredirects:index", ""): CHIEFS,
    ("wagtailsettings:edit", "settings"): CHIEFS,
    ("wagtailusers_users:index", ""): frozenset(),
    ("wagtailusers_groups:index", ""): frozenset(),
    ("wagtailsites:index", ""): frozenset(),
}


@pytest.fixture
def objects(site):
    return {
        "term": [TermFactory().pk],
        "category": [NewsCategoryFactory().pk],
        "page": [PlainPageFactory().pk],
        "settings": ["cms", "organisationsettings", site.pk],
        "": [],
    }


def opened(client, name, arguments) -> bool:
    """Whether the address answers with itself, after Wagtail's own redirects to the same view."""
    response = client.get(reverse(name, args=arguments))
    assert response.status_code in (200, 302, 403, 404), response.status_code
    return response.status_code == 200


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_role_opens_what_it_needs_and_nothing_else(objects, client, role):
    client.force_login(user_with_role(role))

    found = {name for name, what in WALK if opened(client, name, objects[what])}

    assert found == {name for (name, _what), roles in WALK.items() if role in roles}


@pytest.mark.parametrize(("name", "what"), WALK)
def test_strangers_are_sent_to_sign_in(objects, client, name, what):
    response = client.get(reverse(name, args=objects[what]))

    assert response.status_code == 302
    assert response.url.startswith("/aanmelden/")


@pytest.mark.parametrize(("name", "what"), WALK)
def test_account_without_a_role_opens_nothing(objects, client, name, what):
    client.force_login(UserFactory())

    assert not opened(client, name, objects[what])


def put_in_place() -> dict[str, list]:
    """What the roles consist of: the rows of each table, but for their numbers."""
    tables = (Group, Group.permissions.through, GroupPagePermission, GroupCollectionPermission, Collection)
    tables += (CollectionViewRestriction, CollectionViewRestriction.groups.through, Workflow, WorkflowPage)
    fields = {model: [field.attname for field in model._meta.fields if field.attname != "id"] for model in tables}
    return {model.__name__: sorted(model.objects.values_list(*fields[model]), key=str) for model in tables}


def test_putting_the_roles_in_place_again_changes_nothing(site):
    before = put_in_place()

    ensure_roles()

    assert put_in_place() == before
    assert {name for (name,) in before["Group"]} == set(ROLE_NAMES)


def test_a_right_ticked_by_hand_goes_and_one_that_was_lost_comes_back(site):
    before = put_in_place()
    shop, publish = Group.objects.get(name=SHOP), Permission.objects.get(codename="publish_page")
    shop.permissions.add(Permission.objects.get(codename="delete_user"))
    GroupPagePermission.objects.create(group=shop, page=site.root_page.get_root(), permission=publish)
    Group.objects.get(name=EDITORS).permissions.clear()
    CollectionViewRestriction.objects.get(collection__name=PORTRAITS).groups.clear()
    assert put_in_place() != before

    ensure_roles()

    assert put_in_place() == before


def test_walking_changes_nothing(objects, client):
    """Mail scanners and prefetching browsers follow links: a GET only shows."""
    client.force_login(user_with_role(CHIEF_EDITORS))
    for name, what in WALK:
        client.get(reverse(name, args=objects[what]))
    before = _everything()

    for name, what in WALK:
        client.get(reverse(name, args=objects[what]))
    for address in ("/", "/zoeken/?q=x", "/woordenlijst/", "/robots.txt", "/sitemap.xml", "/healthz/", "/readyz/"):
        client.get(address)

    assert _everything() == before


def _everything() -> dict:
    """Every row of our own tables and of the page tree."""
    models = [*apps.get_app_config("cms").get_models(), *apps.get_app_config("home").get_models()]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}
