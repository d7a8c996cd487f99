"""Teaches Wagtail's schema generators our fields, before it builds the schemas of the page types.

Wagtail types a stream as `list[Any]` and a chosen picture as a bare number. Here streams get the schemas of their
blocks, and chosen things are said as a reader needs them (`cms.representations`). Registered from `CmsConfig.ready`,
which runs before Wagtail's own: its registry is filled once, when it is first imported.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField
from ninja.schema import Resolver
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.api.v3.schemas import create_generator, patch_generator, read_generator
from wagtail.api.v3.schemas import pages as page_schemas
from wagtail.api.v3.schemas.generators.read import foreign_key_schema, rich_text_schema
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.api.block_schemas import body_input_schema, body_schema
from cms.api.forms import placing_errors
from cms.api.schemas import Category, File, PageLink, Picture
from cms.models import BasePage, NewsCategory
from cms.representations import clean_html, document_of, download_of, page_link_of, picture_of


def register() -> None:
    """Hand our field schemas to Wagtail's three generators."""
    read_generator.register_field_schema(StreamField, _stream)
    read_generator.register_field_schema(RichTextField, _rich_text)
    read_generator.register_field_schema(ForeignKey, _chosen)
    read_generator.register_field_schema(ManyToManyField, _many)
    for generator in (create_generator, patch_generator):
        generator.register_field_schema(StreamField, _stream_input)
        generator.register_field_schema(ManyToManyField, _many_input)
    _offer_no_originals()
    _say_the_newest_address()
    for model in apps.get_models():
        if issubclass(model, BasePage):
            model.api_base_form_class = placing_errors(getattr(model, "base_form_class", None) or WagtailAdminPageForm)


def _offer_no_originals() -> None:
    """A picture's `download_url` is its largest size: the original has no address. Wagtail offers no way in but this."""
    from wagtail.images.api.v3.schemas import ImageMetaSchema  # reads the models

    ImageMetaSchema._ninja_resolvers["download_url"] = Resolver(staticmethod(download_of))


def _say_the_newest_address() -> None:
    """After a write, `html_url` is where the page is now: Wagtail answers with the page as it was read before."""
    for schema in vars(page_schemas).values():
        if "html_url" in getattr(schema, "_ninja_resolvers", {}):
            schema._ninja_resolvers["html_url"] = Resolver(staticmethod(_html_url))


def _html_url(obj: Page, context: dict) -> str | None:
    request = context["request"]
    if request.method != "GET" and obj.pk:
        stored = Page.objects.filter(pk=obj.pk).values_list("url_path", flat=True).first()
        obj.url_path = stored or obj.url_path
    return obj.get_full_url(request)


def _stream(generator, field) -> tuple[Any, Any, Any]:
    def resolve(obj, context: dict) -> list:
        value = getattr(obj, field.name)
        answered = value.stream_block.get_api_representation(value, context)
        return [item for item in answered if item["value"] is not None]

    return body_schema(field.stream_block), [], staticmethod(resolve)


def _stream_input(generator, field) -> tuple[Any, Any]:
    return body_input_schema(field.stream_block), []


def _many_input(generator, field) -> tuple[Any, Any]:
    return list[int], []


def _rich_text(generator, field) -> tuple[Any, Any, Any]:
    annotation, default, wagtails = rich_text_schema(generator, field)

    def resolve(obj, context: dict) -> str | None:
        html = wagtails.__func__(obj, context)
        return clean_html(html) if html else html

    return annotation, default, staticmethod(resolve)


def _chosen(generator, field) -> tuple[Any, Any, Any]:
    model = field.related_model
    if issubclass(model, get_image_model()):
        return Picture | None, None, staticmethod(lambda obj, context: picture_of(getattr(obj, field.name)))
    if issubclass(model, get_document_model()):
        return File | None, None, staticmethod(lambda obj, context: document_of(getattr(obj, field.name)))
    if issubclass(model, Page):
        return PageLink | None, None, staticmethod(lambda obj, context: page_link_of(getattr(obj, field.name)))
    return foreign_key_schema(generator, field)


def _many(generator, field) -> tuple[Any, Any, Any]:
    if field.related_model is NewsCategory:
        return list[Category], [], staticmethod(lambda obj, context: _categories(getattr(obj, field.name)))
    return list[int], [], staticmethod(lambda obj, context: [item.pk for item in getattr(obj, field.name).all()])


def _categories(chosen) -> list[dict]:
    return [{"id": category.pk, "name": category.name, "slug": category.slug} for category in chosen.all()]
