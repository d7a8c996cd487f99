"""What an organisation answers on the page of its request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.desk.forms import SeveralDays, unmark
from trust.places.fields import PersonNameField


class AnswerForm(forms.Form):
    """What somebody answers on the page of their request."""

    def __init__(self, data: Any = None, **kwargs: Any):
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(data, **kwargs)


def _name() -> PersonNameField:
    return PersonNameField(
        label=_("Your name"),
        help_text=_("We write down who answered, and when."),
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class AcceptForm(AnswerForm):
    """Yes to a version."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    name = _name()


class DeclineForm(AnswerForm):
    """No to a version; then another one, or nothing more."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    then = forms.ChoiceField(
        label=_("How do we go on?"),
        choices=[("another", _("Make us another proposal")), ("stop", _("We stop here: it is no longer needed"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we go on.")},
    )
    why = forms.CharField(
        label=_("What is not right?"),
        max_length=2000,
        required=False,
        help_text=_("So that our next proposal is better."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = _name()


class CounterForm(SeveralDays, AnswerForm):
    """Another day."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Something that we should know?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.add_days()
        self.order_fields([name for name in self.fields if name != "words"])
        unmark(self.fields, "date_", "part_")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.wishes and not any(name.startswith("date_") for name in self.errors):
            self.add_error("date_1", forms.ValidationError(gettext("Choose at least one day."), code="required"))
        return data


class WithdrawForm(AnswerForm):
    """It is off."""

    why = forms.CharField(
        label=_("Would you tell us why?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def _score(label: Any) -> forms.TypedChoiceField:
    words = [_("1, poor"), "2", "3", "4", _("5, very good")]
    return forms.TypedChoiceField(
        label=label,
        choices=list(enumerate(words, 1)),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )


class EvaluationForm(AnswerForm):
    """How it was."""

    content_score = _score(_("What did you think of the content?"))
    trainer_score = _score(_("And of who came to give it?"))
    practical_score = _score(_("Was everything well arranged?"))
    would_recommend = forms.TypedChoiceField(
        label=_("Would you recommend it to others?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    good = forms.CharField(
        label=_("What was good?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    better = forms.CharField(
        label=_("What could be better?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
