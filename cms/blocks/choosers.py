"""Choosers that take their object from what was fetched for the whole body."""

from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.preload import loaded
from cms.representations import document_of, page_link_of, picture_of


class PreloadedMixin:
    """Hands out the objects that the body's one walk fetched; by itself outside of a body."""

    def bulk_to_python(self, values):
        objects = loaded(self.model_class)
        if objects is None:
            return super().bulk_to_python(values)
        return [objects.get(int(value)) if value else None for value in values]


class PictureBlock(PreloadedMixin, ImageChooserBlock):
    """A picture."""

    def get_api_representation(self, value, context=None):
        return picture_of(value)


class FileBlock(PreloadedMixin, DocumentChooserBlock):
    """A document, video, audio or captions file."""

    def get_api_representation(self, value, context=None):
        return document_of(value)


class PageBlock(PreloadedMixin, PageChooserBlock):
    """A page of this site."""

    def get_api_representation(self, value, context=None):
        return page_link_of(value)
