"""*Reports → Calendar feeds*: each feed looked at as a calendar does, and what its subscribers see now."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings.feed_check import check_feed
from bookings.feeds import feed_bytes, scope_of
from bookings.models import Event
from bookings.subscribing import choices

SEE = "bookings.view_event"


@require_safe
def feed_report(request: HttpRequest) -> HttpResponse:
    """Every public feed with what is wrong in it; `?agenda=…` shows what subscribers of one see."""
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    secrets = frozenset(Event.objects.exclude(online_url="").values_list("online_url", flat=True))
    feeds = [(feed, check_feed(feed_bytes(scope_of(feed.key)), secrets=secrets)) for feed in choices()]
    chosen = next((pair for pair in feeds if pair[0].key == request.GET.get("agenda", "")), feeds[0])
    title = _("Calendar feeds")
    context = {
        "feeds": feeds,
        "chosen": chosen[0],
        "checked": chosen[1],
        "page_title": title,
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    return TemplateResponse(request, "bookings/admin/feeds.html", context)
