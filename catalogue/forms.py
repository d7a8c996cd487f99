"""The form of who orders."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.basket import Quantities, packed, unpacked
from catalogue.enums import Delivery
from catalogue.models import Product, shop_settings
from catalogue.services import Ordered
from catalogue.services.moving import delete_on
from catalogue.terms import NOTICE
from trust import limits
from trust.forms.base import SafeForm
from trust.forms.parts import Group, Part
from trust.organisations.fields import OrganisationNumberField
from trust.organisations.models import Organisation
from trust.organisations.services import Legal, organisation_with
from trust.places.fields import AddressLineField, PersonNameField, PhoneField, PostcodeField
from trust.places.services import town_at

ADDRESS = ("street", "postcode", "city")
# So often an hour one address may have us look up an organisation in place of writing its name.
LOOKUPS_AN_HOUR = 20


class OrderForm(SafeForm):
    """Somebody orders what the hidden `basket` holds: what they saw when they pressed the button, whatever their cookie says by then."""

    form_id = "shop-order"
    notice = NOTICE

    basket = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    organisation_number = OrganisationNumberField(
        label=_("Organisation number"),
        required=False,
        help_text=_(
            "Ten digits, with or without BE. Did you ask us for something before? "
            "Then the number is enough, and you can leave name and address empty."
        ),
    )  # fmt: skip
    organisation_name = PersonNameField(
        label=_("Name of your organisation or association"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    contact_name = PersonNameField(
        label=_("Your name"),
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The confirmation comes here, with a link to the page of your order."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(
        label=_("Your telephone number"), required=False, help_text=_("Only for a question about your order.")
    )
    delivery = forms.ChoiceField(
        label=_("How do you get it?"),
        choices=Delivery,
        initial=Delivery.POST,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you get it.")},
    )
    street = AddressLineField(
        label=_("Street and number"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    postcode = PostcodeField(label=_("Postcode"), required=False)
    city = AddressLineField(
        label=_("Municipality"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    attention = PersonNameField(
        label=_("For the attention of"),
        required=False,
        help_text=_("Who should open the parcel: a colleague, a department."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    remarks = forms.CharField(
        label=_("Would you like to tell us something else?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wants_editions = forms.BooleanField(
        label=_("Mail me when there is a new edition of what I order"),
        required=False,
    )

    def __init__(
        self, data: Any = None, *args: Any, request: HttpRequest, quantities: Quantities | None = None, **kwargs: Any
    ):
        """`quantities`: what is in the basket now; a form that was posted brings its own."""
        super().__init__(data, *args, request=request, **kwargs)
        self._quantities = quantities or {}
        self.fields["basket"].initial = packed(self._quantities)
        self.fields["seen"].initial = self._goods_cents
        adjusted = self.data.get("adjusted", "") if self.is_bound else ""
        if adjusted and unpacked(adjusted):
            self._put("basket", adjusted)
            self._put("seen", "")  # they saw how many it would be, not what it costs
        self._name_delivery()
        for name in ("organisation_number", "organisation_name", *ADDRESS):
            self.fields[name].unmarked = True  # type: ignore[attr-defined]

    def _name_delivery(self) -> None:
        shop = shop_settings()
        where = ", ".join(words for words in (shop.pick_up_place, shop.pick_up_hours) if words)
        self.fields["delivery"].choices = [  # type: ignore[attr-defined]
            (Delivery.POST, gettext("By post")),
            (
                Delivery.PICK_UP,
                format_html("{}{}", gettext("I pick it up"), f": {where}" if where else ""),
            ),
        ]

    @property
    def quantities(self) -> Quantities:
        """What is ordered: copies by product."""
        return (
            unpacked(self.data.get(self.add_prefix("basket"), ""))
            if self.is_bound and self.guarded
            else self._quantities
        )

    def _goods_cents(self) -> int:
        """What is ordered costs so much now."""
        prices = Product.objects.shown().filter(public_id__in=self.quantities).values_list("public_id", "price_cents")
        return sum(cents * self.quantities[key] for key, cents in prices)

    @cached_property
    def costs_something(self) -> bool:
        return Product.objects.filter(public_id__in=self.quantities, price_cents__gt=0).exists()

    @property
    def deed(self) -> Any:  # type: ignore[override]
        """Who has to pay reads so on the button (article VI.46 §2 of the Belgian code of economic law)."""
        return _("Order and pay") if self.costs_something else _("Place the order")

    @property
    def delete_on(self) -> date:
        """What is paid is a paper of our bookkeeping, and kept as long as that."""
        return delete_on(ended_on=localdate(), paid=self.costs_something)

    def show_prices_again(self) -> None:
        """They see what it costs now: pressing the button again says yes to that."""
        self._put("seen", str(self._goods_cents()))

    @property
    def parts(self) -> list[Part]:
        """The fields as people fill them in."""

        def of(*names: str) -> list[Group]:
            return [Group([self[name] for name in names])]

        return [
            Part(
                _("For an organisation?"),
                of("organisation_number", "organisation_name"),
                _("Do you order for yourself? Then leave this empty."),
            ),
            Part(_("You"), of("contact_name", "email", "phone")),
            Part(_("Delivery"), of("delivery")),
            Part(
                _("The address"), of(*ADDRESS, "attention"), _("In Belgium. Do you pick it up? Then leave this empty.")
            ),
            Part(_("Good to know"), of("remarks", "wants_editions")),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_organisation(data)
        if data.get("delivery") == Delivery.POST:
            self._check_address(data)
        return data

    @property
    def legal(self) -> Legal:
        """Who orders, and where it goes: as it was written or, where the number says enough, as we know it."""
        said, known = self.cleaned_data, self._known
        place = said.get("postcode")
        typed = {
            "street": said.get("street", ""),
            "postcode": str(place.code) if place else "",
            "city": said.get("city", ""),
        }
        if known is not None and not any(typed.values()):
            typed = {name: getattr(known, name) for name in ADDRESS}
        name = said.get("organisation_name") or (known.name if known else "")
        return Legal(name, said.get("organisation_number", ""), **typed)

    @property
    def ordered(self) -> Ordered:
        """What the service takes, of a valid form."""
        said = self.cleaned_data
        return Ordered(
            quantities=self.quantities,
            organisation=self.legal,
            delivery=Delivery(said["delivery"]),
            remarks=said["remarks"].replace("\r\n", "\n"),
            seen_cents=said["seen"],
            **{name: said[name] for name in ("contact_name", "email", "phone", "attention", "wants_editions")},
        )

    @cached_property
    def _known(self) -> Organisation | None:
        number = self.cleaned_data.get("organisation_number", "")
        if not number or self._looks_up_too_often():
            return None
        return organisation_with(number=number)

    def _check_organisation(self, data: dict[str, Any]) -> None:
        """A name goes with a number that we do not know."""
        if (
            data.get("organisation_number")
            and not data.get("organisation_name")
            and "organisation_name" not in self.errors
            and self._known is None
        ):
            words = gettext("We do not know this number yet. Write the name of your organisation too.")
            self.add_error("organisation_name", forms.ValidationError(words, code="required"))

    def _check_address(self, data: dict[str, Any]) -> None:
        """The post asks for an address, unless the number says it; a municipality that is the postcode's."""
        lacks = [name for name in ADDRESS if not data.get(name) and name not in self.errors]
        if (
            len(lacks) == len(ADDRESS)
            and data.get("organisation_number")
            and self._known is not None
            and self._known.street
        ):
            return
        words = {
            "street": gettext("Write the street and number."),
            "postcode": gettext("Write the postcode."),
            "city": gettext("Write the municipality."),
        }
        for name in lacks:
            self.add_error(name, forms.ValidationError(words[name], code="required"))
        place, city = data.get("postcode"), data.get("city")
        if not place or not city:
            return
        town = town_at(place=place, said=city)
        if town is None:
            self.add_error(
                "city",
                forms.ValidationError(
                    gettext("The postcode %(code)s is that of %(town)s. Change the postcode or the municipality.")
                    % {"code": place.code, "town": place.municipality},
                    code="other-municipality",
                ),
            )
        else:
            data["city"] = town

    def _looks_up_too_often(self) -> bool:
        """Nobody reads off here, number by number, who ordered something from us."""
        address = limits.address_of(self.request) if limits.are_on() else ""
        if not address:
            return False
        name = f"catalogue.lookup:{limits.anonymous(use='address', value=address)}"
        return bool(limits.count(name=name, most=LOOKUPS_AN_HOUR, seconds=limits.HOUR))
