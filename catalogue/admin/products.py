"""Products and their categories. How many there are is never typed here: the stock screen does that."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from catalogue.addresses import SHOP, TAKEN_SLUGS, path_of_product
from catalogue.admin import editions
from catalogue.admin.rights import CHANGE_PRODUCTS, SEE_STOCK
from catalogue.enums import ProductKind
from catalogue.models import Category, Product
from cms.money import EuroField, euro
from cms.services.redirects import leave_redirect
from trust.viewing import YesNoColumn

TAKEN = gettext_lazy("Something else has this address already. Choose another one.")


class SluggedForm(WagtailAdminModelForm):
    """Without an address it gets one after its name (`named`)."""

    named = "title"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        slug = self.fields["slug"]
        slug.required = False
        slug.help_text = _("The last part of its address on the site. Empty: after its name.")
        slug.error_messages["invalid"] = _("An address has small letters, digits and hyphens only.")

    def clean_slug(self) -> str:
        length = self._meta.model._meta.get_field("slug").max_length
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get(self.named, ""))[:length]
        if not slug:
            raise forms.ValidationError(_("Write an address: small letters, digits and hyphens."))
        if slug in TAKEN_SLUGS or self._meta.model.objects.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(str(TAKEN))
        return slug


class ProductForm(SluggedForm):
    """The price in euro; what it replaces is another product."""

    price_cents = EuroField(
        label=gettext_lazy("Price of one, in euro"), help_text=gettext_lazy("VAT included. 0: free."), initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        replaces: Any = self.fields["replaces"]
        replaces.queryset = Product.objects.exclude(pk=self.instance.pk).order_by("title", "pk")

    def save(self, commit: bool = True) -> Product:
        """Its old address leads to its new one."""
        before = self.initial.get("slug")
        product = super().save(commit=commit)
        if before and before != product.slug:
            leave_redirect(old=f"{SHOP}{before}/", new=path_of_product(product))
        return product

    def clean_replaces(self) -> Product | None:
        """No circle: of what it replaces, none replaces it."""
        old = before = self.cleaned_data["replaces"]
        seen = {self.instance.pk} if self.instance.pk else set()
        while before is not None:
            if before.pk in seen:
                raise forms.ValidationError(_("These editions would replace each other in a circle."))
            seen.add(before.pk)
            before = before.replaces
        return old


class CategoryForm(SluggedForm):
    named = "name"


class ProductFilterSet(WagtailFilterSet):
    """By category, kind, and whether it stands in the shop."""

    category = django_filters.ModelChoiceFilter(
        queryset=Category.objects.all(), label=gettext_lazy("Category"), empty_label=gettext_lazy("all categories")
    )
    kind = django_filters.ChoiceFilter(
        choices=ProductKind, label=gettext_lazy("Kind"), empty_label=gettext_lazy("all kinds")
    )
    is_shown = django_filters.ChoiceFilter(
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        label=gettext_lazy("Stands in the shop"),
        empty_label=gettext_lazy("all"),
    )

    class Meta:
        model = Product
        fields = ["category", "kind", "is_shown"]


class ProductListView(IndexView):
    """By title, with how many can be ordered."""

    def get_base_queryset(self):
        return Product.objects.select_related("category").defer("description")

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label=_("Title"), url_name="products:edit", sort_key="title"),
            Column("kind", label=_("Kind"), accessor=lambda product: product.get_kind_display()),
            Column("category", label=_("Category")),
            Column(
                "price",
                label=_("Price"),
                accessor=lambda product: _("free") if product.is_free else euro(product.price_cents),
            ),
            Column("available", label=_("Can be ordered"), sort_key="available"),
            YesNoColumn("is_shown", label=_("In the shop")),
        ]


class ProductEditView(EditView):
    """With the ways to its stock and to its public page."""

    template_name = "catalogue/admin/product_edit.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "may_see_stock": user.has_perm(SEE_STOCK),
            "may_announce": bool(self.object.replaces_id) and user.has_perm(CHANGE_PRODUCTS),
        }


def was_used(product: Product) -> bool:
    """Whether it was ordered, or its stock ever moved: the ledger and the orders need it."""
    return product.order_lines.exists() or product.movements.exists()


class ProductDeleteView(DeleteView):
    """What was never ordered nor moved goes; anything else is taken out of the shop instead."""

    def dispatch(self, request, *args, **kwargs):
        if self.user_has_permission("delete") and was_used(self.object):
            messages.warning(
                request,
                _("“%(product)s” was ordered or its stock was moved, so it stays. Untick “stands in the shop” instead.")
                % {"product": self.object},
            )
            return HttpResponseRedirect(reverse("products:edit", args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)


class ProductViewSet(ModelViewSet):
    """Products."""

    model = Product
    name = url_namespace = url_prefix = "products"
    icon = "doc-full"
    menu_label = gettext_lazy("Products")
    menu_order = 130
    index_view_class = ProductListView
    edit_view_class = ProductEditView
    delete_view_class = ProductDeleteView
    filterset_class = ProductFilterSet
    search_fields = ["title", "slug"]
    search_backend_name = None
    ordering = ["title", "pk"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("category"), FieldPanel("language")]),
            FieldPanel("summary"),
            FieldPanel("description"),
            MultiFieldPanel(
                [
                    FieldPanel("cover"),
                    InlinePanel("pictures", panels=[FieldPanel("picture")], heading=gettext_lazy("More pictures")),
                ],
                heading=gettext_lazy("Pictures"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("paper_format"), FieldPanel("pages"), FieldPanel("weight_grams")]),
                    FieldPanel("document"),
                    FieldPanel("printable"),
                ],
                heading=gettext_lazy("On paper and as a file"),
            ),
            FieldRowPanel([FieldPanel("price_cents"), FieldPanel("vat_rate")], heading=gettext_lazy("Price")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("step"), FieldPanel("order_most")]),
                    FieldRowPanel([FieldPanel("period_most"), FieldPanel("period_days")]),
                    FieldPanel("low_at"),
                ],
                heading=gettext_lazy("How many"),
            ),
            MultiFieldPanel([FieldPanel("is_shown"), FieldPanel("replaces")], heading=gettext_lazy("In the shop")),
        ],
        base_form_class=ProductForm,
    )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), *editions.patterns]


class CategoryViewSet(ModelViewSet):
    """The shelves of the shop."""

    model = Category
    name = url_namespace = url_prefix = "shop-categories"
    icon = "list-ul"
    menu_label = gettext_lazy("Categories")
    menu_order = 140
    list_display = ["name", "slug", "sort_order"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["sort_order", "name", "pk"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("slug"), FieldPanel("sort_order")], base_form_class=CategoryForm
    )
