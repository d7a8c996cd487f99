"""Our own pages of the door; allauth's are in `urls.py`."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms.errors import TooManyRequests
from trust import limits
from trust.links.errors import LinkRefused
from trust.links.services import spend_link
from trust.links.views import link_does_not_open, personal_page
from trust.staff.forms import AskPasswordForm, ChoosePasswordForm
from trust.staff.services import PASSWORD_LINK, send_password_link, set_password

ASKED_AN_HOUR = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_password(request: HttpRequest) -> HttpResponse:
    """`/aanmelden/wachtwoord/`: says the same to everybody, and mails a link where there is an account."""
    form = AskPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = limits.anonymous(use="staff.ask", value=limits.address_of(request))
        if wait := limits.count(name=f"E:staff.ask:{name}", most=ASKED_AN_HOUR, seconds=limits.HOUR):
            raise TooManyRequests(wait)
        send_password_link(email=form.cleaned_data["email"])
        return HttpResponseRedirect(reverse("account_reset_password_done"))
    return render(request, "account/password_ask.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD"])
def password_asked(request: HttpRequest) -> HttpResponse:
    """`/aanmelden/wachtwoord/verzonden/`: where to look."""
    return render(request, "account/password_asked.html")


@sensitive_post_parameters("password")
@personal_page(purpose=PASSWORD_LINK)
def choose_password(request: HttpRequest, link) -> HttpResponse:
    """`/aanmelden/wachtwoord/<token>/`: GET shows, POST sets the password. It signs nobody in: the second factor is asked at the door."""
    user = link.about
    if not isinstance(user, User) or not user.is_active:
        raise Http404
    form = ChoosePasswordForm(request.POST or None, user=user)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/password_choose.html", {"form": form}, status=422 if form.errors else 200)
    try:
        # `personal_page` opened it; the POST spends it.
        spend_link(token=request.resolver_match.kwargs["token"], purpose=PASSWORD_LINK)  # type: ignore[union-attr]
    except LinkRefused:
        return link_does_not_open(request, purpose=PASSWORD_LINK)
    set_password(user=user, password=form.cleaned_data["password"])
    return HttpResponseRedirect(reverse("account_reset_password_from_key_done"))


@never_cache
@require_http_methods(["GET", "HEAD"])
def password_chosen(request: HttpRequest) -> HttpResponse:
    """`/aanmelden/wachtwoord/klaar/`."""
    return render(request, "account/password_chosen.html")
