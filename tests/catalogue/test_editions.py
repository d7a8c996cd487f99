"""A new edition is told of to who received the one before and agreed, once."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from catalogue.errors import NothingReplaced
from catalogue.models import Order
from catalogue.services import announce_edition, stop_editions
from tests.catalogue.admin.asking import kept_out
from tests.factories.shop import OrderFactory, ProductFactory
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db
MAILS = OutboundEmail.objects.filter(purpose="catalogue.edition")


@pytest.fixture
def old():
    return ProductFactory(title="Eerste druk")


@pytest.fixture
def new(old):
    return ProductFactory(title="Tweede druk", replaces=old)


def received(product, **said) -> Order:
    return OrderFactory(product=product, **({"state": "sent", "left_at": now(), "wants_editions": True} | said))


def test_who_received_it_and_agreed_hears_once(old, new, colleague):
    order = received(old)

    assert announce_edition(product_id=new.pk, by=colleague) == 1
    assert announce_edition(product_id=new.pk, by=colleague) == 0

    mail = MAILS.get()
    assert mail.recipient == order.email
    assert "Tweede druk" in mail.text
    assert f"/webwinkel/{new.slug}/" in mail.text


def test_one_address_with_three_orders_gets_one_mail(old, new, colleague):
    for email in ("rita@example.org", "Rita@example.org", "rita@example.org"):
        received(old, email=email)

    assert announce_edition(product_id=new.pk, by=colleague) == 1
    received(old, email="RITA@example.org")
    assert announce_edition(product_id=new.pk, by=colleague) == 0

    assert MAILS.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"wants_editions": False},
        {"state": "to-pack", "left_at": None},
        {"state": "cancelled", "left_at": None},
        {"state": "refunded"},
    ],
)
def test_who_did_not_agree_or_did_not_keep_it_hears_nothing(old, new, colleague, said):
    received(old, **said)
    received(new)

    assert announce_edition(product_id=new.pk, by=colleague) == 0


def test_who_says_no_more_hears_nothing_whatever_order_it_was(old, new, colleague):
    one, other, else_ = received(old, email="a@example.org"), received(old, email="A@example.org"), received(old)

    stop_editions(public_id=one.public_id)
    stop_editions(public_id=one.public_id)

    other.refresh_from_db()
    assert not other.wants_editions
    assert announce_edition(product_id=new.pk, by=colleague) == 1
    assert MAILS.get().recipient == else_.email


def test_what_replaces_nothing_or_is_not_in_the_shop_is_not_announced(old, new, colleague):
    received(old)
    type(new).objects.filter(pk=new.pk).update(is_shown=False)

    for product in (old, new):
        with pytest.raises(NothingReplaced):
            announce_edition(product_id=product.pk, by=colleague)

    assert not MAILS.exists()


def test_screen_says_to_how_many_and_what_before_it_leaves(old, new, desk):
    received(old)
    received(old)
    url = reverse("products:announce", args=[new.pk])

    shown = desk.get(url).context
    assert (shown["people"], len(shown["letters"])) == (2, 1)
    assert not MAILS.exists()
    desk.post(url)

    assert MAILS.count() == 2
    assert desk.get(url).context["people"] == 0
    assert desk.get(reverse("products:announce", args=[old.pk])).status_code == 200


def test_who_has_another_role_announces_nothing(site, new):
    assert kept_out(reverse("products:announce", args=[new.pk]), post=True)
