"""Portraits and private collections are never listed, whoever asks without a right to them."""

import pytest
from wagtail.models import APIToken, Collection, CollectionViewRestriction

from cms.services.roles import CHIEF_EDITORS, EDITORS, PORTRAITS, SHOP
from tests.cms.api.conftest import ApiClient, problem_of
from tests.factories import (
    ROLE_NAMES,
    DocumentFactory,
    ImageFactory,
    PlainPageFactory,
    UserFactory,
    user_with_role,
)


@pytest.fixture
def portraits(db) -> Collection:
    return Collection.objects.get(name=PORTRAITS)


def test_portraits_are_in_no_list_and_have_no_detail(api, portraits):
    open_image, portrait = ImageFactory(), ImageFactory(collection=portraits)
    below = ImageFactory(collection=portraits.add_child(name="2026"))

    listed = api.get("images/")

    assert [item["id"] for item in listed["items"]] == [open_image.pk]
    assert listed["count"] == 1
    assert api.get("images/", search=portrait.title)["count"] == 0
    for hidden in (portrait, below):
        problem_of(api.ask(f"images/{hidden.pk}/"), 404)


def test_private_documents_are_in_no_list_and_have_no_detail(api, portraits):
    open_document, private = DocumentFactory(), DocumentFactory(collection=portraits)

    assert [item["id"] for item in api.get("documents/")["items"]] == [open_document.pk]
    problem_of(api.ask(f"documents/{private.pk}/"), 404)
    assert api.http.get(private.url).status_code in (302, 403)


@pytest.fixture(params=[name for name in ROLE_NAMES if name not in (EDITORS, CHIEF_EDITORS, SHOP)])
def outsider(request, portraits):
    """Somebody with a role that makes no pages and has no pictures of its own."""
    return user_with_role(request.param)


def test_shop_has_the_pictures_and_documents_of_its_own_collection_and_no_others(client, portraits):
    shelf = Collection.objects.get(name=SHOP)
    own, portrait, elsewhere = ImageFactory(collection=shelf), ImageFactory(collection=portraits), ImageFactory()
    private = DocumentFactory(collection=portraits)
    client.force_login(user_with_role(SHOP))

    chosen = client.get("/admin/images/chooser/?results=1").content.decode()
    listed = client.get("/admin/api/main/images/").json()["items"]

    assert [item["id"] for item in listed] == [own.pk]
    assert own.title in chosen
    assert portrait.title not in chosen
    assert elsewhere.title not in chosen
    assert client.get(private.url).status_code in (302, 403)
    assert client.get(f"/admin/images/{portrait.pk}/").status_code in (302, 403)


def client_of(user) -> ApiClient:
    _token, secret = APIToken.create_token(user=user, name="test")
    return ApiClient(headers={"Authorization": f"Bearer {secret}"})


def test_token_of_a_role_without_media_opens_no_private_collection(outsider, portraits):
    open_image, portrait = ImageFactory(), ImageFactory(collection=portraits)
    below, private = ImageFactory(collection=portraits.add_child(name="2026")), DocumentFactory(collection=portraits)
    api = client_of(outsider)

    assert [item["id"] for item in api.get("images/")["items"]] == [open_image.pk]
    assert api.get("documents/")["count"] == 0
    problem_of(api.ask(f"images/{portrait.pk}/"), 404)
    problem_of(api.ask(f"images/{below.pk}/"), 404)
    problem_of(api.ask(f"documents/{private.pk}/"), 404)


def test_collection_for_everybody_with_an_account_needs_a_media_right_in_the_api(outsider):
    staff = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=staff, restriction_type=CollectionViewRestriction.LOGIN)
    ImageFactory(collection=staff)

    assert client_of(outsider).get("images/")["count"] == 0
    assert client_of(user_with_role(EDITORS)).get("images/")["count"] == 1


@pytest.mark.parametrize("role", [EDITORS, CHIEF_EDITORS])
def test_token_of_an_editor_lists_portraits(portraits, role):
    portrait, private = ImageFactory(collection=portraits), DocumentFactory(collection=portraits)
    api = client_of(user_with_role(role))

    assert [item["id"] for item in api.get("images/")["items"]] == [portrait.pk]
    assert api.get(f"documents/{private.pk}/")["id"] == private.pk


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_admins_own_api_of_media_is_closed_to_who_may_not_choose(client, outsider, kind):
    client.force_login(outsider)

    assert client.get(f"/admin/api/main/{kind}/").status_code in {302, 403}


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_admins_own_api_of_media_opens_for_editors(client, portraits, kind):
    ImageFactory(collection=portraits)
    DocumentFactory(collection=portraits)
    client.force_login(user_with_role(EDITORS))

    assert client.get(f"/admin/api/main/{kind}/").json()["meta"]["total_count"] == 1


def test_private_document_stays_closed_to_a_role_without_media(client, outsider, portraits):
    private = DocumentFactory(collection=portraits)
    client.force_login(outsider)

    assert client.get(private.url).status_code in (302, 403)


def test_session_of_somebody_signed_in_opens_nothing_in_the_api(api, portraits):
    portrait = ImageFactory(collection=portraits)
    draft = PlainPageFactory(draft=True)
    api.http.force_login(UserFactory(is_superuser=True))

    assert api.get("images/")["count"] == 0
    problem_of(api.ask(f"images/{portrait.pk}/"), 404)
    problem_of(api.ask(f"pages/{draft.pk}/", version="draft"), 404)


def test_portrait_shows_in_the_block_of_the_page_that_shows_it(api, portraits):
    portrait = ImageFactory(collection=portraits)
    page = PlainPageFactory(body=[("people", {"people": [{"picture": portrait, "name": "Noor"}]})])

    [person] = api.get(f"pages/{page.pk}/")["body"][0]["value"]["people"]

    assert person["picture"]["renditions"]
    assert "original_images" not in str(person)
    assert api.get("images/")["count"] == 0


def test_a_picture_is_downloaded_as_its_largest_size_never_as_its_original(api, site):
    ImageFactory(wide=2000, high=1000)

    [item] = api.get("images/")["items"]
    sent = api.http.get(item["meta"]["download_url"], follow=False)

    assert "original_images" not in str(item)
    assert sent.status_code == 302
    assert "width-1440" in sent["Location"]
    assert api.http.get(sent["Location"]).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("private", "queries"), [(0, 4), (1, 7)])
def test_pictures_are_listed_with_as_many_queries_however_many_there_are(
    api, count, private, queries, django_assert_num_queries
):
    """Without a private collection, and with that of the portraits, which every site has: three more to know what to leave out."""
    if not private:
        CollectionViewRestriction.objects.all().delete()
    assert CollectionViewRestriction.objects.count() == private
    ImageFactory.create_batch(count)
    api.get("images/")

    with django_assert_num_queries(queries):
        assert api.get("images/")["count"] == count


def test_collection_behind_a_password_is_private_too(api, portraits):
    shared = Collection.get_first_root_node().add_child(name="Gedeeld")
    CollectionViewRestriction.objects.create(collection=shared, restriction_type="password", password="x")
    ImageFactory(collection=shared)

    assert api.get("images/")["count"] == 0


def test_closed_pages_are_in_no_list(api):
    closed = PlainPageFactory()
    closed.view_restrictions.create(restriction_type="login")

    assert closed.pk not in [item["id"] for item in api.get("pages/")["items"]]
    problem_of(api.ask(f"pages/{closed.pk}/"), 404)
