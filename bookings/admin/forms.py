"""The forms of one date: what it is, and what can be done with it and with its people."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from bookings.enums import MessageTo
from bookings.forms import AboutOneDate
from bookings.models import Event, Registration
from bookings.services import Attendee
from catalogue.prices import LEAST_CENTS, can_be_paid
from cms.money import euro
from cms.services.roles import BOOKINGS
from trust.places.fields import PersonNameField, PhoneField

PICTURE_RIGHTS = {"add", "change", "choose"}
PLACE = ("is_online", "place_name", "street", "postcode", "city")


class OfferedForm(WagtailAdminModelForm):
    """What a date and a series say alike: the price in euro, a picture only for who may choose one, and colleagues who look after it."""

    price = forms.DecimalField(
        label=_("Price in euro"),
        min_value=0,
        max_value=1000,
        decimal_places=2,
        localize=True,
        required=False,
        help_text=_("Empty: free."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if cents := getattr(self.instance, "price_cents", 0):
            self.initial["price"] = Decimal(cents) / 100
        policy = policy_registry.get_by_type(get_image_model())
        if "picture" in self.fields and not policy.user_has_any_permission(self.for_user, PICTURE_RIGHTS):
            del self.fields["picture"]
        if "owner" in self.fields:
            colleagues = get_user_model().objects.filter(is_active=True)
            owner: Any = self.fields["owner"]
            owner.queryset = (
                colleagues.filter(Q(groups__name=BOOKINGS) | Q(is_superuser=True)).distinct().order_by("pk")
            )
            owner.label_from_instance = lambda user: user.get_full_name() or user.get_username()

    def clean_price(self) -> Decimal | None:
        """Nothing, or as much as can be paid."""
        price = self.cleaned_data["price"]
        if price and not can_be_paid(round(price * 100)):
            words = _("So little cannot be paid here. Write %(least)s or more, or leave it empty.")
            raise forms.ValidationError(words % {"least": euro(LEAST_CENTS)}, code="least")
        return price

    @property
    def said(self) -> dict[str, Any]:
        """The fields of the model as they were filled in."""
        cents = round((self.cleaned_data.get("price") or 0) * 100)
        names = [field.name for field in self.instance._meta.fields if field.name in self.cleaned_data]
        return {name: self.cleaned_data[name] for name in names} | {"price_cents": cents}

    @property
    def changes(self) -> dict[str, Any]:
        """What differs from how it was when the form was shown: what a colleague changed meanwhile in another field stays."""
        said, touched = self.said, set(self.changed_data)
        found = {name: value for name, value in said.items() if name in touched}
        return found | ({"price_cents": said["price_cents"]} if "price" in touched else {})


class EventForm(OfferedForm):
    """One date."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begin, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begin and end and end <= begin:
            self.add_error("ends_at", _("The end comes before the beginning."))
        opens, closes = cleaned.get("registration_opens_at"), cleaned.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("Registration closes before it opens."))
        return cleaned


class DeedForm(forms.Form):
    """Asks nothing."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any):
        self.event = event
        super().__init__(*args, **kwargs)


class ReasonForm(DeedForm):
    """Why: stands on the page of the date and in the mail."""

    reason = forms.CharField(
        label=_("Why, in words for everybody"),
        help_text=_("This stands on the page of the date and in the mail. Empty: no reason is given."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(ReasonForm):
    """Another time, perhaps another place."""

    field_order = ["starts_at", "ends_at", "is_online", "place_name", "street", "postcode", "city", "reason"]

    starts_at = forms.DateTimeField(label=_("Begins"), widget=AdminDateTimeInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=AdminDateTimeInput)
    is_online = forms.BooleanField(label=_("Online"), required=False)
    place_name = forms.CharField(label=_("Place"), max_length=120, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=_("Municipality"), max_length=80, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any):
        now = {name: getattr(event, name) for name in ("starts_at", "ends_at", *PLACE)}
        super().__init__(*args, event=event, **({"initial": now} | kwargs))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begin and end and end <= begin:
            self.add_error("ends_at", _("The end comes before the beginning."))
        return cleaned

    @property
    def place(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLACE}


class CapacityForm(DeedForm):
    """How many can come."""

    capacity = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=100_000, required=False, help_text=_("Empty: as many as come.")
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any):
        super().__init__(*args, event=event, **({"initial": {"capacity": event.capacity}} | kwargs))

    def clean_capacity(self) -> int | None:
        asked = self.cleaned_data["capacity"]
        if asked is not None and asked < self.event.seats_taken:
            raise forms.ValidationError(
                _("%(count)d seats are taken: there cannot be fewer than that.") % {"count": self.event.seats_taken}
            )
        return asked


class MessageForm(DeedForm):
    """Words to everybody of a date. `key`: made with the form, so that a second press sends nothing twice."""

    to = forms.ChoiceField(
        label=pgettext_lazy("message", "To"),
        choices=MessageTo.choices,
        widget=forms.RadioSelect,
        initial=MessageTo.REGISTERED,
    )
    subject = forms.CharField(label=_("Subject"), max_length=140)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("We put 'Hello' with their name above it, and the date with a link to their own page below it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class WalkInForm(forms.Form):
    """Somebody at the door."""

    name = PersonNameField(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    companions = forms.IntegerField(
        label=_("Companions"), min_value=0, max_value=20, required=False, widget=forms.NumberInput(attrs={"min": 0})
    )
    public_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PhoneForm(AboutOneDate, forms.Form):
    """Somebody on the telephone, with or without an e-mail address."""

    name = PersonNameField(label=_("Name"), error_messages={"required": _("Write their name.")})
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("With an address they get the mails of this date. Without, you call them when something changes."),
    )
    phone = PhoneField(label=_("Telephone number"), required=False)
    companions = forms.IntegerField(label=_("How many people come along"), min_value=0, required=False)
    needs = forms.CharField(
        label=_("What they need to take part"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any):
        self.event = event
        super().__init__(*args, **kwargs)
        self.add_fields_of_event()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("phone", _("Note a telephone number or an e-mail address, else nobody can reach them."))
        return cleaned

    @property
    def attendee(self) -> Attendee:
        said = self.cleaned_data
        return Attendee(
            name=said["name"],
            email=said.get("email", ""),
            phone=said.get("phone", ""),
            companions=said.get("companions") or 0,
            needs=said.get("needs", ""),
            answers=self.answers,
        )


class PersonForm(AboutOneDate, forms.Form):
    """What staff change about somebody's place, and their own note."""

    name = PersonNameField(label=_("Name"))
    phone = PhoneField(label=_("Telephone number"), required=False)
    companions = forms.IntegerField(label=_("How many people come along"), min_value=0, required=False)
    needs = forms.CharField(
        label=_("What they need to take part"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    remarks = forms.CharField(
        label=_("Note of staff"),
        help_text=_("Who asks what we have about them reads this too."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    questions: list = []  # answers are theirs to change, on their own page

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any):
        self.event = registration.event
        known = {name: getattr(registration, name) for name in ("name", "companions", "needs", "remarks")}
        known["phone"] = str(registration.phone or "")
        super().__init__(*args, **({"initial": known} | kwargs))
        self.add_fields_of_event()

    @property
    def changes(self) -> dict[str, Any]:
        """What was filled in, for `bookings.services.change_registration`."""
        names = [name for name in ("name", "phone", "companions", "needs") if name in self.fields]
        return {name: self.cleaned_data[name] for name in names}
