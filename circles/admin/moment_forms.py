"""Forms about the first meeting of a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.enums import Answer
from circles.services import Moment

MOMENTS = 3


class MomentsForm(forms.Form):
    """Up to three moments and one place."""

    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Name and address, as they find it. Only people of the group see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOMENTS + 1):
            self.fields[f"at_{number}"] = forms.DateTimeField(
                label=_("Moment %(number)s") % {"number": number},
                required=number == 1,
                input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, MOMENTS + 1):
            at = cleaned.get(f"at_{number}")
            if at and at <= now():
                self.add_error(f"at_{number}", ValidationError(_("Choose a moment that still has to come.")))
        return cleaned

    @property
    def moments(self) -> list[Moment]:
        place = self.cleaned_data["place"]
        found = {self.cleaned_data[f"at_{number}"] for number in range(1, MOMENTS + 1)} - {None}
        return [Moment(at, place) for at in sorted(found)]


class AnswersForm(forms.Form):
    """What somebody said on the phone about each moment; empty is no answer, or takes it back."""

    def __init__(self, *args: Any, meetings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for meeting, label in meetings:
            self.fields[f"m{meeting.pk}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("no answer")), *Answer.choices], widget=forms.RadioSelect
            )

    @property
    def answers(self) -> dict[int, Answer | None]:
        return {int(name[1:]): Answer(value) if value else None for name, value in self.cleaned_data.items()}
