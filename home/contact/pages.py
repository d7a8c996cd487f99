"""The contact page: how to reach Lus, and the form that is answered at its own address."""

from __future__ import annotations

from datetime import date

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from cms.blocks.living import INLINE_FEATURES
from cms.pages.body import BodyPage
from home.contact.forms import ContactForm
from home.contact.services import receive_message
from trust.forms.views import answer_form, keep_none

SENT = "verzonden"
SENT_SALT = "home.contact.sent"


class ContactPage(BodyPage):
    """Address and numbers come from the organisation's settings; the hours and the route from here. The form is posted to the page itself,
    and answered at `verzonden/` below it. No cache keeps the page, because it carries the visitor's own token (docs/adr/0015)."""

    opening_hours = RichTextField(_("opening hours"), features=[*INLINE_FEATURES, "ul"], blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*BodyPage.content_panels, "opening_hours"]
    api_fields = [*BodyPage.api_fields, APIField("opening_hours", writable=True)]
    page_description = _("How to reach us. There is one.")

    class Meta:
        verbose_name = _("contact page")

    def route(self, request, path_components):
        """Below the page, only the word of thanks."""
        if path_components == [SENT] and self.live:
            return RouteResult(self, kwargs={"sent": True})
        return super().route(request, path_components)

    def serve(self, request, *args, sent: bool = False, **kwargs):
        if sent:
            return keep_none(self._thank(request))
        return answer_form(request, form=ContactForm, work=self._receive, show=self._show)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {"form": ContactForm(request=request), **context, **kwargs}

    def _show(self, request: HttpRequest, form: ContactForm) -> HttpResponse:
        return TemplateResponse(request, self.get_template(request), self.get_context(request, form=form)).render()

    def _receive(self, form: ContactForm) -> HttpResponse:
        received = receive_message(message=form.as_message(), delete_on=form.delete_on)
        told = signing.dumps([received.delete_on.isoformat(), bool(received.email)], salt=SENT_SALT)
        return HttpResponseRedirect(f"{self.url}{SENT}/?d={told}")

    def _thank(self, request: HttpRequest) -> HttpResponse:
        try:
            day, mailed = signing.loads(request.GET.get("d", ""), salt=SENT_SALT)
        except signing.BadSignature:
            return HttpResponseRedirect(self.url or "/")
        context = {"page": self, "noindex": True, "title": _("Thank you, your message has come"), "mailed": mailed}
        return TemplateResponse(
            request, "home/contact_sent.html", context | {"delete_on": date.fromisoformat(day)}
        ).render()
