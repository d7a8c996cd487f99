"""How a refusal becomes a problem document. Wagtail's handlers stay for what is not named here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from pydantic import ValidationError
from wagtail.utils.forms import FormValidationError

from cms.api.forms import place_of
from cms.errors import problem


def register(api: NinjaAPI) -> None:
    """Hand our handlers to `api`."""
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(FormValidationError, _refused_by_form)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What was sent does not hold: said field by field. An answer of ours that does not hold is our fault."""
    errors = error.errors(include_url=False, include_input=False, include_context=False)
    if any(item["loc"][:1] == ("response",) for item in errors):
        raise error
    return problem(422, "Validation failed", errors=errors)


def _refused_by_form(request: HttpRequest, error: FormValidationError) -> HttpResponse:
    """What an editor would have been told beside the field."""
    errors = [
        {"type": code, "loc": place_of(path), "msg": message}
        for path, messages in error.loc_errors
        for message, code in messages
    ]
    return problem(422, "Validation failed", errors=errors)
