"""How staff draw a region: its words, and its municipalities by province."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.enums import RegionState
from circles.models import Region
from circles.services import Drawn
from cms.services.roles import CIRCLES
from trust.places.enums import Province
from trust.places.models import Municipality


@dataclass(frozen=True)
class Choice:
    """A municipality on the list; `elsewhere`: the other region that has it (empty: none)."""

    pk: int
    name: str
    ticked: bool
    elsewhere: str = ""


@dataclass(frozen=True)
class Group:
    """Municipalities below one heading."""

    label: str
    choices: list[Choice]

    @property
    def ticked(self) -> int:
        return sum(choice.ticked for choice in self.choices)


def day_field(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=help_text, widget=widget)


class RegionForm(forms.Form):
    """A region, new or drawn anew. `seen`: how it was when the form was shown; when a colleague drew it since, `changed_meanwhile` is set and what
    was typed stays."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the region a name.")},
    )
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands there"), choices=RegionState.choices, widget=forms.RadioSelect
    )
    status = forms.CharField(
        label=gettext_lazy("What visitors read"),
        required=False,
        max_length=240,
        help_text=gettext_lazy("One or two sentences for visitors."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    status_until = day_field(
        gettext_lazy("That holds until"), gettext_lazy("Needed with a sentence: after this day it is no longer shown.")
    )
    opens_on = day_field(
        gettext_lazy("New groups from"), gettext_lazy("Of a waiting list: the day it is considered again.")
    )
    coordinator = forms.ModelChoiceField(
        label=gettext_lazy("Coordinated by"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
        help_text=gettext_lazy("Who hears of calls that are late."),
    )
    municipalities = forms.MultipleChoiceField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, region: Region | None = None):
        self.region, self.changed_meanwhile = region, False
        had = [str(pk) for pk in region.places.values_list("municipality_id", flat=True)] if region else []
        initial: dict[str, Any] = {"state": RegionState.OPEN, "municipalities": had}
        if region:
            plain = ("name", "state", "status", "status_until", "opens_on", "coordinator")
            initial |= {name: getattr(region, name) for name in plain}
        shown = initial | {"coordinator": region.coordinator_id if region else None, "municipalities": sorted(had)}
        self.now = hashlib.sha256(json.dumps(shown, default=str, sort_keys=True).encode()).hexdigest()
        super().__init__(data, initial=initial | {"seen": self.now})
        self.had = set(had)
        everybody = get_user_model().objects.order_by("first_name", "last_name", "pk")
        may = Q(groups__name=CIRCLES, is_active=True)
        if region:  # who coordinates it now and has left the role stays to be seen, and can be changed
            may |= Q(pk=region.coordinator_id)
        coordinator: Any = self.fields["coordinator"]
        coordinator.queryset = everybody.filter(may).distinct()
        coordinator.label_from_instance = lambda user: user.get_full_name() or user.get_username()
        self.fields["municipalities"].choices = [(str(one.pk), one.name) for one in self.places]  # type: ignore[attr-defined]

    def clean_opens_on(self):
        """One that came meanwhile may stay."""
        day = self.cleaned_data["opens_on"]
        if day and day < localdate() and not (self.region and day == self.region.opens_on):
            raise forms.ValidationError(_("This day is past."))
        return day

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") and not cleaned.get("status_until") and "status_until" not in self.errors:
            self.add_error("status_until", _("Choose until when this sentence holds."))
        if self.region and cleaned.get("seen") != self.now:
            self.changed_meanwhile = True
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["seen"] = self.now  # type: ignore[index]
            self.add_error(
                None,
                _(
                    "A colleague drew this region anew meanwhile. What you filled in stands below: look it over, then keep it."
                ),
            )
        return cleaned

    @cached_property
    def places(self) -> list[Municipality]:
        return list(Municipality.objects.select_related("region_place__region").order_by("name"))

    @property
    def plain_fields(self) -> list:
        return [field for field in self.visible_fields() if field.name != "municipalities"]

    @cached_property
    def groups(self) -> list[Group]:
        """What borders on the region first, while no other one has it; then each province."""
        ticked = {str(pk) for pk in self["municipalities"].value() or []}
        near = self._near()
        by_province: dict[str, list[Choice]] = defaultdict(list)
        bordering = []
        for one in self.places:
            place = getattr(one, "region_place", None)
            elsewhere = (
                place.region.name if place and (self.region is None or place.region_id != self.region.pk) else ""
            )
            choice = Choice(one.pk, one.name, str(one.pk) in ticked, elsewhere)
            if one.pk in near and not elsewhere and str(one.pk) not in self.had:
                bordering.append(choice)
            else:
                by_province[one.province].append(choice)
        provinces = [Group(str(place.label), by_province[place]) for place in Province if by_province[place]]
        return ([Group(str(gettext_lazy("Borders on it")), bordering)] if bordering else []) + provinces

    def _near(self) -> set[int]:
        if not self.had:
            return set()
        near = Municipality.objects.filter(neighbours__in=[int(pk) for pk in self.had]).order_by()
        return set(near.values_list("pk", flat=True))

    def drawn(self) -> Drawn:
        """What the service takes, of a valid form."""
        said = self.cleaned_data
        return Drawn(
            name=" ".join(said["name"].split()),
            state=RegionState(said["state"]),
            status=said["status"].strip(),
            status_until=said["status_until"],
            opens_on=said["opens_on"],
            coordinator=said["coordinator"].pk if said["coordinator"] else None,
            municipalities={int(pk) for pk in said["municipalities"]},
        )
