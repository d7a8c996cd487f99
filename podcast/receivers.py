"""What visitors see of an episode also stands in rows beside its page: a change of them is a change of the content."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from cms import kept
from cms.models import ContentChange
from podcast.models import AudioFile, EpisodePage, GuestConsent, Person
from podcast.services import end_with_episode


@receiver([post_save, post_delete], dispatch_uid="podcast.content_change")
def note_change(sender, **kwargs):
    """Same transaction as the change: feeds and pages are asked anew (docs/adr/0021)."""
    if sender in (AudioFile, GuestConsent, Person) and not kwargs.get("raw"):
        ContentChange.objects.create()
        kept.forget()


@receiver(pre_delete, sender=EpisodePage, dispatch_uid="podcast.consents_outlive")
def keep_the_register(instance, **kwargs):
    """Wagtail deletes pages in many ways, also with the page above; each comes by here."""
    end_with_episode(episode=instance)
