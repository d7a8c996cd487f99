"""What staff fill in about an order."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.enums import Delivery
from catalogue.models import Order, Product
from catalogue.services import Ordered
from trust.deeds import DeedForm
from trust.organisations.fields import OrganisationNumberField
from trust.organisations.services import Legal
from trust.places.fields import PersonNameField, PhoneField
from trust.places.services import place_of

EMPTY_LINES = 6


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WhyForm(DeedForm):
    """Why, for our own log."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For ourselves: it stands in the log."),
        max_length=600,
        required=False,
        widget=area(),
    )


class CancelForm(DeedForm):
    """Why, also for them."""

    why = forms.CharField(
        label=gettext_lazy("Why, in words for them"),
        help_text=gettext_lazy("This stands in the mail."),
        max_length=600,
        widget=area(),
        error_messages={"required": gettext_lazy("Write why: they read it.")},
    )


class SendForm(DeedForm):
    """How it travels."""

    carrier = forms.CharField(label=gettext_lazy("Carrier"), max_length=60, required=False)
    tracking_code = forms.CharField(
        label=gettext_lazy("Tracking code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Both may stay empty: the mail then says only that it left."),
    )


class NotesForm(DeedForm):
    """What we keep beside it."""

    notes = forms.CharField(
        label=gettext_lazy("Notes of staff"),
        help_text=gettext_lazy("Who asks what we have about them reads this too."),
        max_length=2000,
        required=False,
        widget=area(4),
    )

    def __init__(self, *args: Any, record: Order, **kwargs: Any):
        super().__init__(*args, record=record, **({"initial": {"notes": record.notes}} | kwargs))


