"""Who orders what, and where it is."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from catalogue.enums import Delivery, OrderActor, OrderState, ProductKind, VatRate
from catalogue.models.products import Product
from catalogue.querysets import OrderQuerySet
from trust.references import new_reference


class Customer(models.Model):
    """An organisation or a person as the limits know them: whatever keys (`CustomerKey`) lead here count together. Staff can merge two."""

    name = models.CharField(_("name"), max_length=160)
    first_seen_at = models.DateTimeField(_("known since"), default=now, editable=False)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class CustomerKey(models.Model):
    """A keyed hash that recognises a customer: of their number, or of their name and address in one spelling (docs/adr/0027)."""

    value = models.CharField(max_length=64, unique=True, editable=False)
    customer = models.ForeignKey(Customer, verbose_name=_("customer"), on_delete=models.CASCADE, related_name="keys")

    class Meta:
        verbose_name = _("key of a customer")
        verbose_name_plural = _("keys of customers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.value[:8]


class Batch(models.Model):
    """Orders that are packed together for one day of the post."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post_on = models.DateField(_("post day"))
    made_at = models.DateTimeField(_("made"), default=now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("batch of parcels")
        verbose_name_plural = _("batches of parcels")
        ordering = ["-post_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.post_on:%d/%m/%Y}"


class Order(models.Model):
    """One order. Amounts are in cents and include VAT; `pay_by` is until when its stock is held for who pays (None: nothing to pay)."""

    wagtail_reference_index_ignore = True  # no editor asks where it is used, and a task a row is dear

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True, default=new_reference, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=OrderState, default=OrderState.PLACED, db_index=True, editable=False
    )
    customer = models.ForeignKey(
        Customer,
        verbose_name=_("customer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        editable=False,
    )
    organisation = models.ForeignKey(
        "trust.Organisation",
        verbose_name=_("known organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    organisation_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    contact_name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    phone = PhoneNumberField(_("telephone"), blank=True)
    delivery = models.CharField(_("how it reaches you"), max_length=8, choices=Delivery, default=Delivery.POST)
    attention = models.CharField(_("for the attention of"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    city = models.CharField(_("municipality"), max_length=80, blank=True)
    province = models.CharField(_("region"), max_length=20, blank=True, db_index=True, editable=False)
    remarks = models.TextField(_("remarks"), max_length=600, blank=True)
    wants_editions = models.BooleanField(_("hears of a new edition of what they received"), default=False)

    goods_cents = models.PositiveIntegerField(_("goods, in cents"), default=0, editable=False)
    postage_cents = models.PositiveIntegerField(_("postage, in cents"), default=0, editable=False)
    total_cents = models.PositiveIntegerField(_("together, in cents"), default=0, editable=False)
    vat_lines = models.JSONField(_("VAT"), default=list, editable=False)
    pay_by = models.DateTimeField(_("to be paid before"), null=True, blank=True, db_index=True, editable=False)

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), on_delete=models.SET_NULL, null=True, blank=True, related_name="orders"
    )
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    tracking_code = models.CharField(_("tracking code"), max_length=60, blank=True)
    notes = models.TextField(_("notes of staff"), max_length=2000, blank=True)
    source = models.CharField(_("came through"), max_length=8, default="site", editable=False)
    placed_at = models.DateTimeField(_("ordered"), default=now, db_index=True, editable=False)
    state_changed_at = models.DateTimeField(_("in this state since"), default=now, editable=False)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left us"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("sale withdrawn"), null=True, blank=True, editable=False)
    delete_on = models.DateField(_("erased on"), db_index=True, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-pk"]
        indexes = [models.Index(fields=["state", "placed_at", "id"], name="order_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(total_cents=F("goods_cents") + F("postage_cents")), name="order_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.organisation_name or self.contact_name}"

    @property
    def is_free(self) -> bool:
        return self.total_cents == 0


class OrderLine(models.Model):
    """So many copies of one product, at the price that held then."""

    wagtail_reference_index_ignore = True  # as for orders

    order = models.ForeignKey(Order, verbose_name=_("order"), on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="order_lines"
    )
    title = models.CharField(_("title, as it was called"), max_length=140)
    quantity = models.PositiveIntegerField(_("copies"))
    price_cents = models.PositiveIntegerField(_("price of one, in cents"), default=0)
    vat_rate = models.PositiveSmallIntegerField(_("VAT"), choices=VatRate, default=VatRate.SIX)

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "product"], name="order_line_once_a_product"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"

    @property
    def total_cents(self) -> int:
        return self.quantity * self.price_cents


class OrderMove(models.Model):
    """One step of an order: who, when, why. The first one says that it came (`from_state` empty)."""

    wagtail_reference_index_ignore = True  # as for orders

    order = models.ForeignKey(Order, verbose_name=_("order"), on_delete=models.CASCADE, related_name="moves")
    from_state = models.CharField(_("from"), max_length=10, choices=OrderState, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=OrderState)
    actor = models.CharField(_("who"), max_length=10, choices=OrderActor)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member of staff"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    why = models.TextField(_("why"), max_length=600, blank=True)
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("step of an order")
        verbose_name_plural = _("steps of orders")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class ReachTally(models.Model):
    """What left us and is erased since, in numbers: by quarter (its first day), region and kind of product. It names nobody."""

    quarter = models.DateField(_("quarter"))
    province = models.CharField(_("region"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ProductKind)
    orders = models.PositiveIntegerField(_("orders"), default=0)
    copies = models.PositiveIntegerField(_("copies"), default=0)

    class Meta:
        verbose_name = _("tally of what left us")
        verbose_name_plural = _("tallies of what left us")
        ordering = ["quarter", "province", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "province", "kind"], name="reach_one_line_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.province} {self.kind}: {self.orders}"
