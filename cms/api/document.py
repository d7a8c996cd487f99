"""The OpenAPI document: Wagtail's and ours in one, made once a process; and the page that lets people read it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from ninja.openapi.docs import Swagger
from ninja.responses import NinjaJSONEncoder

from cms.api.schemas import Problem
from cms.errors import PROBLEM_JSON

# Wagtail's addresses of snippets, none of whose types is open to the API: each of them answers 422.
UNUSED = "/api/v3/snippets/"
METHODS = ("get", "put", "post", "patch", "delete")


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """`/api/v3/openapi.json`."""
    return HttpResponse(_document_text(), content_type="application/json")


def openapi_document() -> dict[str, Any]:
    """The document as checked in (tests/contract/openapi.json)."""
    return json.loads(_document_text())


@lru_cache(maxsize=1)
def _document_text() -> str:
    from wagtail.api.v3.urls import api

    # In English, whatever the site speaks: it is for programmers, and must not change with a translation.
    with override(None):
        described = api.get_openapi_schema(path_prefix=reverse("wagtailapi_v3:api-root"))
        document = json.loads(json.dumps(described, cls=NinjaJSONEncoder))
    for path in [path for path in document["paths"] if path.startswith(UNUSED)]:
        del document["paths"][path]
    schemas = document["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    document["components"]["schemas"] = {name: _without_titles(schema) for name, schema in sorted(schemas.items())}
    for path in document["paths"].values():
        for method in METHODS:
            if method in path:
                _describe_problems(path[method])
                path[method] = _without_titles(path[method])
    return json.dumps(document, ensure_ascii=False)


def _describe_problems(operation: dict[str, Any]) -> None:
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"]["default"] = {"description": "Why not (RFC 9457).", "content": content}


def _without_titles(schema: Any) -> Any:
    """`schema` without the titles that are made from field names and labels: they say nothing, and change with the language."""
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _without_titles(item) for name, item in value.items()}
        if key in ("properties", "$defs", "mapping")
        else _without_titles(value)
        for key, value in schema.items()
        if key != "title"
    }


class ApiDocs(Swagger):
    """`/api/v3/docs/`: the document to read and try, from our own static files."""

    template = "cms/api_docs.html"

    def __init__(self) -> None:
        super().__init__({"validatorUrl": None, "defaultModelsExpandDepth": 0, "docExpansion": "list"})
