"""The forms of who comes: register, and change on one's own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bookings.enums import QuestionKind, RegistrationState
from bookings.models import Event, Question, Registration
from bookings.services import Attendee
from bookings.terms import NOTICE, delete_on, needs_delete_on
from trust.forms.base import SafeForm
from trust.places.fields import PersonNameField, PhoneField

ANSWER = "question_"
LINE, SENTENCES = 200, 1000


def questions_of(event: Event) -> list[Question]:
    """What the series of `event` asks, in its order."""
    if event.series_id is None:
        return []
    return list(Question.objects.filter(series=event.series_id).order_by("sort_order", "pk"))


class AboutOneDate:
    """The fields that hang on the date: how many come along, needs, the questions of its series."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    event: Event

    @property
    def companions_most(self) -> int:
        """How many may come along."""
        return self.event.companions_most

    def add_fields_of_event(self) -> None:
        most = self.companions_most
        if not most:
            del self.fields["companions"]
        else:
            field = self.fields["companions"]
            field.help_text = ngettext("At most %(most)s person.", "At most %(most)s people.", most) % {"most": most}
            field.max_value = most
            field.widget.attrs |= {"max": most, "min": 0}
        if not self.event.asks_needs:
            del self.fields["needs"]
        else:
            day = date_format(needs_delete_on(self.event.ends_at), "j F Y")
            self.fields["needs"].help_text = gettext(
                "Somebody who signs, a seat near the door, gluten-free food … Tell only what we must know to help. We erase this on %(day)s."
            ) % {"day": day}
        for question in self.questions:
            self.fields[f"{ANSWER}{question.public_id}"] = field_of(question)

    @cached_property
    def questions(self) -> list[Question]:
        return questions_of(self.event)

    def clean_companions(self) -> int:
        asked = self.cleaned_data.get("companions") or 0
        if asked > self.companions_most:
            message = ngettext(
                "You can bring %(most)s person along.",
                "You can bring at most %(most)s people along.",
                self.companions_most,
            )
            raise forms.ValidationError(message % {"most": self.companions_most}, code="max_value")
        return asked

    @property
    def answers(self) -> list[dict[str, str]]:
        """Pairs of question and answer, as they were asked; what was left empty is left out."""
        pairs = []
        for question in self.questions:
            said = self.cleaned_data.get(f"{ANSWER}{question.public_id}")
            if said in (None, ""):
                continue
            words = {True: gettext("yes"), False: gettext("no")}.get(said, said) if isinstance(said, bool) else said
            pairs.append({"question": question.label, "answer": str(words)})
        return pairs


def field_of(question: Question) -> forms.Field:
    """The form field that `question` is answered by."""
    shared: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help_text,
        "required": question.is_required,
        "error_messages": {"required": _("This question needs an answer.")},
    }
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return forms.CharField(max_length=SENTENCES, widget=forms.Textarea(attrs={"rows": 4}), **shared)
        case QuestionKind.YES_NO:
            return forms.TypedChoiceField(
                choices=[("yes", _("Yes")), ("no", _("No"))],
                coerce=lambda value: value == "yes",
                empty_value=None,
                widget=forms.RadioSelect,
                **shared,
            )
        case QuestionKind.CHOICE:
            choices = [(option, option) for option in question.options]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    return forms.CharField(max_length=LINE, **shared)


def _companions() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many people come along with you?"),
        min_value=0,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _needs() -> forms.CharField:
    return forms.CharField(
        label=_("Is there something that you need to take part well?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RegistrationForm(AboutOneDate, SafeForm):
    """Somebody registers for `event`."""

    form_id = "registration"
    notice = NOTICE
    deed = _("Register me")

    name = PersonNameField(
        label=_("Your name"),
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We first send you a mail: with the button in it you confirm your seat."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(
        label=_("Your telephone number"),
        required=False,
        help_text=_("Only for when something changes at the last moment."),
    )
    companions = _companions()
    needs = _needs()

    def __init__(self, data: Any = None, *args: Any, event: Event, request: HttpRequest, **kwargs: Any):
        self.event = event
        super().__init__(data, *args, request=request, **kwargs)
        self.add_fields_of_event()
        if event.is_full and event.has_waiting_list:
            self.deed = _("Put me on the waiting list")

    @property
    def delete_on(self) -> date:
        return delete_on(self.event.ends_at)

    @property
    def attendee(self) -> Attendee:
        """What was filled in."""
        said = self.cleaned_data
        return Attendee(
            name=said["name"],
            email=said["email"],
            phone=said.get("phone", ""),
            companions=said.get("companions") or 0,
            needs=said.get("needs", ""),
            answers=self.answers,
        )


class ChangeForm(AboutOneDate, forms.Form):
    """Somebody changes what they said, on their own page."""

    companions = _companions()
    phone = PhoneField(label=_("Your telephone number"), required=False)
    needs = _needs()

    def __init__(self, data: Any = None, *, registration: Registration):
        self.event, self.registration = registration.event, registration
        super().__init__(data, initial=said_before(registration), use_required_attribute=False)
        self.add_fields_of_event()
        if registration.price_cents and registration.state == RegistrationState.CONFIRMED:
            self.fields.pop("companions", None)  # so many were paid for

    @property
    def companions_most(self) -> int:
        """Who came with more people than the date allows by now may keep them."""
        return max(self.event.companions_most, self.registration.companions)

    @property
    def asked(self) -> list[forms.BoundField]:
        return list(self)

    @property
    def changes(self) -> dict[str, Any]:
        """What was filled in, for `bookings.services.change_registration`."""
        said = {name: self.cleaned_data[name] for name in ("companions", "phone", "needs") if name in self.fields}
        asked = {question.label for question in self.questions}
        others = [pair for pair in self.registration.answers if pair.get("question") not in asked]
        return said | {"answers": [*self.answers, *others]}


def said_before(registration: Registration) -> dict[str, Any]:
    """The form as it was filled in."""
    initial: dict[str, Any] = {
        "companions": registration.companions,
        "phone": str(registration.phone or ""),
        "needs": registration.needs,
    }
    given = {pair.get("question"): pair.get("answer", "") for pair in registration.answers}
    for question in questions_of(registration.event):
        answer = given.get(question.label, "")
        if question.kind == QuestionKind.YES_NO and answer:
            answer = "yes" if answer == gettext("yes") else "no"
        initial[f"{ANSWER}{question.public_id}"] = answer
    return initial


def form_data(said: Mapping[str, Any], answers: Sequence[Mapping[str, Any]], event: Event) -> dict[str, Any]:
    """What the API was sent, by the names of the form's fields; answers are matched by the public id of their question."""
    by_id = {str(answer["question"]): answer["answer"] for answer in answers}
    asked = {f"{ANSWER}{one.public_id}": by_id.get(str(one.public_id), "") for one in questions_of(event)}
    return dict(said) | asked
