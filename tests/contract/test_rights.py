"""Each role × each screen of the admin and each operation of the API, from the URL configuration (trust/staff/rights.py is the rule)."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from wagtail.models import APIToken

from tests.contract.walking import World, admin_screens, api_operations, make_world, unseen, visit
from tests.databases import nothing_stays
from tests.factories import ROLE_NAMES, UserFactory, picture_file, user_with_role
from tests.indexing import catch_up
from trust.staff.enums import Scope
from trust.staff.middleware import needed_scope
from trust.staff.rights import CLOSED, NOBODY, OPERATIONS, SCREENS, operation_of, rule_of
from trust.staff.services import grant_scopes

pytestmark = pytest.mark.django_db

SUPERUSER, STRANGER, WITHOUT_ROLE = "administrator", "stranger", "account without a role"
# Open to everybody: an icon sheet and words for scripts.
OPEN = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
# What cannot be reached whoever asks: Wagtail's other doors, an address of nothing, what the settings switch off, what needs an upload
# that is half done or an alias.
UNREACHED = {
    "admin/^.*/$",
    "simple_translation:submit_snippet_translation",
    "wagtailadmin_api:documents:find",
    "wagtailadmin_api:images:find",
    "wagtailadmin_login",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_upload_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_upload_multiple",
    "wagtailimages:url_generator",
    "wagtailimages:url_generator_output",
    "wagtailsettings:preview_on_edit",
    "wagtailsnippets:index",
}
# People's messages and links are shown and moved; nobody writes them by hand, nor reads Wagtail's history of them.
SHOWN_ONLY = {
    f"{space}:{name}"
    for space in ("contact-messages", "personal-links", "stay-informed")
    for name in ("add", "edit", "delete", "history", "history_results", "usage")
} | {
    *(f"take-downs:{name}" for name in ("add", "edit", "delete", "history", "history_results", "usage")),
    # A line of the register is added, never changed.
    *(f"guest-consents:{name}" for name in ("edit", "delete", "usage")),
}
# They answer 500 to whoever they let in: one is a page to test errors with, one wants the file of a step before.
ANSWER_500 = {"wagtailadmin_error_test", "wagtailredirects:process_import"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One world for the whole module: made once, thrown away at the end."""
    from tests.conftest import make_site

    with django_db_blocker.unblock(), nothing_stays():
        site = make_site()
        made = make_world(site), {role: user_with_role(role) for role in ROLE_NAMES}
        catch_up()
        yield made


@pytest.fixture
def world(made, db) -> World:
    return made[0]


@pytest.fixture
def people(made, db) -> dict:
    return made[1]


