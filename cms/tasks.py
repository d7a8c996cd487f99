"""What runs after the request."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django_tasks import task
from wagtail.coreutils import get_dummy_request
from wagtail.models import Page

from cms.models import Card, ContentChange, LusRendition
from cms.renditions import SHARE_SPEC, making_renditions
from cms.representations import RENDITION_SPECS


@task(priority=-10)
def warm_page(page_id: int) -> None:
    """Show the page once to nobody, so that every size of its pictures exists before the first visitor. A repeat is cheap.

    What was kept before with the addresses that make them (docs/adr/0021) is not looked at again.
    """
    page = Page.objects.live().filter(pk=page_id).specific().first()
    if page is None:
        return
    before = _newest_rendition()
    _make_renditions(page)
    if _newest_rendition() != before:
        ContentChange.objects.create()


def _newest_rendition() -> int | None:
    return LusRendition.objects.order_by("-pk").values_list("pk", flat=True).first()


def _make_renditions(page: Page) -> None:
    if getattr(page, "picture", None):
        page.picture.get_renditions(SHARE_SPEC, *RENDITION_SPECS)
    with making_renditions():
        for card in Card.objects.public().filter(pk=page.pk).shown():
            render_to_string("components/card.html", {"card": card})
        site = page.get_site()
        if site is None:
            return
        request = get_dummy_request(path=page.get_url() or "/", site=site)
        request.user = AnonymousUser()
        try:
            response = page.serve(request)
        except Http404:  # closed meanwhile: nobody will see it
            return
        if hasattr(response, "render"):
            response.render()
