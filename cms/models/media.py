"""Pictures and documents, with what our pages need beside Wagtail's own fields."""

from secrets import token_hex

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image
from wagtail.search import index

from cms.picture_files import has_metadata, take_out_metadata
from cms.private_pictures import folder_of


class LusImage(AbstractImage):
    """A picture. Portraits go in a private collection, so that the open API never lists them."""

    alt_text = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What somebody who cannot see the picture should know. A block on a page can say it differently."),
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("Who made the picture."))

    admin_form_fields = [*Image.admin_form_fields[:1], "alt_text", "credit", *Image.admin_form_fields[1:]]
    api_fields = [APIField("alt_text", writable=True), APIField("credit", writable=True)]
    search_fields = [*AbstractImage.search_fields, index.SearchField("alt_text"), index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """Where the original is kept: under a name that nobody guesses, for that of its open sizes begins with it."""
        return super().get_upload_to(f"{token_hex(8)}-{filename}")

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:  # noqa: A002  (Wagtail's name)
        """A size without the metadata of its original, should that have any: originals of before, and of code that has no form."""
        file = super().generate_rendition_file(filter, source=source)
        if has_metadata(file):
            take_out_metadata(file)
        return file

    @property
    def default_alt_text(self) -> str:
        """The picture's own alternative text; Wagtail's fall-back is its title, ours never is."""
        return self.alt_text


class LusRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(LusImage, on_delete=models.CASCADE, related_name="renditions")

    def get_upload_to(self, filename: str) -> str:
        """Apart from the others when the picture is private."""
        return folder_of(self.image) + self.file.field.storage.get_valid_name(filename)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]


class LusDocument(AbstractDocument):
    """A file to download, or a film's video and captions."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
