"""What stands in the shop, and how many there are."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable

from catalogue.addresses import TAKEN_SLUGS
from catalogue.enums import MovementKind, ProductKind, ProductLanguage, StockState, VatRate
from catalogue.prices import LEAST_CENTS
from catalogue.querysets import ProductQuerySet
from catalogue.terms import PERIOD_DAYS
from cms.money import euro


class Category(models.Model):
    """A shelf of the shop."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    sort_order = models.PositiveSmallIntegerField(pgettext_lazy("sequence", "order"), default=0)

    class Meta:
        verbose_name = _("category of the shop")
        verbose_name_plural = _("categories of the shop")
        ordering = ["sort_order", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Product(ClusterableModel):
    """Something on paper. `available` (copies, ≥ 0) can be ordered now: the sum of its movements, written only by `catalogue.services.stock`.

    `step`, `order_most`, `period_most` and `low_at` count copies. `price_cents` includes VAT; 0 is free.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=140)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ProductKind, default=ProductKind.FLYER)
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="products"
    )
    summary = models.TextField(_("in short"), max_length=300, help_text=_("One or two sentences, for lists."))
    description = RichTextField(_("what it is"), blank=True, features=["h3", "bold", "italic", "link", "ul", "ol"])
    cover = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("cover"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=2, choices=ProductLanguage, default=ProductLanguage.DUTCH)
    paper_format = models.CharField(_("format"), max_length=40, blank=True, help_text=_("A5, A3, 10 × 21 cm."))
    pages = models.PositiveSmallIntegerField(pgettext_lazy("of a book", "pages"), null=True, blank=True)
    weight_grams = models.PositiveIntegerField(_("weight of one, in grams"), default=0)
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("PDF to read"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    printable = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("PDF to print oneself"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    price_cents = models.PositiveIntegerField(_("price in cents, VAT included"), default=0, help_text=_("0: free."))
    vat_rate = models.PositiveSmallIntegerField(_("VAT"), choices=VatRate, default=VatRate.SIX)
    step = models.PositiveSmallIntegerField(
        _("by packs of"), default=1, validators=[MinValueValidator(1)], help_text=_("1: one by one.")
    )
    order_most = models.PositiveIntegerField(
        _("at most in one order"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    period_most = models.PositiveIntegerField(
        _("at most in a period"), null=True, blank=True, help_text=_("For one organisation or person. Empty: no limit.")
    )
    period_days = models.PositiveSmallIntegerField(
        _("days of that period"), default=PERIOD_DAYS, validators=[MinValueValidator(1)]
    )
    available = models.IntegerField(_("can be ordered now"), default=0, editable=False)
    low_at = models.PositiveIntegerField(_("low from"), default=0, help_text=_("We hear of it from so many on."))

    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        help_text=_("The edition before this one."),
    )
    is_shown = models.BooleanField(_("stands in the shop"), default=True, db_index=True)
    made_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(available__gte=0), name="product_stock_never_below_zero"),
            models.CheckConstraint(condition=Q(step__gte=1), name="product_step_is_one_or_more"),
            models.CheckConstraint(condition=~Q(replaces=F("pk")), name="product_replaces_another"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        """The level is the ledger's alone: a form that was open while orders came never puts an old one back."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            own = {field.name for field in self._meta.concrete_fields} - {"id", "available"}
            kwargs["update_fields"] = [*sorted(own), "pictures"]
        super().save(**kwargs)

    def clean(self) -> None:
        """Its address is free, limits are whole packs, and a period allows at least one order."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.slug in TAKEN_SLUGS:
            wrong["slug"] = _("Something else of the shop stands at this address. Choose another one.")
        for name in ("order_most", "period_most"):
            most = getattr(self, name)
            if most is not None and self.step and most % self.step:
                wrong[name] = _("Choose a whole number of packs of %(step)d.") % {"step": self.step}
        if self.order_most is not None and self.period_most is not None and self.period_most < self.order_most:
            wrong["period_most"] = _("This is fewer than what one order may have, so that order would be refused.")
        if self.price_cents and self.step and self.price_cents * self.step < LEAST_CENTS:
            wrong["price_cents"] = _(
                "Whoever takes one pack would pay less than %(least)s, and so little cannot be paid here. Write 0, or a higher price."
            ) % {"least": euro(LEAST_CENTS)}
        if wrong:
            raise ValidationError(wrong)

    @property
    def is_free(self) -> bool:
        return self.price_cents == 0

    @property
    def stock_state(self) -> StockState:
        """In words that a visitor needs: less than one pack is nothing."""
        if self.available < self.step:
            return StockState.OUT
        return StockState.LOW if self.available <= self.low_at else StockState.IN_STOCK


class ProductPicture(Orderable):
    """One more picture of a product: a spread, the back."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        get_image_model_string(), verbose_name=_("picture"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("picture of a product")
        verbose_name_plural = _("pictures of products")

    def __str__(self) -> str:
        return str(self.picture)


class StockMovement(models.Model):
    """One line of the ledger: `quantity` copies more (or fewer) can be ordered, why, and by whom. `level` is what there were after it.

    Lines are added and never changed.
    """

    wagtail_reference_index_ignore = True  # no editor asks where it is used, and a task a row is dear

    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(_("what happened"), max_length=12, choices=MovementKind)
    quantity = models.IntegerField(_("copies"))
    level = models.PositiveIntegerField(_("can be ordered after it"))
    order = models.ForeignKey(
        "catalogue.Order",
        verbose_name=_("order"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="movements",
    )
    why = models.CharField(_("why"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member of staff"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), default=now, db_index=True)

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["product", "at"], name="movement_of_product")]
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="movement_moves_something"),
            models.CheckConstraint(condition=Q(level__gte=0), name="movement_level_never_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.quantity:+}"
