"""What staff fill in at the desk, but for proposals (`bookings.desk.admin.drafts`)."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from bookings.desk.admin.refusals import staff_words
from bookings.desk.enums import PartOfDay, ProposalState, RequestAudience
from bookings.desk.errors import FileRefused
from bookings.desk.fields import LineField
from bookings.desk.files import UploadedPart, checked_parts
from bookings.desk.models import BookingRequest
from bookings.desk.pages import ActivityPage
from bookings.desk.services import Asked, Wish
from bookings.desk.terms import DATES_MOST, FILE_KINDS
from cms.money import EuroField
from trust.deeds import DeedForm
from trust.organisations.fields import OrganisationNumberField
from trust.organisations.services import Legal
from trust.places.fields import PersonNameField, PhoneField

SOURCES = [("phone", _("by telephone")), ("email", _("by e-mail"))]


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NoteForm(DeedForm):
    """Why, for our own log."""

    why = forms.CharField(
        label=_("Why"),
        help_text=_("For ourselves: it stands in the log."),
        max_length=2000,
        required=False,
        widget=area(),
    )


class ReasonForm(DeedForm):
    """Why, also for them."""

    why = forms.CharField(
        label=_("Why, in words for them"),
        help_text=_("This stands in the mail. Empty: no reason is given."),
        max_length=2000,
        required=False,
        widget=area(),
    )


class RefuseForm(DeedForm):
    """Why we cannot, and what would do instead (spec C5)."""

    reason = forms.CharField(
        label=_("Why we cannot"),
        help_text=_("They always read this."),
        max_length=2000,
        widget=area(4),
        error_messages={"required": _("Write why: a refusal always has a reason.")},
    )
    alternative = forms.CharField(
        label=_("What would do instead"),
        help_text=_("Another period, another activity, an open date in the calendar, somebody else who gives it."),
        max_length=2000,
        widget=area(4),
        error_messages={"required": _("Write what would do instead: nobody goes away with nothing.")},
    )


def standing_version(asked: BookingRequest) -> int | None:
    """The version that waits for an answer."""
    return asked.proposals.filter(state=ProposalState.SENT).values_list("version", flat=True).first()


class AnswerForm(DeedForm):
    """Who said it. `version` is the one that was read to them."""

    name = PersonNameField(
        label=_("Who said so?"), error_messages={"required": _("Write the name of whoever you heard it from.")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: BookingRequest, **kwargs: Any):
        known = {"name": record.contact_name, "version": standing_version(record)}
        super().__init__(*args, record=record, **({"initial": known} | kwargs))


class DeclineForm(AnswerForm):
    """No: another proposal, or none at all."""

    field_order = ["name", "goes_on", "why"]

    goes_on = forms.ChoiceField(
        label=_("And then?"),
        choices=[("yes", _("They would like another proposal")), ("no", _("It need not be any more"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they want another proposal.")},
    )
    why = forms.CharField(label=_("Why"), max_length=2000, required=False, widget=area())


class CounterForm(DeedForm):
    """Other days that they would like, instead of `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(label=_("Their words"), max_length=300, required=False, widget=area(2))

    def __init__(self, *args: Any, record: BookingRequest, **kwargs: Any):
        super().__init__(*args, record=record, **({"initial": {"version": standing_version(record)}} | kwargs))
        add_wishes(self, required=True)
        self.order_fields([*wish_names(), "words"])

    @property
    def wishes(self) -> list[Wish]:
        return wishes_of(self.cleaned_data)


def wish_names() -> list[str]:
    return [f"{name}_{place}" for place in range(1, DATES_MOST + 1) for name in ("on", "part")]


def add_wishes(form: forms.Form, *, required: bool) -> None:
    """Fields for up to three days, each with a part of the day."""
    for place in range(1, DATES_MOST + 1):
        form.fields[f"on_{place}"] = forms.DateField(
            label=_("Day %(place)d") % {"place": place},
            widget=AdminDateInput,
            required=required and place == 1,
            error_messages={"required": _("Name at least one day.")},
        )
        form.fields[f"part_{place}"] = forms.ChoiceField(
            label=_("When on day %(place)d") % {"place": place},
            choices=PartOfDay.choices,
            initial=PartOfDay.ANY,
            required=False,
        )


def wishes_of(said: dict[str, Any]) -> list[Wish]:
    return [
        Wish(said[f"on_{place}"], PartOfDay(said.get(f"part_{place}") or PartOfDay.ANY))
        for place in range(1, DATES_MOST + 1)
        if said.get(f"on_{place}")
    ]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several attachments, each judged by its content; cleans to a list of `UploadedPart`."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedPart]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        try:
            return checked_parts((file.name, file.read()) for file in files)
        except FileRefused as refusal:
            raise forms.ValidationError(staff_words(refusal)) from refusal


class TypedRequestForm(forms.Form):
    """A request that came by telephone or e-mail. `key`: made with the form, so that a second press makes no second request."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    source = forms.ChoiceField(label=_("How it came"), choices=SOURCES, widget=forms.RadioSelect, initial="phone")
    activity = forms.ModelChoiceField(
        label=_("What they ask"),
        queryset=None,
        error_messages={"required": _("Choose an activity.")},
    )
    organisation_name = LineField(
        label=_("Organisation"), max_length=160, error_messages={"required": _("Write the name of the organisation.")}
    )
    organisation_number = OrganisationNumberField(
        label=_("Organisation number"), required=False, help_text=_("With it the invoice finds its way: 0123.456.749.")
    )
    street = LineField(label=_("Street and number"), max_length=120, required=False)
    postcode = LineField(label=_("Postcode"), max_length=10, required=False)
    city = LineField(label=_("Municipality"), max_length=80, required=False)
    contact_name = PersonNameField(label=_("Contact"), error_messages={"required": _("Write their name.")})
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They get a mail with the link to their own page."),
        error_messages={"required": _("Ask for an address: proposals go there.")},
    )
    phone = PhoneField(label=_("Telephone number"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), choices=RequestAudience.choices, widget=forms.RadioSelect)
    group_size = forms.IntegerField(label=_("How many people"), min_value=1, max_value=5000)
    language = LineField(label=_("Language"), max_length=40, required=False, help_text=_("Empty: Dutch."))
    place_name = LineField(
        label=_("Where: name of the place"), max_length=120, required=False, help_text=_("Empty: at the organisation.")
    )
    place_street = LineField(label=_("Where: street and number"), max_length=120, required=False)
    place_postcode = LineField(label=_("Where: postcode"), max_length=10, required=False)
    place_city = LineField(label=_("Where: municipality"), max_length=80, required=False)
    budget = EuroField(label=_("Budget in euro"), required=False)
    needs = forms.CharField(label=_("What is needed to take part"), max_length=600, required=False, widget=area())
    remarks = forms.CharField(
        label=_("Remarks"), max_length=2000, required=False, widget=area(4), help_text=_("What they told or wrote.")
    )
    public_wished = forms.BooleanField(label=_("They would like it in the public calendar"), required=False)
    purchase_order = LineField(label=_("Number of their order"), max_length=60, required=False)
    files = FilesField(label=_("Attachments"), required=False)

    PARTS = [
        (_("What and when"), ["source", "activity", *wish_names(), "audience", "group_size", "language"]),
        (
            _("Who"),
            [
                "organisation_name",
                "organisation_number",
                "street",
                "postcode",
                "city",
                "contact_name",
                "email",
                "phone",
            ],
        ),
        (_("Where"), ["place_name", "place_street", "place_postcode", "place_city"]),
        (_("Further"), ["budget", "purchase_order", "needs", "remarks", "public_wished", "files"]),
    ]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        activity: Any = self.fields["activity"]
        activity.queryset = ActivityPage.objects.live().order_by("title", "pk")
        add_wishes(self, required=False)
        kinds = ",".join(f".{kind}" for kind in FILE_KINDS)
        self.fields["files"].widget.attrs["accept"] = kinds

    def parts(self) -> list[tuple[Any, list]]:
        """The fields by what they are about."""
        return [(label, [self[name] for name in names]) for label, names in self.PARTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in range(1, DATES_MOST + 1):
            on = cleaned.get(f"on_{place}")
            if on and on <= localdate():
                self.add_error(f"on_{place}", _("Choose a day that lies ahead."))
        return cleaned

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        where = {name: said[f"place_{name}"] for name in ("name", "street", "postcode", "city")}
        plain = ("contact_name", "email", "phone", "audience", "group_size", "language", "needs", "remarks")
        return Asked(
            organisation=Legal(
                name=said["organisation_name"],
                number=said["organisation_number"],
                street=said["street"],
                postcode=said["postcode"],
                city=said["city"],
            ),
            places=[where] if any(where.values()) else [],
            wishes=wishes_of(said),
            budget_cents=said["budget"],
            public_wished=said["public_wished"],
            purchase_order=said["purchase_order"],
            files=said["files"],
            **{name: said[name] for name in plain},
        )
