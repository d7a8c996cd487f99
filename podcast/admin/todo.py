"""What the podcast asks of staff, on the dashboard."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.todo import TodoItem, register_todo
from podcast.models import AudioFile, EpisodePage, GuestConsent, TakeDown

SOON = timedelta(days=30)


@register_todo
def taken_away(user) -> list[TodoItem]:
    """Episodes that apps may still hold."""
    if not user.has_perm("podcast.change_takedown"):
        return []
    count = TakeDown.objects.filter(settled_at=None).count()
    label = ngettext("episode that apps may still hold", "episodes that apps may still hold", count)
    return [TodoItem(label, count, reverse("take-downs:index"), urgent=True)]


@register_todo
def consents_ending(user) -> list[TodoItem]:
    """Consents that end within thirty days: ask the guest in time."""
    if not user.has_perm("podcast.view_guestconsent"):
        return []
    count = GuestConsent.objects.standing().filter(ends_at__lte=now() + SOON).count()
    label = ngettext("consent that ends within 30 days", "consents that end within 30 days", count)
    return [TodoItem(label, count, reverse("guest-consents:index"))]


@register_todo
def transcripts_due(user) -> list[TodoItem]:
    """Published episodes whose transcript was promised by now."""
    policy = policy_registry.get_by_type(Page)
    if not policy.user_has_any_permission(user, {"change", "publish"}):
        return []
    late = EpisodePage.objects.live().filter(transcript="", transcript_due_on__lte=localdate())
    numbers = list(late.order_by("transcript_due_on", "pk").values_list("pk", flat=True))
    label = ngettext("transcript that was promised by now", "transcripts that were promised by now", len(numbers))
    url = reverse("wagtailadmin_pages:edit", args=[numbers[0]]) if numbers else ""
    return [TodoItem(label, len(numbers), url, urgent=True)]


@register_todo
def sounds_not_heard(user) -> list[TodoItem]:
    """Sounds that could not be listened through."""
    if not user.has_perm("podcast.change_audiofile"):
        return []
    count = AudioFile.objects.exclude(analysis_error="").count()
    label = ngettext("sound that could not be listened through", "sounds that could not be listened through", count)
    return [TodoItem(label, count, reverse("sounds:index"))]
