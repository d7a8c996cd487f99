"""Personal links in the API: the same doors, with problem documents."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from ninja.decorators import decorate_view

from cms.errors import TooManyRequests, problem, too_many_requests
from trust.links.errors import LinkRefused
from trust.links.guesses import count_guess, refuse_guessers
from trust.links.services import open_link
from trust.links.views import keep_private

Operation = Callable[..., Any]


def personal_operation(*, purpose: str) -> Callable[[Operation], Operation]:
    """Decorator below `@router.get(...)`: as `trust.links.views.personal_page`; a link that does not open is a problem document, 404.

    The operation's second parameter is the link; its address has `{token}` in that place.

        @router.get("/registrations/{token}/", response={200: RegistrationOut, 404: Problem, 429: Problem})
        @personal_operation(purpose="bookings.registration")
        def registration_detail(request, link): ...
    """

    def decorate(operation: Operation) -> Operation:
        @wraps(operation)
        @sensitive_variables("token")
        def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> Any:
            try:
                refuse_guessers(request)
                link = open_link(token=token, purpose=purpose)
            except TooManyRequests as refusal:
                return too_many_requests(request, refusal.retry_after)
            except LinkRefused:
                link = None
            if link is None or link.about is None:
                count_guess(request)
                return problem(404, "This link does not work any more.")
            return operation(request, link, *args, **kwargs)

        opened.__signature__ = _with_token(operation)  # type: ignore[attr-defined]
        return decorate_view(_privately)(opened)

    return decorate


def _with_token(operation: Operation) -> inspect.Signature:
    """What the operation asks, with the token in the place of the link and every annotation resolved where it was written."""
    signature = inspect.signature(operation, eval_str=True)
    request, _link, *others = signature.parameters.values()
    token = inspect.Parameter("token", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=str)
    return signature.replace(parameters=[request, token, *others])


def _privately(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(run)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return keep_private(run(request, *args, **kwargs))

    return answered
