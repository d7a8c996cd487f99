"""The ways in for people: each its own short form, page and API alike."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from circles.enums import CallMoment, SignUpKind, VolunteerRole
from circles.models.sign_ups import REMARK_MOST
from circles.services import Asked
from circles.terms import NOTICES
from trust.forms.base import SafeForm
from trust.places.fields import PersonNameField, PhoneField, PostcodeField
from trust.places.services import Place, municipality_of

NO_WAY_BACK = _("Fill in a telephone number or an e-mail address: one of both is enough.")
ELSEWHERE = _("Lus works in Flanders and Brussels. Do you live elsewhere? Phone us, then we look along.")
NO_CHILDREN = _("Please write no names or details of children.")
MOMENTS = [(moment.value, moment.label) for moment in CallMoment]


def _name() -> PersonNameField:
    return PersonNameField(
        label=_("Your name"),
        error_messages={"required": _("Write your name: a first name is enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )


def _unmarked(field: Any) -> Any:
    """Without "not required" beside it: its help says that it may stay empty, or something is chosen already."""
    field.unmarked = True
    return field


def _phone() -> PhoneField:
    return _unmarked(
        PhoneField(
            label=_("Your telephone number"),
            required=False,
            help_text=_("For example 016 12 34 56 or 0470 12 34 56."),
        )
    )


def _email() -> forms.EmailField:
    return _unmarked(
        forms.EmailField(
            label=_("Your e-mail address"),
            required=False,
            help_text=_("No telephone? Then we mail you. One of both is enough."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )
    )


def _moment() -> forms.ChoiceField:
    return _unmarked(
        forms.ChoiceField(
            label=_("When do we phone best?"),
            choices=MOMENTS,
            initial=CallMoment.ANY.value,
            required=False,
            widget=forms.RadioSelect,
        )
    )


def _remark(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Something we should know?"),
        required=False,
        max_length=REMARK_MOST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MunicipalityField(PostcodeField):
    """A Belgian postcode; the cleaned value is a `trust.places.models.Municipality`, None when left empty."""

    default_error_messages = {"elsewhere": ELSEWHERE}

    def clean(self, value: Any):
        place: Place | None = super().clean(value)
        if place is None:
            return None
        municipality = municipality_of(postcode=str(place.code))
        if municipality is None:
            raise ValidationError(self.error_messages["elsewhere"], code="elsewhere")
        return municipality


def _postcode(help_text: Any) -> MunicipalityField:
    return MunicipalityField(
        label=_("Your postcode"),
        help_text=help_text,
        error_messages={"required": _("Write your postcode: four digits, such as 3000.")},
    )


class SignUpForm(SafeForm):
    """The base of the ways in. A child names its `kind`, its fields and `title`, and lives at its own address (`circles.urls`).

    `summary`: what happens next, below the title. `ground` and `drawing`: how its page looks.
    """

    kind: ClassVar[SignUpKind]
    title: ClassVar[Any]
    summary: ClassVar[Any] = _("Somebody of Lus phones you within a week. Then you hear what is possible; you decide.")
    ground: ClassVar[str] = "blush"
    drawing: ClassVar[str] = "people"
    deed = _("Phone me")

    def clean(self):
        data = super().clean() or {}
        ways = [name for name in ("phone", "email") if name in self.fields]
        if not set(ways) & set(self.errors) and not any(data.get(name) for name in ways):
            self.add_error(ways[0], NO_WAY_BACK)
        return data

    def clean_remark(self):
        """Browsers send lines with two signs at their end."""
        return self.cleaned_data["remark"].replace("\r\n", "\n")

    def as_asked(self) -> Asked:
        """What the service takes, of a valid form."""
        said = self.cleaned_data
        return Asked(
            kind=self.kind,
            name=said["name"],
            phone=said.get("phone", ""),
            email=said.get("email", ""),
            municipality=said.get("postcode"),
            role=said.get("role", ""),
            organisation=said.get("organisation", ""),
            call_moment=CallMoment(said.get("call_moment") or CallMoment.ANY),
            discreet=said.get("discreet", False),
            remark=said.get("remark", ""),
        )


class LusgroepForm(SignUpForm):
    """Somebody wants people around them."""

    form_id = "sign-up-lusgroep"
    kind = SignUpKind.LUSGROEP
    notice = NOTICES[SignUpKind.LUSGROEP]
    title = _("Start a lusgroep")

    name = _name()
    phone = _phone()
    email = _email()
    postcode = _postcode(_("So that we can look for somebody near you."))
    call_moment = _moment()
    remark = _remark(_("You need not tell your story here: that can wait until we talk."))


class LinkgroepForm(SignUpForm):
    """Somebody would like a group nearby, and is counted on the map."""

    form_id = "sign-up-linkgroep"
    kind = SignUpKind.LINKGROEP
    notice = NOTICES[SignUpKind.LINKGROEP]
    title = _("A linkgroep near you?")
    ground = "mint"
    drawing = "bicycle"

    name = _name()
    phone = _phone()
    email = _email()
    postcode = _postcode(_("We count you on our map, without your name and only for a whole area."))
    call_moment = _moment()
    remark = _remark(_("You need not tell your story here: that can wait until we talk."))


class VolunteerForm(SignUpForm):
    """Somebody would like to help."""

    form_id = "sign-up-volunteer"
    kind = SignUpKind.VOLUNTEER
    notice = NOTICES[SignUpKind.VOLUNTEER]
    title = _("Volunteer with Lus")
    summary = _("Somebody of Lus phones you within a week. Nothing is settled before we have met.")
    ground = "sun"
    drawing = "houses"

    role = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=[
            (VolunteerRole.COMPAGNON.value, _("Go along with one person: compagnon de route")),
            (VolunteerRole.VERBINDER.value, _("Guide a linkgroep: verbinder")),
            (VolunteerRole.CONFIDANT.value, _("Stand by a child, a young person or a parent: vertrouwenspersoon")),
        ],
        error_messages={"required": _("Choose what you would like to do. You can still change your mind.")},
        widget=forms.RadioSelect,
    )
    name = _name()
    phone = _phone()
    email = _email()
    postcode = _postcode(_("So that we look for something near you."))
    call_moment = _moment()
    remark = _remark(_("What draws you, or what you would like to ask us."))


class VisitForm(SignUpForm):
    """Somebody would like Lus to come by and tell about it."""

    form_id = "sign-up-visit"
    kind = SignUpKind.VISIT
    notice = NOTICES[SignUpKind.VISIT]
    title = _("Lus comes to see you")
    summary = _("Somebody of Lus phones you within a week to agree when we come by.")
    ground = "sun"
    drawing = "door"

    name = _name()
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=160)
    phone = _phone()
    email = _email()
    postcode = _postcode(_("Where we would come."))
    call_moment = _moment()
    remark = _remark(_("What you would like to hear about."))


class ParentForm(SignUpForm):
    """A parent looks for somebody to stand by their child or themselves."""

    form_id = "sign-up-parent"
    kind = SignUpKind.PARENT
    notice = NOTICES[SignUpKind.PARENT]
    title = _("A vertrouwenspersoon, for your child or for yourself")
    ground = "sky"
    drawing = "pair"

    name = _name()
    phone = _phone()
    email = _email()
    postcode = _postcode(_("So that we look near you."))
    call_moment = _moment()
    discreet = forms.BooleanField(
        label=_("Does somebody else pick up? Then do not say who phones."),
        required=False,
    )


class CareWorkerForm(SignUpForm):
    """A care worker looks together with a child or parent, and tells nothing of them here."""

    form_id = "sign-up-care-worker"
    kind = SignUpKind.CARE_WORKER
    notice = NOTICES[SignUpKind.CARE_WORKER]
    title = _("A vertrouwenspersoon for somebody whom you guide")
    summary = _("Somebody of Lus phones you within a week. Tell us nothing of the child here: we do not need it yet.")
    ground = "sky"
    drawing = "pair"

    name = _name()
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=160,
        error_messages={"required": _("Write where you work.")},
        help_text=NO_CHILDREN,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    phone = _phone()
    email = _email()
    postcode = _postcode(_("Of where you work."))
    call_moment = _moment()


class SupportForm(SignUpForm):
    """Somebody is a vertrouwenspersoon and would like support."""

    form_id = "sign-up-support"
    kind = SignUpKind.SUPPORT
    notice = NOTICES[SignUpKind.SUPPORT]
    title = _("You are a vertrouwenspersoon")
    summary = _("Would you like to talk with somebody who knows how it is? Somebody of Lus phones you within a week.")
    ground = "sky"
    drawing = "pair"

    name = _name()
    phone = _phone()
    email = _email()
    postcode = _postcode(_("So that we know what there is near you."))
    call_moment = _moment()


class YoungForm(SignUpForm):
    """A child or young person asks to be phoned: a name and a number, nothing else (spec G9)."""

    form_id = "sign-up-young"
    email_field = None
    kind = SignUpKind.YOUNG
    notice = NOTICES[SignUpKind.YOUNG]
    title = _("We phone you")
    summary = _("You need tell nothing here. We phone within a week, and you say what you want to say.")
    autocomplete = "off"  # what is typed here stays in no browser

    name = PersonNameField(
        label=_("What may we call you?"),
        help_text=_("Your first name, or another name that you choose."),
        error_messages={"required": _("Write a name. It need not be your real name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("At which number can we reach you?"),
        help_text=_("A number at which you yourself pick up."),
        error_messages={"required": _("Write a telephone number, or else we cannot phone you.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
    )
    call_moment = _moment()
    discreet = forms.BooleanField(
        label=_("Does somebody else pick up? Then do not say who phones."),
        required=False,
        initial=True,
    )


# By what follows `/sign-ups/` in the API.
FORMS: dict[str, type[SignUpForm]] = {
    form.kind.value: form
    for form in (
        LusgroepForm,
        LinkgroepForm,
        VolunteerForm,
        YoungForm,
        ParentForm,
        CareWorkerForm,
        SupportForm,
        VisitForm,
    )
}
