"""Forms of what stands on a request already, and that two colleagues may have before them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.desk.admin.filters import colleagues, name_of
from bookings.desk.fields import LineField
from bookings.desk.models import BookingRequest
from trust.organisations.fields import OrganisationNumberField
from trust.places.fields import PersonNameField, PhoneField

WAS = "was-"


class KeptForm(forms.Form):
    """Begins as `known`, by the names of its fields; what it showed travels along (`was`). What was not touched here stays as it is by now; what
    a colleague changed meanwhile and was changed here too is said, and kept after a second press."""

    def __init__(self, data: Any = None, *, known: Mapping[str, Any], **kwargs: Any):
        super().__init__(data, initial=dict(known), **kwargs)
        self._told: set[str] = set()

    @property
    def was(self) -> list[tuple[str, str]]:
        """The hidden fields that go with the form."""
        return [(f"{WAS}{name}", self._now(name) if name in self._told else self._shown(name)) for name in self.fields]

    @property
    def changes(self) -> dict[str, Any]:
        """What was changed in this form."""
        return {name: value for name, value in self.cleaned_data.items() if self._written(name) != self._shown(name)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in cleaned:
            if len({self._shown(name), self._now(name), self._written(name)}) == 3:
                self._told.add(name)
        for name in self._told:
            self.add_error(name, self._elsewhere(name))
        return cleaned

    def _elsewhere(self, name: str) -> forms.ValidationError:
        return forms.ValidationError(
            _("A colleague changed this meanwhile. It says now: “%(now)s”. Press once more to put yours in its place."),
            params={"now": self.in_words(name)},
        )

    def in_words(self, name: str) -> str:
        """What a field says by now, as people read it."""
        return self._now(name) or "–"

    def _now(self, name: str) -> str:
        return self._text(name, self.initial.get(name))

    def _shown(self, name: str) -> str:
        said = self.data.get(f"{WAS}{name}") if self.is_bound else None
        return self._now(name) if said is None else self._text(name, said)

    def _written(self, name: str) -> str:
        return self._text(name, self.data.get(self.add_prefix(name)))

    def _text(self, name: str, value: Any) -> str:
        shown = self.fields[name].prepare_value(value)
        return "" if shown is None else str(shown).replace("\r\n", "\n").strip()


class NotesForm(KeptForm):
    """What we keep beside it."""

    notes = forms.CharField(
        label=_("Notes of staff"),
        help_text=_("Who asks what we have about them reads this too."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    purchase_order = LineField(label=_("Number of their order"), max_length=60, required=False)
    owner = forms.ModelChoiceField(
        label=_("Looked after by"), queryset=None, required=False, empty_label=_("nobody yet")
    )

    def __init__(self, data: Any = None, *, asked: BookingRequest, **kwargs: Any):
        known = {"notes": asked.notes, "purchase_order": asked.purchase_order, "owner": asked.owner_id}
        super().__init__(data, known=known, **kwargs)
        self.asked = asked
        owner: Any = self.fields["owner"]
        owner.queryset, owner.label_from_instance = colleagues(), name_of

    def in_words(self, name: str) -> str:
        if name == "owner":
            return name_of(self.asked.owner) if self.asked.owner else "–"
        return super().in_words(name)


class WhoForm(KeptForm):
    """Who asks, as it should have been written."""

    organisation_name = LineField(
        label=_("Organisation"), max_length=160, error_messages={"required": _("Write the name of the organisation.")}
    )
    organisation_number = OrganisationNumberField(label=_("Organisation number"), required=False)
    street = LineField(label=_("Street and number"), max_length=120, required=False)
    postcode = LineField(label=_("Postcode"), max_length=10, required=False)
    city = LineField(label=_("Municipality"), max_length=80, required=False)
    contact_name = PersonNameField(label=_("Contact"), error_messages={"required": _("Write their name.")})
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "When you change it, the link to their page leaves for the new address, and older links no longer open."
        ),
        error_messages={"required": _("Ask for an address: proposals go there.")},
    )
    phone = PhoneField(label=_("Telephone number"), required=False)

    def __init__(self, data: Any = None, *, asked: BookingRequest, **kwargs: Any):
        known = {name: getattr(asked, name) for name in self.base_fields} | {"phone": str(asked.phone or "")}
        super().__init__(data, known=known, **kwargs)
