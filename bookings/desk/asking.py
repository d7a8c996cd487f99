"""The request form below the page of an activity, and its word of thanks."""

from __future__ import annotations

from datetime import date

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings.desk.errors import DeskRefused
from bookings.desk.forms import ActivityRequestForm
from bookings.desk.pages import ANSWERS, ASK, THANKS, ActivityPage
from bookings.desk.refusals import words_for
from bookings.desk.services import receive_request
from trust.forms.views import answer_form, keep_none

SENT_SALT = "bookings.desk.sent"


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, page: ActivityPage) -> HttpResponse:
    """`…/aanvragen/`: the form; an activity that cannot be asked for now says why, in its place."""
    if not page.can_be_asked:
        status = 409 if request.method == "POST" else 200
        return keep_none(_page(request, page, "bookings/desk/not_now.html", status=status))
    return answer_form(
        request,
        form=ActivityRequestForm,
        work=_receive,
        show=lambda request, form: _show(request, page, form),
        activity=page,
    )


def thank(request: HttpRequest, page: ActivityPage) -> HttpResponse:
    """`…/aanvragen/bedankt/`: look in your mailbox; the same for everybody who asked on that day."""
    try:
        answer_by, delete_on = signing.loads(request.GET.get("d", ""), salt=SENT_SALT)
    except signing.BadSignature:
        return HttpResponseRedirect(page.url or "/")
    return keep_none(
        _page(
            request,
            page,
            "bookings/desk/thanks.html",
            title=_("Thank you, we have your request"),
            answer_by=date.fromisoformat(answer_by) if answer_by else None,
            delete_on=date.fromisoformat(delete_on),
            draft_key=ActivityRequestForm.draft_key_of(page),
        )
    )


def _receive(form: ActivityRequestForm) -> HttpResponse:
    try:
        received = receive_request(activity=form.activity, asked=form.request_asked)
    except DeskRefused as refusal:
        form.add_error(None, words_for(refusal))
        return _show(form.request, form.activity, form, status=409)
    days = [day.isoformat() if day else "" for day in (received.alarm_on, received.delete_on)]
    return HttpResponseRedirect(f"{form.activity.ask_path}{THANKS}/?d={signing.dumps(days, salt=SENT_SALT)}")


def _show(request: HttpRequest, page: ActivityPage, form: ActivityRequestForm, *, status: int = 200) -> HttpResponse:
    return _page(request, page, "bookings/desk/ask.html", form=form, status=status)


def _page(request: HttpRequest, page: ActivityPage, template: str, *, status: int = 200, **more) -> HttpResponse:
    context = {
        "title": _("Ask for: %(title)s") % {"title": page.title},
        "noindex": True,
        "activity": page,
        **more,
    }
    return TemplateResponse(request, template, context, status=status).render()


ANSWERS.update({ASK: answer, THANKS: thank})
