"""A page with a form, from the first look to the answer; and the challenge that a busy form asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.errors import TooManyRequests
from trust.forms.base import SafeForm, form_named
from trust.forms.errors import StillWorking
from trust.forms.services import is_under_load, new_challenge

Form = TypeVar("Form", bound=SafeForm)


def answer_form(
    request: HttpRequest,
    *,
    form: type[Form],
    work: Callable[[Form], HttpResponse],
    show: Callable[[HttpRequest, Form], HttpResponse],
    **arguments: Any,
) -> HttpResponse:
    """The answer to GET and POST of a page with `form`.

    `work(form)` does what the valid form asks and answers with a redirect; a double click gets that same redirect. `show(request, form)`
    renders the page; a form that is not right comes back filled in, with 422, over the limit with 429. Files come along for a form that asks
    them. Nobody keeps a copy of the page: it holds this visitor's CSRF token.
    """
    posted = [request.POST, request.FILES] if request.method == "POST" else []
    filled_in = form(*posted, request=request, **arguments)
    if request.method != "POST":
        return keep_none(show(request, filled_in))
    status, wait = 422, 0
    try:
        if filled_in.is_valid() and (response := filled_in.answer_once(lambda: work(filled_in))):
            return keep_none(response)
    except TooManyRequests as refusal:
        status, wait = 429, refusal.retry_after
        filled_in.add_error(None, wait_text(wait))
    except StillWorking:
        status, wait = 409, 5
        filled_in.add_error(None, gettext("We are still working on this. Press the button again in a few seconds."))
    response = show(request, filled_in)
    response.status_code = status
    if wait:
        response["Retry-After"] = str(wait)
    return keep_none(response)


def keep_none(response: HttpResponse) -> HttpResponse:
    """No cache keeps `response`."""
    response.headers.pop("Cache-Control", None)
    patch_cache_control(response, private=True, no_store=True)
    return response


def wait_text(seconds: int) -> str:
    """What people read over the limit."""
    minutes = -(-seconds // 60)
    return ngettext(
        "This form was sent very often from your network. Try again in a minute; what you wrote stays here.",
        "This form was sent very often from your network. Try again in %(minutes)s minutes; what you wrote stays here.",
        minutes,
    ) % {"minutes": minutes}


@require_safe
@never_cache
def challenge(request: HttpRequest) -> HttpResponse:
    """`/formulier/opgave/?form=…`: the proof of work that a busy form asks, 204 when it asks none."""
    try:
        form = form_named(request.GET.get("form", ""))
    except LookupError:
        raise Http404 from None
    if not is_under_load(form_id=form.form_id, limits=form.limits):
        return HttpResponse(status=204)
    return JsonResponse(dict(new_challenge(form_id=form.form_id)))
