"""What visitors see of an episode also stands in rows beside its page: a change of them is a change of the content."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms import kept
from cms.models import ContentChange
from podcast.models import AudioFile, GuestConsent, Person


@receiver([post_save, post_delete], dispatch_uid="podcast.content_change")
def note_change(sender, **kwargs):
    """Same transaction as the change: feeds and pages are asked anew (docs/adr/0021)."""
    if sender in (AudioFile, GuestConsent, Person) and not kwargs.get("raw"):
        ContentChange.objects.create()
        kept.forget()
