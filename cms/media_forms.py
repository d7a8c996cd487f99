"""The forms behind every upload of a picture or a document: in the admin, in a chooser and through the API."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.document_kinds import is_what_it_says
from cms.picture_files import take_out_metadata


class LusImageForm(BaseImageForm):
    """Refuses a picture that breaks off halfway, which Wagtail takes for a picture until it must make a size of it.

    Of one that it takes, only the picture stays: where and when it was made is in no file of ours.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            field.to_python = _whole_picture(field)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            take_out_metadata(file)
        return file


def _whole_picture(field):
    """`field.to_python`, with every pixel read once."""
    check = field.to_python

    def to_python(data):
        try:
            file = check(data)
            if file is not None and getattr(file, "content_type", "") != "image/svg+xml":
                with PillowImage.open(file) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError:
            raise
        except Exception as error:  # a broken file can break a decoder in any way
            raise ValidationError(field.error_messages["invalid_image"], code="invalid_image") from error
        return file

    return to_python


class LusDocumentForm(BaseDocumentForm):
    """Refuses a file that is not what the end of its name says: a reader's program could not open it, or would run it."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        extension = Path(file.name).suffix[1:].lower() if file else ""
        if "file" not in self.changed_data or is_what_it_says(file, extension):
            return file
        if extension == "vtt":
            raise ValidationError(
                _(
                    "These are no captions: a VTT file begins with WEBVTT, and has lines such as 00:01.000 --> 00:04.000."
                ),
                code="not_captions",
            )
        raise ValidationError(
            _(
                "This file is not a %(kind)s, although its name says so. Save it as a %(kind)s first, then choose it again."
            ),
            code="another_kind",
            params={"kind": extension.upper()},
        )
