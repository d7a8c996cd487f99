"""The forms of a trainer: who they are, their week, and the days that differ from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from bookings.desk.enums import ActivityKind
from bookings.desk.models import Trainer, TrainerAbsence, TrainerHours
from bookings.desk.services.trainers import ABSENCE, FIELDS, HOURS
from cms.services.roles import TRAINERS
from trust.places.enums import Province

EXTRA, MOST = 2, 40


class TrainerForm(WagtailAdminModelForm):
    """One trainer; written by `bookings.desk.services.trainers`."""

    kinds = forms.MultipleChoiceField(
        label=_("Gives"), choices=ActivityKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    provinces = forms.MultipleChoiceField(
        label=_("Travels to"),
        choices=Province.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick nothing for everywhere."),
    )

    class Meta:
        model = Trainer
        fields = list(FIELDS)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        account: Any = self.fields["account"]
        known = Q(groups__name=TRAINERS, is_active=True) | Q(pk=self.instance.account_id)
        account.queryset = get_user_model().objects.filter(known).distinct().order_by("pk")
        account.label_from_instance = lambda user: user.get_full_name() or user.get_username()
        account.help_text = _(
            "With it, a trainer sees their own dates in the admin, and nobody else's. Here stand the accounts of the group %(group)s."
        ) % {"group": TRAINERS}

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class HoursForm(forms.ModelForm):
    """A part of each week."""

    class Meta:
        model = TrainerHours
        fields = list(HOURS)
        labels = {"ends": _("Until")}
        widgets = {"begins": AdminTimeInput, "ends": AdminTimeInput}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end comes before the beginning."))
        return cleaned


class AbsenceForm(forms.ModelForm):
    """Days that differ from the week."""

    class Meta:
        model = TrainerAbsence
        fields = list(ABSENCE)
        widgets = {"first_on": AdminDateInput, "last_on": AdminDateInput}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The end comes before the beginning."))
        return cleaned


class _Rows(forms.BaseInlineFormSet):
    @property
    def said(self) -> list[dict[str, Any]]:
        """The rows that stay and those that are new, for `bookings.desk.services.trainers`."""
        return [
            {name: form.cleaned_data[name] for name in form._meta.fields or ()}
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and (form.instance.pk or form.has_changed())
        ]


HoursFormSet = forms.inlineformset_factory(
    Trainer,
    TrainerHours,
    form=HoursForm,
    formset=_Rows,
    extra=EXTRA,
    max_num=MOST,
    can_delete=True,
    can_delete_extra=False,
)
AbsenceFormSet = forms.inlineformset_factory(
    Trainer,
    TrainerAbsence,
    form=AbsenceForm,
    formset=_Rows,
    extra=EXTRA,
    max_num=MOST,
    can_delete=True,
    can_delete_extra=False,
)


class Week:
    """Both formsets of a trainer, from a POST or as they are kept."""

    def __init__(self, trainer: Trainer, data: Any = None):
        self.hours: Any = HoursFormSet(data, instance=trainer, prefix="hours")
        self.absences: Any = AbsenceFormSet(data, instance=trainer, prefix="absences")

    def is_valid(self) -> bool:
        return all([self.hours.is_valid(), self.absences.is_valid()])

    @property
    def media(self):
        return self.hours.media + self.absences.media
