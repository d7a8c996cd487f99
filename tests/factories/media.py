"""Pictures and documents, made on the spot."""

from io import BytesIO

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image as PillowImage

from cms.models import LusDocument, LusImage
from cms.representations import RENDITION_SPECS


def png(width: int = 40, height: int = 30) -> bytes:
    """A picture of one colour."""
    held = BytesIO()
    PillowImage.new("RGB", (width, height), "#c8401f").save(held, "PNG")
    return held.getvalue()


def picture_file(name: str = "brug.png", **size: int) -> SimpleUploadedFile:
    """A picture as a browser uploads it."""
    return SimpleUploadedFile(name, png(**size), content_type="image/png")


def broken_png(name: str = "kapot.png") -> SimpleUploadedFile:
    """A file that says it is a picture and breaks off in the middle."""
    return SimpleUploadedFile(name, png()[:40], content_type="image/png")


class ImageFactory(DjangoModelFactory):
    class Meta:
        model = LusImage

    title = factory.Sequence(lambda n: f"Picture {n}")
    alt_text = "Two people on a bridge"
    file = factory.LazyAttribute(lambda made: ContentFile(png(made.wide, made.high), name="brug.png"))

    class Params:
        wide = 40
        high = 30


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = LusDocument

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.LazyAttribute(lambda made: ContentFile(b"content", name=f"bestand.{made.extension}"))

    class Params:
        extension = "pdf"


def make_promised_sizes() -> None:
    """What the worker does after a publication: every picture has the sizes that the API promises."""
    for image in LusImage.objects.all():
        image.get_renditions(*RENDITION_SPECS)