class AddressForm(forms.Form):
    """Who gets it, and where it goes: by post only with a whole address in Belgium."""

    organisation_name = forms.CharField(label=gettext_lazy("Organisation"), max_length=160, required=False)
    contact_name = PersonNameField(
        label=gettext_lazy("Name"), error_messages={"required": gettext_lazy("Write their name.")}
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={"required": gettext_lazy("Ask for an address: the link to the order goes there.")},
    )
    phone = PhoneField(label=gettext_lazy("Telephone number"), required=False)
    delivery = forms.ChoiceField(
        label=gettext_lazy("How it goes"), choices=Delivery.choices, widget=forms.RadioSelect, initial=Delivery.POST
    )
    attention = forms.CharField(label=gettext_lazy("For the attention of"), max_length=120, required=False)
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=120, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=10, required=False)
    city = forms.CharField(
        label=gettext_lazy("Municipality"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: the municipality of the postcode."),
    )
    remarks = forms.CharField(label=gettext_lazy("Remarks"), max_length=600, required=False, widget=area())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        code = cleaned.get("postcode", "").strip()
        place = place_of(postcode=code) if code else None
        if code and place is None:
            self.add_error("postcode", _("A Belgian postcode has four digits, such as 3000."))
        elif place is not None:
            cleaned["postcode"] = f"{place.code}"
            cleaned["city"] = cleaned.get("city") or place.municipality
        if cleaned.get("delivery") == Delivery.POST:
            for name, words in {
                "street": _("Write the street and the number."),
                "postcode": _("Write the postcode."),
                "city": _("Write the municipality."),
            }.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned


class ProductField(forms.CharField):
    """A product that stands in the shop and is free, by its title or the last part of its address; the browser helps (`datalist`)."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "shop-products", "autocomplete": "off"}))
        super().__init__(max_length=140, **kwargs)

    def clean(self, value: Any) -> Product | None:
        words = super().clean(value)
        if not words:
            return None
        there = free_products()
        found = there.filter(slug=words).first() or there.filter(title__iexact=words).first()
        if found is None:
            raise forms.ValidationError(
                _("We find no free product of that name in the shop. What costs money is ordered on the site.")
            )
        return found


def free_products():
    return Product.objects.filter(is_shown=True, price_cents=0).defer("description").order_by("title", "pk")


class LineForm(forms.Form):
    """So many of one product."""

    product = ProductField(label=gettext_lazy("Product"), required=False)
    copies = forms.IntegerField(label=gettext_lazy("Copies"), min_value=1, max_value=1_000_000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("product") and not cleaned.get("copies") and "copies" not in self.errors:
            self.add_error("copies", _("Write how many."))
        if cleaned.get("copies") and not cleaned.get("product") and "product" not in self.errors:
            self.add_error("product", _("Write of which product."))
        return cleaned


class _Lines(forms.BaseFormSet):
    @property
    def quantities(self) -> dict[UUID, int]:
        """Copies by the public id of a product; a product that stands there twice counts together."""
        found: dict[UUID, int] = {}
        for form in self.forms:
            if product := form.cleaned_data.get("product"):
                found[product.public_id] = found.get(product.public_id, 0) + form.cleaned_data["copies"]
        return found


Lines = forms.formset_factory(LineForm, formset=_Lines, extra=EMPTY_LINES, max_num=40, validate_max=True)
# Beside the lines that an order has already.
MoreLines = forms.formset_factory(LineForm, formset=_Lines, extra=2, max_num=40, validate_max=True)


class TypedOrderForm(AddressForm):
    """An order that came by telephone. `key`: made with the form, so that a second press makes no second order."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    organisation_number = OrganisationNumberField(label=gettext_lazy("Organisation number"), required=False)
    wants_editions = forms.BooleanField(
        label=gettext_lazy("They want to hear of a new edition of what they receive (ask them)"), required=False
    )

    field_order = ["key", "organisation_name", "organisation_number"]

    def ordered(self, quantities: dict[UUID, int]) -> Ordered:
        said = self.cleaned_data
        return Ordered(
            quantities=quantities,
            contact_name=said["contact_name"],
            email=said["email"],
            organisation=Legal(
                name=said["organisation_name"],
                number=said["organisation_number"],
                street=said["street"],
                postcode=said["postcode"],
                city=said["city"],
            ),
            phone=said["phone"],
            delivery=Delivery(said["delivery"]),
            attention=said["attention"],
            remarks=said["remarks"],
            wants_editions=said["wants_editions"],
        )


class ChangeForm(AddressForm):
    """Where it goes, and how many of each line that it has; what is set to 0 goes out of it."""

    beyond_limits = forms.BooleanField(
        label=gettext_lazy("More than the limits allow: we agreed on this with them"),
        required=False,
        help_text=gettext_lazy("Only for an order in one go and in a period; more than there is never goes."),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any):
        self.order = order
        self.lines = list(order.lines.select_related("product"))
        known = {name: getattr(order, name) for name in AddressForm.base_fields}
        known["phone"] = str(order.phone or "")
        super().__init__(*args, **({"initial": known} | kwargs))
        self.asks_lines = order.is_free
        if not self.asks_lines:
            del self.fields["beyond_limits"]
            return
        for line in self.lines:
            self.fields[f"copies_{line.pk}"] = forms.IntegerField(
                label=line.title,
                min_value=0,
                max_value=1_000_000,
                initial=line.quantity,
                help_text=_("By packs of %(step)d.") % {"step": line.product.step} if line.product.step > 1 else "",
                error_messages={"required": _("Write how many; 0 takes it out.")},
            )

    def address_fields(self) -> list:
        return [self[name] for name in AddressForm.base_fields]

    def line_fields(self) -> list:
        return [self[f"copies_{line.pk}"] for line in self.lines] if self.asks_lines else []

    @property
    def changes(self) -> dict[str, Any]:
        """What differs from how it was when the form was shown: what a colleague changed meanwhile in another field stays."""
        said = {name: self.cleaned_data[name] for name in AddressForm.base_fields if name in self.changed_data}
        if self.cleaned_data["city"] != self.initial["city"]:  # filled in after the postcode
            said["city"] = self.cleaned_data["city"]
        return said

    def quantities(self, more: dict[UUID, int]) -> dict[UUID, int]:
        """Copies by the public id of a product: its lines as they are typed, and `more`."""
        found = {line.product.public_id: self.cleaned_data[f"copies_{line.pk}"] for line in self.lines}
        for public_id, copies in more.items():
            found[public_id] = found.get(public_id, 0) + copies
        return found