def client_of(user=None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def opened(client: Client, world: World, screen, role: str = "") -> bool:
    """Whether somebody is let in."""
    return let_in(visit(client, world.address(screen, role)), screen)


def let_in(response, screen) -> bool:
    """Not 403, not 404, not led to the door."""
    if response.status_code == 500:
        assert screen.name in ANSWER_500, screen
    at_the_door = response.status_code == 302 and response["Location"].startswith(("/aanmelden/", "/admin/login/"))
    return response.status_code not in (401, 403, 404) and (not at_the_door or screen.name == "wagtailadmin_logout")


def is_page(response) -> bool:
    """Whether this is a page of its own, and no part of one, no file and no step aside."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and is_html and not response.streaming and b"</html>" in response.content


def says_python(response) -> bool:
    """Whether a cell of a table says True, False or None: to the eye, or to who has the page read aloud."""
    cells = BeautifulSoup(response.content, "html.parser").find_all("td")
    return any(cell.get_text(strip=True) in {"True", "False", "None"} for cell in cells)


def test_every_screen_has_a_rule():
    without = [screen for screen in admin_screens() if rule_of(screen.name) is None]

    assert not without, f"Give these a line in trust/staff/rights.py: {without}"


def test_no_rule_is_about_a_screen_that_is_gone():
    used = {rule_of(screen.name) for screen in admin_screens()}

    assert not [rule for part in SCREENS for rule in part.rules if rule not in used]


def test_screens_of_ours_are_named_in_full():
    """A star would let a new screen of ours pass without anybody having thought about it."""
    starred = [rule.pattern for part in SCREENS for rule in part.rules if "*" in rule.pattern]

    foreign = ("wagtail", "simple_translation:", "term_chooser:", "admin/^")
    assert not [pattern for pattern in starred if not pattern.startswith(foreign)]


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_role_opens_its_screens_and_no_other(world, people, role):
    client = client_of(people[role])
    wrong = []

    with unseen():
        for screen in admin_screens():
            expected = role in rule_of(screen.name).roles and screen.name not in UNREACHED
            if opened(client, world, screen, role) != (expected or screen.name in OPEN):
                wrong.append((screen.name, "should open" if expected else "should stay closed"))

    assert not wrong


def test_administrator_opens_everything_that_can_be_reached(world):
    """Drawn whole, as nowhere else here: what a screen asks of the database while it is drawn is asked too. Each of ours has a first heading,
    and says yes or no in words of people."""
    client = client_of(UserFactory(is_superuser=True))
    closed, nameless, of_python = set(), set(), set()

    for screen in admin_screens():
        response = visit(client, world.address(screen))
        if not let_in(response, screen):
            closed.add(screen.name)
        elif is_page(response) and b"<h1" not in response.content and not screen.name.startswith("wagtail"):
            nameless.add(screen.name)
        elif is_page(response) and says_python(response) and not screen.name.startswith("wagtail"):
            of_python.add(screen.name)

    assert closed == UNREACHED | SHOWN_ONLY
    assert nameless == set()
    assert of_python == set()


@pytest.mark.parametrize("who", [STRANGER, WITHOUT_ROLE])
def test_nobody_else_opens_anything(world, who):
    client = client_of(UserFactory() if who == WITHOUT_ROLE else None)

    with unseen():
        found = {screen.name for screen in admin_screens() if opened(client, world, screen)}

    assert found - {"wagtailadmin_logout"} == OPEN


# --- the API ----------------------------------------------------------------------------------------------------------


def bodies(world: World) -> dict[str, dict]:
    """What is sent along, by operation; nothing where nothing is asked."""
    home = world.site.root_page_id
    page = {"meta": {"type": "cms.PlainPage", "parent_id": home}, "title": "Nieuw", "slug": "nieuw"}
    return {
        "POST pages/": page,
        "PATCH pages/{page_id}/": {"meta": {"type": "cms.PlainPage"}, "title": "Anders"},
        "POST pages/{page_id}/actions/copy/": {"slug": "nog-een", "keep_live": False},
        "POST pages/{page_id}/actions/move/": {"destination_id": home, "position": "last-child"},
        "POST pages/{page_id}/actions/revert/": {"revision_id": world.arguments["api"]["revision_id"]},
        "POST pages/{page_id}/actions/create_alias/": {"slug": "spiegel"},
        "POST pages/{page_id}/actions/copy_for_translation/": {"locale": "nl"},
        "POST redirects/": {"old_path": "/een-oud-adres", "redirect_link": "https://www.example.org/"},
        "PUT redirects/{redirect_id}/": {"old_path": "/oud", "redirect_link": "https://www.example.org/"},
        "PATCH images/{image_id}/": {"title": "Anders"},
        "PATCH documents/{document_id}/": {"title": "Anders"},
        "POST sites/": {"hostname": "elders.example.org", "root_page_id": home},
        "PUT sites/{site_id}/": {"hostname": "elders.example.org", "root_page_id": home},
    }


def ask(world: World, pattern: str, secret: str = "") -> int:
    """The status of one operation, undone afterwards."""
    method, _space, path = pattern.partition(" ")
    given = {
        **world.arguments[""],
        **world.arguments["api"],
        "site_id": world.site.pk,
        "type": "cms.Term",
        "type_name": "cms.PlainPage",
        "form_id": "contact",
        "token": "x" * 43,
        "consent_id": "00000000-0000-4000-8000-000000000000",
        "public_id": uuid4(),
        "slug": "goed-omringd",
        "kind": "linkgroep",
        "episode_id": uuid4(),
    }
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    address = f"/api/v3/{path.format(**given)}"
    client = Client(headers=headers)
    with nothing_stays():
        if pattern in ("POST images/", "POST documents/"):
            file = picture_file() if "images" in path else SimpleUploadedFile("a.csv", b"a,b\n1,2\n", "text/csv")
            response = client.post(
                address,
                {
                    "title": "Nieuw",
                    "file": file,
                    "alt_text": "Een brug",
                    "collection_id": world.arguments[""]["collection_id"],
                },
            )
        else:
            body = json.dumps(bodies(world).get(pattern, {})) if method in ("POST", "PATCH", "PUT") else ""
            response = client.generic(method, address, body, content_type="application/json")
    return response.status_code


def token_of(user, *scopes: Scope) -> str:
    token, secret = APIToken.create_token(user=user, name="proef")
    grant_scopes(token=token, scopes=scopes, by=user)
    return secret


def test_every_operation_has_a_rule():
    known = {operation.pattern for operation in OPERATIONS} | set(CLOSED)

    assert set(api_operations()) == known


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_token_of_a_role_does_what_the_role_may_and_no_more(world, people, role):
    secret = token_of(people[role], *Scope)
    wrong = []

    for operation in OPERATIONS:
        if operation.public:
            continue
        status = ask(world, operation.pattern, secret)
        if (status < 300) != (role in operation.roles) and not (
            operation.pattern.endswith("convert_alias/") and status == 422
        ):
            wrong.append((operation.pattern, status))

    assert not wrong


@pytest.mark.parametrize("pattern", CLOSED)
def test_closed_operation_is_closed_for_an_administrators_token(world, pattern):
    assert ask(world, pattern, token_of(UserFactory(is_superuser=True), *Scope)) in (403, 404, 405, 422)


def test_token_without_scopes_only_reads(world):
    owner = UserFactory(is_superuser=True)
    _token, secret = APIToken.create_token(user=owner, name="zonder")
    guarded = [operation for operation in OPERATIONS if operation.scope]

    assert guarded
    assert {ask(world, operation.pattern, secret) for operation in guarded} == {403}
    assert ask(world, "GET whoami/", secret) == 200


def test_scope_opens_only_its_own(world):
    owner = UserFactory(is_superuser=True)
    guarded = [operation for operation in OPERATIONS if operation.scope]

    for scope in Scope:
        secret = token_of(owner, scope)
        refused = {operation.scope for operation in guarded if ask(world, operation.pattern, secret) == 403}
        assert refused == {operation.scope for operation in guarded} - {scope}


def test_stranger_does_nothing_that_needs_a_token(world):
    closed = [operation.pattern for operation in OPERATIONS if not operation.public] + CLOSED

    assert {ask(world, pattern) for pattern in closed} == {401}


def test_public_operation_is_open_to_a_stranger_and_to_a_token(world):
    secret = token_of(UserFactory(is_superuser=True))
    public = [operation.pattern for operation in OPERATIONS if operation.public]

    for pattern in public:
        assert ask(world, pattern) not in (401, 403), pattern
        assert ask(world, pattern, secret) not in (401, 403), pattern


def test_rules_name_only_what_is_asked(rf):
    for operation in OPERATIONS:
        method, _space, path = operation.pattern.partition(" ")
        asked = needed_scope(getattr(rf, method.lower())("/api/v3/" + path.replace("{page_id}", "3")))
        assert asked == operation.scope, operation.pattern
        assert operation_of(operation.pattern) == operation
    assert frozenset() == NOBODY


def test_matrix_in_the_docs_is_up_to_date():
    call_command("write_role_matrix", "--check")
