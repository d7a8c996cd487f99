"""What may stand behind the `?` of each address. Wagtail ignores a filter that it does not know, and answers with everything."""

from __future__ import annotations

import re
from functools import lru_cache

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS
from wagtail.api.validators import APIFieldValidator
from wagtail.contrib.redirects.api.v3.router import BASE_REDIRECT_READ_FIELDS
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.documents.api.v3.router import BASE_DOCUMENT_READ_FIELDS
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.api.v3.router import BASE_IMAGE_READ_FIELDS
from wagtail.models import Page

from cms.api.document import openapi_document
from cms.errors import problem

FARTHEST = 100_000
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")
# Read by Wagtail without being declared.
UNDECLARED = {"pages_detail": {"site"}, "pages_find": {"rich_text_format"}}
UNCHECKED = re.compile(r"^/api/v3/snippets/")


def refuse_query(request: HttpRequest) -> HttpResponse | None:
    """A problem when the query cannot be meant, None when it can."""
    match = request.resolver_match
    if not request.GET or match is None:
        return None
    template = "/" + PLACEHOLDER.sub(r"{\1}", match.route)
    if UNCHECKED.match(template) or (request.method.lower(), template) not in _declared():
        return None
    operation, names = _declared()[request.method.lower(), template]
    allowed = names | UNDECLARED.get(operation, set()) | _filters(operation, request.GET.getlist("type"))
    unknown = sorted(set(request.GET) - allowed)
    if unknown:
        errors = [
            {"type": "unknown_parameter", "loc": ["query", name], "msg": "There is no such parameter."}
            for name in unknown
        ]
        return problem(400, f"Unknown: {', '.join(unknown)[:200]}. Known: {', '.join(sorted(allowed))}.", errors=errors)
    return _refuse_values(request)


def _refuse_values(request: HttpRequest) -> HttpResponse | None:
    if any("\x00" in value for values in request.GET.lists() for value in values[1]):
        return problem(400, "A value holds a null character.")
    offset = request.GET.get("offset", "")
    if offset.isdigit() and (len(offset) > 9 or int(offset) > FARTHEST):
        return problem(400, f"offset cannot be higher than {FARTHEST}.")
    if request.GET.get("version") == "draft" and not BearerTokenAuth()(request):
        return problem(404, "There is no draft to see without a token.")
    return None


@lru_cache(maxsize=1)
def _declared() -> dict[tuple[str, str], tuple[str, frozenset[str]]]:
    """Operation and query parameters by method and address, as the OpenAPI document says them."""
    return {
        (method, path): (
            operation["operationId"],
            frozenset(item["name"] for item in operation.get("parameters", []) if item["in"] == "query"),
        )
        for path, operations in openapi_document()["paths"].items()
        for method, operation in operations.items()
    }


def _filters(operation: str, types: list[str]) -> set[str]:
    """Fields that Wagtail's list at `operation` can be filtered by; of one page type, all that are a plain value."""
    match operation:
        case "pages_list":
            return _plain_fields(types[0] if len(types) == 1 else "", tuple(BASE_PAGE_READ_FIELDS))
        case "images_list":
            return _plain_fields(get_image_model()._meta.label, tuple(BASE_IMAGE_READ_FIELDS))
        case "documents_list":
            return _plain_fields(get_document_model()._meta.label, tuple(BASE_DOCUMENT_READ_FIELDS))
        case "redirects_list":
            return _plain_fields(Redirect._meta.label, tuple(BASE_REDIRECT_READ_FIELDS))
    return set()


@lru_cache(maxsize=64)
def _plain_fields(label: str, base: tuple[str, ...]) -> set[str]:
    try:
        model = resolve_model_string(label) if label else Page
    except (LookupError, ValueError):
        return set(base)  # The type itself is refused further on.
    names = APIFieldValidator(model=model, fields=[], base_fields=list(base), db_fields_only=True).allowed_fields
    return {name for name in names if not _is_long_text(model, name)}


def _is_long_text(model, name: str) -> bool:
    try:
        return isinstance(model._meta.get_field(name), StreamField | RichTextField)
    except FieldDoesNotExist:
        return name != "pk" and name != model._meta.pk.attname
