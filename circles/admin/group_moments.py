"""The first meeting of a group: moments put to it, answers seen and written for who is phoned, one chosen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from circles.admin.groups import do, group_screen, name_of, show_group, url_of
from circles.admin.moment_forms import AnswersForm, MomentsForm
from circles.admin.rights import STEER_CIRCLES
from circles.models import Circle, Meeting, MeetingAnswer, SignUp
from circles.services import answer_for, choose_moment, drop_moment, put_moments
from circles.services.meeting import everybody_in
from trust.viewing import BOTH, SUBMIT


@group_screen(STEER_CIRCLES, SUBMIT)
def put(request: HttpRequest, circle: Circle) -> HttpResponse:
    """`…/moments/`: everybody with an address gets a mail."""
    form = MomentsForm(request.POST)
    if not form.is_valid():
        return show_group(request, circle, put=form, status=422)
    done = _("Everybody with an e-mail address has a mail. Phone the others.")
    moments = form.moments
    return do(request, circle, lambda by: put_moments(public_id=circle.public_id, moments=moments, by=by), done=done)


def _meeting(circle: Circle, pk: int) -> Meeting:
    return get_object_or_404(circle.meetings, pk=pk)


@group_screen(STEER_CIRCLES, SUBMIT)
def choose(request: HttpRequest, circle: Circle, pk: int) -> HttpResponse:
    """`…/moments/<pk>/choose/`."""
    meeting = _meeting(circle, pk)
    done = _("Everybody with an e-mail address has a mail with day, hour and place. Phone the others.")
    return do(request, circle, lambda by: choose_moment(meeting_id=meeting.pk, by=by), done=done)


@group_screen(STEER_CIRCLES, SUBMIT)
def drop(request: HttpRequest, circle: Circle, pk: int) -> HttpResponse:
    """`…/moments/<pk>/drop/`."""
    meeting = _meeting(circle, pk)
    return do(request, circle, lambda by: drop_moment(meeting_id=meeting.pk, by=by))


@group_screen(STEER_CIRCLES, BOTH)
def answers(request: HttpRequest, circle: Circle, person: UUID) -> HttpResponse:
    """`…/answers/<person>/`: what somebody said on the phone."""
    one = next((one for one in everybody_in(circle) if one.public_id == person), None)
    if one is None:
        raise Http404
    meetings = [(meeting, _words(meeting)) for meeting in circle.meetings.all()]
    known = MeetingAnswer.objects.filter(meeting__circle=circle, sign_up=one).values_list("meeting", "answer")
    form = AnswersForm(request.POST or None, meetings=meetings, initial={f"m{pk}": answer for pk, answer in known})
    if request.method == "POST" and form.is_valid():
        return _write(request, circle, one, form)
    context = {
        "circle": circle,
        "person": one,
        "form": form,
        "page_title": _("When can %(name)s come?") % {"name": one.name},
        "breadcrumbs_items": [
            {"url": reverse("circles-groups:index"), "label": _("Groups")},
            {"url": url_of(circle), "label": name_of(circle)},
            {"url": "", "label": one.name},
        ],
    }
    return TemplateResponse(request, "circles/admin/groups/answers.html", context)


def _write(request: HttpRequest, circle: Circle, one: SignUp, form: AnswersForm) -> HttpResponse:
    for meeting_id, answer in form.answers.items():
        answer_for(meeting_id=meeting_id, person=one.public_id, answer=answer, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Noted."))
    return HttpResponseRedirect(f"{url_of(circle)}#moments")


def _words(meeting: Meeting) -> str:
    when = date_format(localtime(meeting.starts_at), "l j F, H.i")
    return f"{when} · {meeting.place}" if meeting.place else when


patterns = [
    path("<uuid:public_id>/moments/", put, name="moments"),
    path("<uuid:public_id>/moments/<int:pk>/choose/", choose, name="choose"),
    path("<uuid:public_id>/moments/<int:pk>/drop/", drop, name="drop"),
    path("<uuid:public_id>/answers/<uuid:person>/", answers, name="answers"),
]
