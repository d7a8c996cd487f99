"""`/blijf-op-de-hoogte/`: sign up, confirm, go on, end."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from home.informed.enums import SubscriptionState, Topic
from home.informed.forms import SignUpForm
from home.informed.models import Subscription
from home.informed.services import confirm_sign_up, end_sign_up, renew_sign_up, sign_up
from home.informed.terms import CONFIRM, END, RENEW, WORDS
from trust.forms.views import answer_form, keep_none
from trust.links.models import PersonalLink
from trust.links.services import link_url
from trust.links.views import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """`/blijf-op-de-hoogte/`: the form. Everybody gets the same answer, known to us or not."""
    return answer_form(request, form=SignUpForm, work=_sign_up, show=_show)


def _sign_up(form: SignUpForm) -> HttpResponse:
    said = form.cleaned_data
    sign_up(email=said["email"], name=said["name"], topics=said["topics"])
    return HttpResponseRedirect(reverse("informed-asked"))


def _show(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    return render(request, "home/informed/ask.html", {"title": _("Stay informed"), "form": form})


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """`/blijf-op-de-hoogte/bijna/`: look in your mailbox."""
    return _said(request, "asked", _("Almost done: look in your mailbox"))


@personal_page(purpose=CONFIRM)
def confirm(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`bevestigen/<token>/`: a button, because mail scanners follow links; then active."""
    subscription = _of(link)
    if request.method == "POST":
        subscription = confirm_sign_up(public_id=subscription.public_id)
        return HttpResponseRedirect(reverse("informed-confirmed"))
    done = subscription.state == SubscriptionState.ACTIVE
    title = _("You are on the list already") if done else _("Is this your address?")
    context = {"title": title, "noindex": True, "subscription": subscription, "done": done}
    return render(request, "home/informed/confirm.html", context)


@require_safe
def confirmed(request: HttpRequest) -> HttpResponse:
    """`/blijf-op-de-hoogte/bevestigd/`."""
    return _said(request, "confirmed", _("Welcome, we keep you informed"))


@personal_page(purpose=RENEW)
def renew(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`verlengen/<token>/`: what stands and until when, the words of consent and a button; a POST lets it stay for a whole term again."""
    subscription = _of(link)
    if request.method == "POST":
        renew_sign_up(public_id=subscription.public_id)
        return HttpResponseRedirect(link_url(link=link))
    done = subscription.renewal_asked_at is None
    context = {
        "title": _("You stay informed") if done else _("Shall we go on mailing you?"),
        "noindex": True,
        "subscription": subscription,
        "topics": [Topic(topic).label for topic in subscription.topics],
        "words": WORDS.text,
        "done": done,
    }
    return render(request, "home/informed/renew.html", context)


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the secret in the address is the proof
@personal_page(purpose=END)
def end(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`stoppen/<token>/`: shows what stands and a button; a POST ends it, with one click in a mail program too."""
    if request.method == "POST":
        end_sign_up(public_id=_of(link).public_id)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(_("You will get no more mails."), content_type="text/plain; charset=utf-8")
        return HttpResponseRedirect(reverse("informed-ended"))
    subscription = _of(link)
    if subscription.state == SubscriptionState.ENDED:
        return HttpResponseRedirect(reverse("informed-ended"))
    context = {"title": _("Stop these mails?"), "noindex": True, "subscription": subscription}
    return render(request, "home/informed/end.html", context)


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """`/blijf-op-de-hoogte/gestopt/`."""
    return _said(request, "ended", _("You will get no more mails"))


def _of(link: PersonalLink) -> Subscription:
    """What the link opens; a link of this purpose opens nothing else."""
    return cast(Subscription, link.about)


def _said(request: HttpRequest, template: str, title: str) -> HttpResponse:
    return keep_none(render(request, f"home/informed/{template}.html", {"title": title, "noindex": True}))
