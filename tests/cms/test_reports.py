"""The *to review* report: who sees it, and what of it."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import now

from cms.services.roles import CHIEF_EDITORS, EDITORS
from tests.factories import ROLE_NAMES, PlainPageFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db

REPORT = "promises-to-review"
RESULTS = "promises-to-review-results"


def past_page(**fields):
    block = ("text", {"text": "<p>Inschrijven kan</p>", "use_by": now() - timedelta(hours=1)})
    return PlainPageFactory(body=[block], **fields)


@pytest.mark.parametrize("name", [REPORT, RESULTS])
def test_report_sends_strangers_to_the_sign_in_page(site, client, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.url.startswith("/aanmelden/")


@pytest.mark.parametrize("name", [REPORT, RESULTS])
@pytest.mark.parametrize("role", ROLE_NAMES)
def test_report_opens_for_those_who_edit_pages_alone(site, client, role, name):
    past_page(title="Lusgroepen")
    client.force_login(user_with_role(role))

    response = client.get(reverse(name))

    allowed = role in (EDITORS, CHIEF_EDITORS)
    assert (response.status_code == 200) is allowed
    assert (b"Lusgroepen" in response.content) is allowed


def test_report_refuses_somebody_without_any_role(site, client):
    client.force_login(UserFactory())

    assert client.get(reverse(REPORT)).status_code == 302


def test_report_lists_past_blocks_of_live_pages_with_a_link_to_edit(site, client):
    page = past_page(title="Lusgroepen")
    past_page(title="Niet meer online").unpublish()
    PlainPageFactory(
        title="Nog geldig", body=[("text", {"text": "<p>x</p>", "use_by": datetime(2100, 1, 1, tzinfo=UTC)})]
    )
    client.force_login(user_with_role(CHIEF_EDITORS))

    html = BeautifulSoup(client.get(reverse(REPORT)).content, "html5lib")

    links = [link["href"] for link in html.select("table tbody a") if "/edit/" in link["href"]]
    assert links == [reverse("wagtailadmin_pages:edit", args=[page.pk])]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_report_exports(site, client, form):
    past_page(title="Lusgroepen", owner=UserFactory(username="noor"))
    client.force_login(user_with_role(CHIEF_EDITORS))

    response = client.get(reverse(REPORT), {"export": form})

    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    if form == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert "Lusgroepen" in lines[1]
        assert "noor" in lines[1]
