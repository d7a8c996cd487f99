"""Forms about people: who they are, and what they signed."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cms.private_pictures import private_collections
from cms.services.roles import PORTRAITS
from podcast.models import EpisodePage, GuestConsent, Person
from podcast.models.consents import SCOPES
from podcast.services import ConsentTerms, note_consent
from trust.places.fields import PersonNameField


class PersonForm(WagtailAdminModelForm):
    """Names in any script; a minor needs the address of a parent."""

    name = PersonNameField(
        label=capfirst(gettext_lazy("name")),
        help_text=gettext_lazy("For the register of consent: visitors do not see it."),
    )
    public_name = PersonNameField(
        label=capfirst(gettext_lazy("name on the site")),
        help_text=gettext_lazy("As the person wants to be called in public."),
    )

    class Meta:
        model = Person
        fields = ["name", "public_name", "email", "is_minor", "portrait", "url"]

    def clean_portrait(self):
        portrait = self.cleaned_data["portrait"]
        if portrait and "portrait" in self.changed_data and portrait.collection_id not in private_collections():
            raise forms.ValidationError(
                _("Put this portrait in the collection %(collection)s first: from there it can be taken away again.")
                % {"collection": PORTRAITS},
                code="open_collection",
            )
        return portrait


class ConsentForm(WagtailAdminModelForm):
    """What was signed. It becomes a new line of the register: what stood before for this person and episode ends."""

    person = forms.ModelChoiceField(Person.objects.all(), label=capfirst(gettext_lazy("person")))
    episode = forms.ModelChoiceField(
        EpisodePage.objects.order_by("-published_on", "-pk"), label=capfirst(gettext_lazy("episode"))
    )
    signed_by = PersonNameField(
        label=capfirst(gettext_lazy("signed by")),
        help_text=gettext_lazy("The person, or for a minor a parent or guardian."),
    )

    class Meta:
        model = GuestConsent
        fields = ["person", "episode", *SCOPES, "signed_by", "signed_as_guardian", "signed_on", "ends_at"]
        widgets = {"signed_on": AdminDateInput, "ends_at": AdminDateTimeInput}

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > localdate():
            raise forms.ValidationError(_("This day is still to come."), code="future")
        return day

    def clean_ends_at(self):
        moment = self.cleaned_data["ends_at"]
        if moment and moment <= now():
            raise forms.ValidationError(_("This moment has passed already."), code="past")
        return moment

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(scope) for scope in SCOPES):
            self.add_error("voice", _("Tick at least one thing that was agreed to."))
        person, signed_by = cleaned.get("person"), cleaned.get("signed_by")
        if person and person.is_minor:
            if not cleaned.get("signed_as_guardian"):
                self.add_error(
                    "signed_as_guardian",
                    _("%(person)s is younger than 18: a parent or guardian must sign.") % {"person": person.name},
                )
            elif signed_by and signed_by.casefold() == person.name.casefold():
                self.add_error("signed_by", _("Write the name of the parent or guardian, not of the young person."))
        return cleaned

    def validate_unique(self):
        """The service ends what stood before."""

    def validate_constraints(self):
        """As above."""

    def save(self, commit: bool = True) -> GuestConsent:
        said = self.cleaned_data
        names = [name for name in self.Meta.fields if name not in ("person", "episode")]
        terms = ConsentTerms(**{name: said[name] for name in names})
        self.instance = note_consent(person=said["person"], episode=said["episode"], terms=terms, by=self.for_user)
        return self.instance
