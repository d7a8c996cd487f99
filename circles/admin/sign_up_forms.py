"""What staff fill in about a sign-up: what they heard on the phone, and somebody who phones us."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.enums import AgeBand, CallMoment, SignUpKind, VolunteerRole
from circles.matching.people import PARTS
from circles.matching.words import slot_name
from circles.models import SignUp
from circles.models.sign_ups import REMARK_MOST
from circles.services import Asked
from circles.terms import NOTICES
from circles.words import DAYS, SLOTS, WISHES
from trust.places.fields import PersonNameField, PhoneField
from trust.places.models import Municipality

NO_WAY = gettext_lazy("Note a telephone number or an e-mail address, else nobody can reach them.")


class ReachedForm(forms.Form):
    """How somebody is called and reached."""

    name = PersonNameField(label=gettext_lazy("Name"), error_messages={"required": gettext_lazy("Write a name.")})
    phone = PhoneField(label=gettext_lazy("Telephone number"), required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), required=False, max_length=160)
    municipality = forms.ModelChoiceField(
        label=gettext_lazy("Municipality"),
        queryset=Municipality.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("unknown"),
    )
    call_moment = forms.ChoiceField(
        label=gettext_lazy("When do we phone best?"), choices=CallMoment.choices, initial=CallMoment.ANY
    )
    discreet = forms.BooleanField(
        label=gettext_lazy("Do not say who phones when somebody else picks up"), required=False
    )

    def clean(self):
        cleaned = super().clean() or {}
        if not {"phone", "email"} & set(self.errors) and not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", NO_WAY)
        return cleaned


class HeardForm(ReachedForm):
    """What was heard on the phone. Of confidential people nothing is asked that finding a group needs. `seen`: how the sign-up was when the form
    was shown; when a colleague changed it since, `changed_meanwhile` is set and what was typed stays."""

    slots = forms.MultipleChoiceField(
        label=gettext_lazy("Can meet"),
        required=False,
        choices=[(slot, slot) for slot in SLOTS],
        widget=forms.CheckboxSelectMultiple,
    )
    wishes = forms.MultipleChoiceField(
        label=gettext_lazy("Likes to"),
        required=False,
        choices=list(WISHES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    age_band = forms.TypedChoiceField(
        label=gettext_lazy("Age"),
        required=False,
        choices=[("", gettext_lazy("unknown")), *AgeBand.choices],
        coerce=int,
        empty_value=None,
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes of staff"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Who asks what we have about them reads this too."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sign_up: SignUp):
        self.sign_up, self.changed_meanwhile = sign_up, False
        now = {name: getattr(sign_up, name) for name in self.base_fields if name != "seen"}
        self.now = hashlib.sha256(json.dumps(now, default=str, sort_keys=True).encode()).hexdigest()
        super().__init__(data, initial=now | {"seen": self.now})
        if sign_up.confidential:
            for name in ("slots", "wishes", "age_band"):
                del self.fields[name]
        if sign_up.kind not in (SignUpKind.VISIT, SignUpKind.CARE_WORKER) and not sign_up.organisation:
            del self.fields["organisation"]

    def clean_notes(self):
        """Browsers send lines with two signs at their end."""
        return self.cleaned_data["notes"].replace("\r\n", "\n")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.now:
            self.changed_meanwhile = True
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["seen"] = self.now  # type: ignore[index]
            self.add_error(
                None,
                _("A colleague changed this meanwhile. What you typed stands below; what they wrote stands beside it."),
            )
        return cleaned

    @property
    def plain_fields(self) -> list:
        """All that are shown as they come; the grid of days is drawn apart."""
        return [field for field in self.visible_fields() if field.name not in ("slots", "notes")]

    @property
    def grid(self) -> list[tuple[Any, list[tuple[str, str, bool]]]]:
        """For each day its name, and for each part of it the slot, its words and whether it is ticked."""
        if "slots" not in self.fields:
            return []
        ticked = set(self["slots"].value() or [])
        return [
            (words, [(f"{day}-{part}", slot_name(f"{day}-{part}"), f"{day}-{part}" in ticked) for part in PARTS])
            for day, words in DAYS.items()
        ]

    def changes(self) -> dict[str, Any]:
        """What the service takes, of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def what_choices(*, confidential: bool) -> list[tuple[str, Any]]:
    """What somebody may ask, volunteers by their role."""
    choices: list[tuple[str, Any]] = [
        (kind.value, kind.label) for kind in SignUpKind if kind != SignUpKind.VOLUNTEER
    ] + [(f"{SignUpKind.VOLUNTEER}:{role}", role.label) for role in VolunteerRole]
    return [(value, label) for value, label in choices if asked_of(value).confidential == confidential]


def asked_of(value: str) -> Asked:
    """Of a choice, nobody's name yet."""
    kind, _colon, role = value.partition(":")
    return Asked(kind=SignUpKind(kind), name="", role=role)


class TypedForm(ReachedForm):
    """Somebody who phoned us."""

    what = forms.ChoiceField(
        label=gettext_lazy("Asks"),
        choices=[],
        error_messages={"required": gettext_lazy("Choose what they ask.")},
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=gettext_lazy("In their words"),
        required=False,
        max_length=REMARK_MOST,
        help_text=gettext_lazy("Only what we need to phone them back."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    spoken = forms.BooleanField(
        label=gettext_lazy("I spoke with them just now"),
        required=False,
        help_text=gettext_lazy("Nobody need phone them any more. Not ticked: they are phoned within a week."),
    )
    field_order = ["what"]

    def __init__(self, data: Any = None, *, confidential: bool):
        super().__init__(data)
        self.fields["what"].choices = what_choices(confidential=confidential)  # type: ignore[attr-defined]
        if confidential:  # no story of a child (spec G9)
            del self.fields["remark"]

    def asked(self) -> Asked:
        """What the service takes, of a valid form."""
        said = self.cleaned_data
        of = asked_of(said["what"])
        return Asked(
            kind=of.kind,
            role=of.role,
            name=said["name"],
            phone=said["phone"],
            email=said["email"],
            organisation=said["organisation"],
            municipality=said["municipality"],
            call_moment=CallMoment(said["call_moment"]),
            discreet=said["discreet"],
            remark=said.get("remark", "").replace("\r\n", "\n"),
        )

    @property
    def delete_on(self):
        """The last day that we keep it, by the term of the form on the site."""
        return NOTICES[asked_of(self.cleaned_data["what"]).kind].delete_on(today=localdate())
