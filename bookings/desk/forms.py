"""The form of who asks for something, with the questions of its kind; and what the organisation answers on its own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.desk.enums import PartOfDay, RequestAudience
from bookings.desk.fields import AttachmentsField, FutureDateField, LineField, OrganisationNameField
from bookings.desk.pages import ActivityPage
from bookings.desk.questions import QUESTIONS, Question
from bookings.desk.services import Asked, Wish
from bookings.desk.terms import DATES_MOST, FILE_BYTES_MOST, FILES_MOST, NOTICE, PLACES_MOST
from cms.money import EuroField
from trust import limits
from trust.forms.base import SafeForm
from trust.forms.parts import Group, Part
from trust.organisations.fields import OrganisationNumberField
from trust.organisations.models import Organisation
from trust.organisations.services import Legal, organisation_with
from trust.places.fields import PersonNameField, PhoneField, PostcodeField

ANSWER = "question_"
ADDRESS = ("street", "postcode", "city")
GROUP_MOST = 5000
# So often an hour one address may have us look up an organisation in place of writing its name.
LOOKUPS_AN_HOUR = 20


def day_fields(number: int) -> dict[str, forms.Field]:
    """The fields of the day that is asked as number so many (from 1)."""
    names = [_("A day that suits you"), _("Or this day"), _("Or this one")]
    return {
        f"date_{number}": FutureDateField(label=names[number - 1], required=False),
        f"part_{number}": forms.ChoiceField(
            label=_("When on that day?"), choices=PartOfDay, initial=PartOfDay.ANY, required=False
        ),
    }


def unmark(fields: dict[str, forms.Field], *names: str) -> None:
    """Fields whose name begins so do not say themselves that they may stay empty: the words above them do."""
    for name, field in fields.items():
        field.unmarked = name.startswith(names)  # type: ignore[attr-defined]


class SeveralDays:
    """A form with up to three days."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def add_days(self) -> None:
        for number in range(1, DATES_MOST + 1):
            self.fields |= day_fields(number)

    @property
    def wishes(self) -> list[Wish]:
        """The days that were filled in, each once."""
        wishes: dict[Wish, None] = {}
        for number in range(1, DATES_MOST + 1):
            if day := self.cleaned_data.get(f"date_{number}"):
                wishes[Wish(on=day, part=PartOfDay(self.cleaned_data.get(f"part_{number}") or PartOfDay.ANY))] = None
        return list(wishes)

    def groups_of_days(self) -> list[Group]:
        return [
            Group([self[f"date_{number}"], self[f"part_{number}"]], more=_("Name another day") if number > 1 else "")  # type: ignore[index]
            for number in range(1, DATES_MOST + 1)
        ]


