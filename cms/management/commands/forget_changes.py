"""Throw away the notes of old changes to the content (by the clock, each night)."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from cms.models import ContentChange

KEPT = timedelta(days=1)


class Command(BaseCommand):
    help = "Throw away the notes of content changes of more than a day ago; the newest stays."

    def handle(self, **options):
        newest = ContentChange.objects.order_by("-pk").values_list("pk", flat=True).first()
        gone, _kinds = ContentChange.objects.filter(made_at__lt=now() - KEPT).exclude(pk=newest).delete()
        self.stdout.write(f"{gone} notes thrown away")
