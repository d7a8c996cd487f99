"""Fields that the forms of the desk need: an organisation's name, attachments, days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bookings.desk.errors import FileRefused
from bookings.desk.files import UploadedPart, checked_parts
from bookings.desk.refusals import file_words
from bookings.desk.terms import FARTHEST, FILE_BYTES_MOST, FILE_KINDS, FILES_MOST
from trust.places.fields import ADDRESS, plain_name


class OrganisationNameField(forms.CharField):
    """As people write it, on one line, without control signs; it opens mails, so it holds no address."""

    default_error_messages = {"address": _("Write only a name here, no web or e-mail address.")}

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=160, **kwargs)

    def to_python(self, value: Any) -> str:
        return plain_name(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if ADDRESS.search(value or ""):
            raise ValidationError(self.error_messages["address"], code="address")


class LineField(forms.CharField):
    """Words on one line, without control signs: tables, calendars and invoices take none."""

    def to_python(self, value: Any) -> str:
        return plain_name(super().to_python(value) or "")


class FutureDateField(forms.DateField):
    """A day that lies ahead, in the browser's own calendar or typed."""

    default_error_messages = {
        "invalid": _("Write the day as 25/03/2027."),
        "past": _("This day is behind us, or today. Choose a later one."),
        "far": _("This day is very far away. Choose an earlier one."),
    }

    def __init__(self, **kwargs: Any):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"], widget=widget, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value <= localdate():
            raise ValidationError(self.error_messages["past"], code="past")
        if value and value > localdate() + FARTHEST:
            raise ValidationError(self.error_messages["far"], code="far")


class ManyFilesInput(forms.FileInput):
    """One control, several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list:
        return files.getlist(name) if hasattr(files, "getlist") else list(files.get(name) or [])


class AttachmentsField(forms.FileField):
    """Files that may come along; cleans to `UploadedPart`s. Nothing is read of what is too large or too many."""

    def __init__(self, **kwargs: Any):
        accept = ",".join(f".{kind}" for kind in FILE_KINDS)
        super().__init__(required=False, widget=ManyFilesInput(attrs={"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedPart]:
        files = [file for file in data or [] if file is not None]
        try:
            if len(files) > FILES_MOST:
                raise FileRefused("count")
            if any(file.size > FILE_BYTES_MOST for file in files):
                raise FileRefused("size")
            return checked_parts((file.name or "", file.read()) for file in files)
        except FileRefused as refusal:
            raise ValidationError(file_words(refusal), code=refusal.reason) from refusal