class ActivityRequestForm(SeveralDays, SafeForm):
    """An organisation asks for `activity`."""

    form_id = "booking-request"
    notice = NOTICE
    deed = _("Send the request")

    organisation_number = OrganisationNumberField(
        label=_("Organisation number"),
        required=False,
        help_text=_(
            "Ten digits, with or without BE. Did you ask us for something before? "
            "Then the number is enough, and you can leave name and address empty."
        ),
    )  # fmt: skip
    organisation_name = OrganisationNameField(
        label=_("Name of your organisation or association"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    street = LineField(
        label=_("Street and number"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    postcode = PostcodeField(label=_("Postcode"), required=False)
    city = LineField(
        label=_("Municipality"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    contact_name = PersonNameField(
        label=_("Your name"),
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Our proposal comes here, with a link that is yours alone."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(
        label=_("Your telephone number"), required=False, help_text=_("Agreeing by telephone often goes faster.")
    )
    audience = forms.ChoiceField(
        label=_("For whom do you ask it?"),
        choices=RequestAudience,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom it is.")},
    )
    group_size = forms.IntegerField(
        label=_("About how many people?"),
        min_value=1,
        max_value=GROUP_MOST,
        error_messages={
            "required": _("Write about how many people there will be."),
            "min_value": _("Write about how many people there will be."),
            "invalid": _("Write a number, such as 15."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    language = LineField(label=_("In which language?"), max_length=40, required=False)
    budget = EuroField(
        label=_("Your budget, in euro"),
        required=False,
        help_text=_("Do you know what you can spend? Then we look for what is possible with it."),
    )
    needs = forms.CharField(
        label=_("Does somebody need something to take part well?"),
        max_length=600,
        required=False,
        help_text=_(
            "An interpreter, a place for a wheelchair, a break halfway … No names, please, and nothing about anybody's health. "
            "We erase this two weeks after the date."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    remarks = forms.CharField(
        label=_("Would you like to tell us something else?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    purchase_order = LineField(
        label=_("Order number for the invoice"),
        max_length=60,
        required=False,
        help_text=_("Only if your bookkeeping asks for one."),
    )
    public_wished = forms.BooleanField(
        label=_("Other people may come too: put the date in the calendar of Lus"), required=False
    )
    files = AttachmentsField(
        label=_("Attachments"),
        help_text=_("A plan of the hall, your programme … At most %(most)s files of %(megabytes)s MB: PDF, Word, OpenDocument, JPG or PNG.")
        % {"most": FILES_MOST, "megabytes": FILE_BYTES_MOST // 1024**2},
    )  # fmt: skip

    def __init__(self, data: Any = None, *args: Any, activity: ActivityPage, request: HttpRequest, **kwargs: Any):
        self.activity = activity
        super().__init__(data, *args, request=request, **kwargs)
        self.add_days()
        for number in range(1, PLACES_MOST + 1):
            self.fields |= _place_fields(number)
        unmark(self.fields, "organisation_name", *ADDRESS, "date_", "part_", "place_", "language")
        for question in self.questions:
            self.fields[f"{ANSWER}{question.name}"] = question.field()
        self.fields["language"].initial = activity.languages.split(",")[0].strip()[:40]
        if activity.group_size:
            self.fields["group_size"].help_text = gettext("It goes best with %(size)s.") % {"size": activity.group_size}

    @cached_property
    def questions(self) -> Sequence[Question]:
        return QUESTIONS.get(self.activity.kind, ())

    @property
    def draft_key(self) -> str:
        return self.draft_key_of(self.activity)

    @classmethod
    def draft_key_of(cls, activity: ActivityPage) -> str:
        """Under what a browser keeps what somebody is writing."""
        return f"{cls.form_id}:{activity.slug}"

    @property
    def parts(self) -> list[Part]:
        """The fields as people fill them in."""
        alone = self._fields_named
        places = [
            Group(alone([f"place_{number}_{name}" for name in ("name", *ADDRESS)]), more=more)
            for number, more in enumerate(["", _("Add a second place"), _("Add a third place")], 1)
        ]
        questions = [f"{ANSWER}{question.name}" for question in self.questions]
        return [
            Part(_("Your organisation"), [Group(alone(["organisation_number", "organisation_name", *ADDRESS]))]),
            Part(_("You"), [Group(alone(["contact_name", "email", "phone"]))]),
            Part(_("What it is about"), [Group(alone(["audience", "group_size", *questions, "language"]))]),
            Part(_("When"), self.groups_of_days(), _("Name up to three days. Do you not know yet? Leave it empty.")),
            Part(_("Where"), places, _("Is it at the address of your organisation? Then leave this empty.")),
            Part(
                _("Good to know"),
                [Group(alone(["budget", "purchase_order", "needs", "remarks", "files", "public_wished"]))],
            ),
        ]

    def clean_group_size(self) -> int:
        size, most = self.cleaned_data["group_size"], self.activity.group_size_most
        if most and size > most:
            raise forms.ValidationError(
                gettext(
                    "This is made for at most %(most)s people. Phone us for a larger group: together we find a way."
                )
                % {"most": most},
                code="max_value",
            )
        return size

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_organisation(data)
        for number in range(1, PLACES_MOST + 1):
            if data.get(f"place_{number}_name") and not (
                data.get(f"place_{number}_city") or data.get(f"place_{number}_postcode")
            ):
                self.add_error(f"place_{number}_city", gettext("In which municipality is that?"))
        return data

    def full_clean(self) -> None:
        """A browser does not send files again by itself."""
        super().full_clean()
        if self.is_bound and self.guarded and self._errors and self.files and "files" not in self._errors:
            self.add_error(
                "files", gettext("Choose your attachments again: for your safety, your browser forgets them.")
            )

    @property
    def legal(self) -> Legal:
        """The organisation as it was written or, where the number says enough, as we know it."""
        said, known = self.cleaned_data, self._known
        number = said.get("organisation_number", "")
        if known is not None and not said.get("organisation_name"):
            return Legal(known.name, number, known.street, known.postcode, known.city)
        place = said.get("postcode")
        typed = {
            "street": said.get("street", ""),
            "postcode": str(place.code) if place else "",
            "city": said.get("city", ""),
        }
        if known is not None and not any(typed.values()):
            typed = {name: getattr(known, name) for name in ADDRESS}
        return Legal(said["organisation_name"], number, **typed)

    @property
    def answers(self) -> list[dict[str, str]]:
        """Pairs of question and answer, as they were asked; what was left empty is left out."""
        said = {question: self.cleaned_data.get(f"{ANSWER}{question.name}") for question in self.questions}
        return [
            {"question": str(question.label), "answer": question.in_words(answer)}
            for question, answer in said.items()
            if answer
        ]

    @property
    def places(self) -> list[dict[str, str]]:
        """Where, with what was filled in; none: at the organisation."""
        places = []
        for number in range(1, PLACES_MOST + 1):
            place = {name: self.cleaned_data.get(f"place_{number}_{name}") for name in ("name", *ADDRESS)}
            if any(place.values()):
                code = place["postcode"]
                said = {name: value or "" for name, value in place.items()} | {
                    "postcode": str(code.code) if code else ""
                }
                places.append(said if said["city"] else said | {"city": code.municipality})
        return places

    @property
    def request_asked(self) -> Asked:
        """What the service takes, of a valid form."""
        said = self.cleaned_data
        same = ("contact_name", "email", "phone", "audience", "group_size", "language", "needs", "remarks")
        return Asked(
            organisation=self.legal,
            places=self.places,
            wishes=self.wishes,
            budget_cents=said.get("budget"),
            answers=self.answers,
            files=said.get("files") or (),
            public_wished=bool(said.get("public_wished")),
            purchase_order=said.get("purchase_order", ""),
            **{name: _one_end(said.get(name, "")) for name in same},
        )

    @cached_property
    def _known(self) -> Organisation | None:
        return organisation_with(number=self.cleaned_data.get("organisation_number", ""))

    def _check_organisation(self, data: dict[str, Any]) -> None:
        """Name and address, unless the number says them."""
        number = data.get("organisation_number")
        lacks = [name for name in ("organisation_name", *ADDRESS) if not data.get(name) and name not in self.errors]
        if not lacks or "organisation_number" in self.errors:
            return
        if number and not self._looks_up_too_often() and self._known is not None:
            return
        words = {
            "organisation_name": gettext("We do not know this number yet. Write the name of your organisation too.")
            if number
            else gettext("Write the name of your organisation."),
            "street": gettext("Write the street and number."),
            "postcode": gettext("Write the postcode."),
            "city": gettext("Write the municipality."),
        }
        for name in lacks:
            self.add_error(name, forms.ValidationError(words[name], code="required"))

    def _looks_up_too_often(self) -> bool:
        """Nobody reads off here, number by number, who asked us for something."""
        address = limits.address_of(self.request) if limits.are_on() else ""
        if not address:
            return False
        name = f"desk.lookup:{limits.anonymous(use='address', value=address)}"
        return bool(limits.count(name=name, most=LOOKUPS_AN_HOUR, seconds=limits.HOUR))

    def _fields_named(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names]


def _place_fields(number: int) -> dict[str, forms.Field]:
    shared: dict[str, Any] = {"required": False}
    plain = forms.TextInput(attrs={"autocomplete": "off"})
    return {
        f"place_{number}_name": LineField(label=_("Name of the place"), max_length=120, widget=plain, **shared),
        f"place_{number}_street": LineField(label=_("Street and number"), max_length=120, widget=plain, **shared),
        f"place_{number}_postcode": PostcodeField(
            label=_("Postcode"), widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}), **shared
        ),
        f"place_{number}_city": LineField(label=_("Municipality"), max_length=80, widget=plain, **shared),
    }


def _one_end(value: Any) -> Any:
    """Browsers send lines with two signs at their end."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def api_data(said: dict[str, Any]) -> dict[str, Any]:
    """What the API was sent, by the names of the form's fields."""
    data = {name: value for name, value in said.items() if not isinstance(value, list) and value is not None}
    for number, place in enumerate(said.get("places", ()), 1):
        data |= {f"place_{number}_{name}": value for name, value in place.items()}
    for number, wish in enumerate(said.get("dates", ()), 1):
        day: date = wish["on"]
        data |= {f"date_{number}": day.isoformat(), f"part_{number}": str(wish["part"])}
    for answer in said.get("answers", ()):
        data[f"{ANSWER}{answer['question']}"] = answer["answer"]
    return data
