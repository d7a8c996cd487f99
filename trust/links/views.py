"""What every page behind a personal link shares, and the page for a link that does not open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from cms.errors import TooManyRequests
from trust import limits
from trust.keys import normal_email
from trust.links.errors import LinkRefused
from trust.links.guesses import count_guess, refuse_guessers
from trust.links.purposes import purposes
from trust.links.services import mail_new_link, open_link

View = Callable[..., HttpResponse]
SALT = "trust.links.lost"
REQUESTS_AN_HOUR, REQUESTS_AN_EMAIL = 20, 4


def keep_private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps, lists or tells on what stands in `response`.

    The next site learns our name and no path. `no-referrer` would hide that too, but browsers then post forms with `Origin: null`, which Django's
    CSRF check rightly refuses.
    """
    response.headers.pop("Cache-Control", None)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "strict-origin"
    return response


def personal_page(*, purpose: str) -> Callable[[View], View]:
    """Decorator: `view(request, link, …)` gets the opened `PersonalLink` in place of `token`; GET and HEAD show, POST acts.

    The answer is never cached (`private, no-store`), indexed (`X-Robots-Tag: noindex`) or told to the next site (`Referrer-Policy:
    strict-origin`); `link.about` is the record. A link that does not open, or whose record is gone, gets the kind page (404) that offers a new
    one by mail. Guessing is rate-limited by address (429).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        @sensitive_variables("token")
        def page(request: HttpRequest, token: str, *args, **kwargs) -> HttpResponse:
            refuse_guessers(request)
            try:
                link = open_link(token=token, purpose=purpose)
                opens = link.about is not None
            except LinkRefused:
                opens = False
            if not opens:
                count_guess(request)
                return link_does_not_open(request, purpose=purpose)
            return keep_private(view(request, link, *args, **kwargs))

        return page

    return decorate


class LostLinkForm(forms.Form):
    """An address, and which kind of link it was, when the page that asks knows."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The address that you gave us then."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    about = forms.CharField(widget=forms.HiddenInput, required=False)

    def purposes(self) -> list[str]:
        """The purpose that was signed into the page; all of them without one."""
        try:
            return [signing.loads(self.cleaned_data["about"], salt=SALT)]
        except signing.BadSignature:
            return [purpose.name for purpose in purposes()]


def link_does_not_open(request: HttpRequest, *, purpose: str) -> HttpResponse:
    """The kind page: the same for a link that is wrong, old, used or taken back."""
    form = LostLinkForm(initial={"about": signing.dumps(purpose, salt=SALT)})
    context = {"title": _("This link does not work any more"), "noindex": True, "form": form}
    return keep_private(render(request, "trust/links/does_not_open.html", context, status=404))


@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request: HttpRequest) -> HttpResponse:
    """`/nieuwe-link/`: asks for an e-mail address and says the same to everybody; mails a new link where there is one."""
    form = LostLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _refuse_haste(request, form.cleaned_data["email"])
        for purpose in form.purposes():
            mail_new_link(purpose=purpose, email=form.cleaned_data["email"])
        return keep_private(HttpResponseRedirect(reverse("new-link-sent")))
    context = {"title": _("Ask a new link"), "noindex": True, "form": form}
    return keep_private(render(request, "trust/links/new_link.html", context, status=422 if form.errors else 200))


@require_http_methods(["GET", "HEAD"])
def new_link_sent(request: HttpRequest) -> HttpResponse:
    """`/nieuwe-link/verzonden/`: says where to look, to everybody."""
    context = {"title": _("Look in your mailbox"), "noindex": True}
    return keep_private(render(request, "trust/links/new_link_sent.html", context))


def _refuse_haste(request: HttpRequest, email: str) -> None:
    """Raises `TooManyRequests` for an address that asks too often, or one that would be mailed too often."""
    if not limits.are_on():
        return
    name = limits.anonymous(use="email", value=normal_email(email))
    wait = limits.count(name=f"links.new:{name}", most=REQUESTS_AN_EMAIL, seconds=limits.HOUR)
    if address := limits.address_of(request):
        name = limits.anonymous(use="address", value=address)
        wait = max(wait, limits.count(name=f"links.new:{name}", most=REQUESTS_AN_HOUR, seconds=limits.HOUR))
    if wait:
        raise TooManyRequests(wait)
