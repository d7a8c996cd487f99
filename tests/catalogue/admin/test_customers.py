"""Two customers who are one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalogue.models import Customer
from tests.catalogue.admin.asking import kept_out
from tests.factories.shop import CustomerFactory, OrderFactory, ProductFactory
from tests.queries import cost
from trust.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_two_are_made_one_after_a_look_at_what_comes_together(desk):
    product = ProductFactory(title="Flyer")
    one, two = CustomerFactory(name="De Linde"), CustomerFactory(name="Linde vzw")
    OrderFactory(customer=one, product=product, product__copies=10)
    OrderFactory(customer=two, product=product, product__copies=5)
    url = reverse("customers:merge", args=[one.pk, two.pk])

    found = desk.get(reverse("customers:detail", args=[one.pk]), {"q": "linde"})
    shown = desk.get(url)
    assert [other.pk for other in found.context["others"]] == [two.pk]
    assert shown.context["rows"] == [{"title": "Flyer", "kept": 10, "merged": 5, "all": 15}]
    assert Customer.objects.count() == 2
    desk.post(url)
    desk.post(url)

    assert Customer.objects.get() == one
    assert one.orders.count() == 2
    assert AuditEntry.objects.filter(verb="catalogue.customers-merged").count() == 1


def test_nobody_is_merged_with_themselves(desk):
    one = CustomerFactory()
    OrderFactory(customer=one)

    assert desk.get(reverse("customers:merge", args=[one.pk, one.pk])).status_code == 404
    desk.post(reverse("customers:merge", args=[one.pk, one.pk]))

    assert Customer.objects.get() == one


def test_screens_cost_the_same_with_one_and_with_three(desk):
    one = CustomerFactory()
    OrderFactory(customer=one)
    urls = [reverse("customers:list"), reverse("customers:detail", args=[one.pk]) + "?q=linde"]
    before = [cost(desk, url) for url in urls]
    for _more in range(2):
        OrderFactory(customer=one)
        OrderFactory()

    assert [cost(desk, url) for url in urls] == before == [11, 13]


@pytest.mark.parametrize("name", ["list", "detail", "merge"])
def test_who_has_another_role_opens_nothing(site, name):
    args = {"list": 0, "detail": 1, "merge": 2}[name]

    assert kept_out(reverse(f"customers:{name}", args=[CustomerFactory().pk for _one in range(args)]))
