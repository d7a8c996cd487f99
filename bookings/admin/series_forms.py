"""A series: its rule from a list or in one's own words, and the questions that it asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bookings.admin.forms import OfferedForm
from bookings.admin.refusals import staff_words
from bookings.enums import QuestionKind
from bookings.errors import RuleNotUnderstood
from bookings.models import Question, Series
from bookings.occurrences import check_rule
from bookings.rules import FAR, Choice, Day, Nth, Pattern, Weekday, choice_of, next_days, rule_of
from bookings.services.making import QUESTION_FIELDS, holidays_by_day

EXTRA, MOST = 2, 20


class SeriesForm(OfferedForm):
    """What a series says. `rrule` is the rule that one writes oneself; the list makes one too."""

    pattern = forms.ChoiceField(label=_("Comes back"), choices=Pattern.choices)
    nth = forms.ChoiceField(
        label=_("Which one of the month"), choices=Nth.choices, required=False, help_text=_("Only for months.")
    )
    weekday = forms.ChoiceField(
        label=_("Day of the week"), choices=Weekday.choices, required=False, help_text=_("For weeks and months.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice = choice_of(self.instance.rrule) if self.instance.pk else Choice(Pattern.MONTHLY)
        self.initial |= {"pattern": choice.pattern, "nth": choice.nth, "weekday": choice.weekday}
        if choice.pattern != Pattern.OWN:
            self.initial["rrule"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        pattern = cleaned.get("pattern", Pattern.NONE)
        if pattern != Pattern.OWN:
            cleaned["rrule"] = rule_of(
                Choice(pattern, cleaned.get("nth") or Nth.FIRST, cleaned.get("weekday") or Weekday.MONDAY)
            )
            return cleaned
        rule = cleaned["rrule"] = (cleaned.get("rrule") or "").strip().upper().removeprefix("RRULE:")
        try:
            check_rule(rule)
            if not rule:
                raise RuleNotUnderstood
        except RuleNotUnderstood as refusal:
            self.add_error("rrule", staff_words(refusal))
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        touched = {"pattern", "nth", "weekday"} & set(self.changed_data)
        found = super().changes
        found.pop("rrule", None)
        return found | ({"rrule": self.said["rrule"]} if touched or "rrule" in self.changed_data else {})


class QuestionForm(forms.ModelForm):
    """One question."""

    class Meta:
        model = Question
        fields = ["label", "help_text", "kind", "choices", "is_required"]
        widgets = {"choices": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == QuestionKind.CHOICE and not cleaned.get("choices", "").strip():
            self.add_error("choices", _("Write what can be chosen, one a line."))
        return cleaned


class _Questions(forms.BaseInlineFormSet):
    @property
    def said(self) -> list[dict[str, Any]]:
        """The questions that stay and those that are new, in order, for `bookings.services.making`."""
        kept = []
        for form in self.forms:
            data = form.cleaned_data
            if not data or data.get("DELETE") or (not form.instance.pk and not form.has_changed()):
                continue
            pk = {"pk": form.instance.pk} if form.instance.pk else {}
            kept.append(pk | {name: data[name] for name in QUESTION_FIELDS if name in data})
        return kept


QuestionFormSet = forms.inlineformset_factory(
    Series, Question, form=QuestionForm, formset=_Questions, extra=EXTRA, max_num=MOST, can_delete=True
)


def days_ahead(series: Series) -> list[Day]:
    """The next ten dates by the series' rule, with the holidays passed over between them; none for a rule that is none."""
    if not series.rrule or not series.starts_on:
        return []
    since = max(localdate(), series.starts_on)
    holidays = holidays_by_day(since, since + FAR)
    try:
        return next_days(
            series.rrule, starts_on=series.starts_on, since=since, holidays=holidays, skips=series.skips_holidays
        )
    except RuleNotUnderstood:
        return []
