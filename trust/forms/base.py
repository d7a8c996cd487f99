"""The base of every public form."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trust.forms.errors import KeyReused, LooksAutomatic, ProofNeeded, StillWorking
from trust.forms.notice import Notice
from trust.forms.services import (
    Limits,
    answer_once,
    check_patience,
    check_proof,
    guard,
    is_under_load,
    new_patience,
    was_answered,
)

GUARDS = ("website", "shown", "submission", "altcha", "patience")
SHOWN_SALT = "trust.forms.shown"
LEAST_SECONDS = 2
MOST_SECONDS = 24 * 3600
# A second click that comes while the first is being answered waits for that answer.
PATIENT_TRIES, TRY_EVERY = 50, 0.1

_forms: dict[str, type[SafeForm]] = {}


def form_named(form_id: str) -> type[SafeForm]:
    """The form `form_id`; raises `LookupError`."""
    return _forms[form_id]


class SafeForm(forms.Form):
    """A public form. A child names itself and its notice, and adds its own fields; templates/trust/forms/form.html shows it whole.

    Comes along by itself: the honeypot (`website`), the signed moment at which the form was shown (`shown`), the submission's own key
    (`submission`, for answering a double click once) and, under load, the proof of work (`altcha`) or the wait instead of it (`patience`).
    `is_valid()` checks them after the fields and puts what is wrong in `non_field_errors`, so that the form comes back filled in, ready to be
    sent again. Raises `cms.errors.TooManyRequests` over the limit. `trust.forms.views.answer_form` does the whole of a page with a form.

        class ContactForm(SafeForm):
            form_id = "contact"
            notice = Notice(_("To answer you."), Ground.LEGITIMATE_INTEREST, timedelta(days=365))
            email = forms.EmailField(...)
    """

    form_id: ClassVar[str]
    notice: ClassVar[Notice]
    # The field whose address counts for the limit per e-mail; None when the form asks none.
    email_field: ClassVar[str | None] = "email"
    limits: ClassVar[Limits] = Limits()
    # "off": the browser keeps nothing of what is typed, not even for its own way back.
    autocomplete: ClassVar[str] = ""
    # What stands on the button: the deed.
    deed: ClassVar[Any] = _("Send")

    _errors: ErrorDict | None
    data: Any  # a copy, so that what comes back in the form can be mended

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        if form_id := cls.__dict__.get("form_id"):
            known = _forms.setdefault(form_id, cls)
            if known.__qualname__ != cls.__qualname__:
                raise ValueError(f"{form_id} is the name of two forms")

    def __init__(self, data: Any = None, *args: Any, request: HttpRequest, guarded: bool = True, **kwargs: Any):
        """`guarded`: False for a post to the API, whose guards are `trust.forms.api.safe_post`; only the fields are checked then."""
        kwargs.setdefault("use_required_attribute", False)  # our words, in our place, rather than the browser's
        super().__init__(data.copy() if data is not None else None, *args, **kwargs)
        self.request, self.guarded = request, guarded
        if guarded:
            self._add_guards()

    def _add_guards(self) -> None:
        hidden: dict[str, Any] = {"required": False, "widget": forms.HiddenInput}
        self.fields["website"] = forms.CharField(
            label=_("Leave this empty"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )
        self.fields["shown"] = forms.CharField(initial=lambda: signing.dumps(self.form_id, salt=SHOWN_SALT), **hidden)
        self.fields["submission"] = forms.CharField(initial=lambda: str(uuid.uuid4()), max_length=64, **hidden)
        self.fields["altcha"] = forms.CharField(max_length=4000, **hidden)
        self.fields["patience"] = forms.CharField(max_length=1000, **hidden)

    @property
    def asked(self) -> list[BoundField]:
        """The fields that people fill in."""
        return [self[name] for name in self.fields if name not in GUARDS and not self[name].is_hidden]

    @property
    def carried(self) -> list[BoundField]:
        """The hidden fields."""
        return [field for field in self if field.is_hidden]

    @property
    def delete_on(self) -> date:
        """The day that the form names, from today or, once valid, from what was filled in."""
        valid = self.is_bound and self._errors is not None and not self._errors
        return self.notice.delete_on(today=localdate(), data=self.cleaned_data if valid else None)

    @property
    def submission_key(self) -> str:
        """The key of this submission, for `trust.forms.services.answer_once`."""
        return self.data.get(self.add_prefix("submission"), "") if self.is_bound else self["submission"].initial

    def full_clean(self) -> None:
        """The fields, then the guards: who mistyped an address is not counted and not asked for proof."""
        super().full_clean()
        if self.is_bound and self.guarded and not self._errors:
            self._check_guards()

    def answer_once(self, work: Callable[[], HttpResponse]) -> HttpResponse | None:
        """`work()` for a valid form; a second click gets the answer of the first. None, with an error in the form, for words that were changed
        after they had been sent: they are sent as new ones when the person says so."""
        once: dict[str, Any] = self._once()
        for _again in range(PATIENT_TRIES):
            try:
                return answer_once(**once, work=work)
            except StillWorking:
                time.sleep(TRY_EVERY)
            except KeyReused:
                self._put("submission", str(uuid.uuid4()))
                self.add_error(None, gettext("You sent this form before. Press the button again to send this too."))
                return None
        raise StillWorking

    def _once(self) -> dict[str, Any]:
        """What makes this submission the same as another."""
        said = repr(sorted((name, value) for name, value in self.cleaned_data.items() if name not in GUARDS))
        return {"operation": f"form.{self.form_id}", "key": self.submission_key, "body": said.encode()}

    def _check_guards(self) -> None:
        """A submission that came before is not counted again, nor asked for proof: it gets the answer that it got."""
        try:
            self._looks_human()
            if was_answered(**self._once()):
                return
            email = self.cleaned_data.get(self.email_field, "") if self.email_field else ""
            guard(request=self.request, form_id=self.form_id, email=email, limits=self.limits)
            self._check_load()
        except LooksAutomatic as refusal:
            self.add_error(None, ValidationError(str(refusal), code="automatic"))
        except ProofNeeded:
            self._put("altcha", "")
            if not self.cleaned_data["patience"]:
                paper = new_patience(request=self.request, form_id=self.form_id, submission=self.submission_key)
                self._put("patience", paper)
            self.add_error(
                None,
                ValidationError(
                    gettext(
                        "It is very busy here just now. Wait half a minute and press the button again: nothing is lost."
                    ),
                    code="busy",
                ),
            )

    def _looks_human(self) -> None:
        """Raises `LooksAutomatic`; what it found is mended in the form that comes back, so that pressing the button again is enough."""
        if not self.cleaned_data["submission"]:
            self._put("submission", str(uuid.uuid4()))
            raise LooksAutomatic(gettext("Something was missing in what your browser sent. Press the button again."))
        if self.cleaned_data["website"]:
            self._put("website", "")
            raise LooksAutomatic(
                gettext("A hidden field was filled in, perhaps by your browser. We emptied it: press the button again.")
            )
        shown = self.cleaned_data["shown"]
        try:
            if signing.loads(shown, salt=SHOWN_SALT, max_age=MOST_SECONDS) != self.form_id:
                raise signing.BadSignature
        except signing.BadSignature:
            self._put("shown", signing.dumps(self.form_id, salt=SHOWN_SALT))
            raise LooksAutomatic(
                gettext("This form stood open for a long time. Look it over and press the button again.")
            ) from None
        try:
            signing.loads(shown, salt=SHOWN_SALT, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return
        raise LooksAutomatic(
            gettext("That went faster than we expect of people. Look it over and press the button again.")
        )

    def _check_load(self) -> None:
        if not is_under_load(form_id=self.form_id, limits=self.limits):
            return
        proof, patience = self.cleaned_data["altcha"], self.cleaned_data["patience"]
        if patience and not proof:
            check_patience(request=self.request, form_id=self.form_id, submission=self.submission_key, payload=patience)
        else:
            check_proof(form_id=self.form_id, payload=proof, submission=self.submission_key)

    def _put(self, name: str, value: str) -> None:
        """Change what comes back in the form."""
        self.data[self.add_prefix(name)] = value
