"""An address that was known once leads on: made by itself when an editor moves or renames a page, for its children too."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.factories import NewsPageFactory, OfferingPageFactory, PlainPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """An editor gives a page another slug; what follows the commit has happened."""

    def give(page, slug):
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = slug
            page.save_revision().publish()

    return give


def leads_to(client, address):
    response = client.get(address)
    assert response.status_code == 301
    return response.url


def test_renamed_page_is_found_at_its_old_address_and_its_children_too(site, client, rename):
    page = PlainPageFactory(title="Over Lus")
    child = PlainPageFactory(title="Team", parent=page)
    old, old_child = page.url, child.url

    rename(page, "over-ons")

    assert leads_to(client, old) == "/over-ons/"
    assert leads_to(client, old_child) == "/over-ons/team/"
    assert client.get("/over-ons/team/").status_code == 200


def test_moved_page_is_found_at_its_old_address_and_its_children_too(site, client):
    first, second = OfferingPageFactory(title="Een"), OfferingPageFactory(title="Twee")
    page = OfferingPageFactory(title="Lusgroepen", parent=first)
    child = PlainPageFactory(title="Vragen", parent=page)
    old, old_child = page.url, child.url

    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=second.pk), pos="last-child")

    assert leads_to(client, old) == "/twee/lusgroepen/"
    assert leads_to(client, old_child) == "/twee/lusgroepen/vragen/"
    assert client.get("/twee/lusgroepen/vragen/").status_code == 200


def test_page_renamed_twice_is_found_at_both_old_addresses(site, client, rename):
    page = PlainPageFactory(title="Een")
    rename(page, "twee")
    rename(page, "drie")

    assert leads_to(client, "/een/") == "/drie/"
    assert leads_to(client, "/twee/") == "/drie/"


def test_page_renamed_back_is_itself_again(site, client, rename):
    page = PlainPageFactory(title="Een")
    rename(page, "twee")
    rename(page, "een")

    assert client.get("/een/").status_code == 200
    assert leads_to(client, "/twee/") == "/een/"


def test_new_title_alone_moves_nothing(site, client):
    page = NewsPageFactory(title="Een bericht")

    page.title = "Een beter bericht"
    page.save_revision().publish()

    assert not Redirect.objects.exists()


def test_same_slug_twice_beside_one_another_is_refused(site):
    from django.core.exceptions import ValidationError

    PlainPageFactory(title="Over Lus")
    second = PlainPageFactory(title="Iets anders")
    second.slug = "over-lus"

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    assert set(refusal.value.message_dict) == {"slug"}
