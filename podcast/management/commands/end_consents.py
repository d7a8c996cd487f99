"""`manage.py end_consents`: each minute, by the clock."""

from django.core.management.base import BaseCommand

from podcast.services import end_consents


class Command(BaseCommand):
    help = "End the consents of podcast guests that reached their last moment, and take their episodes down."

    def handle(self, *args, **options):
        self.stdout.write(f"{end_consents()} consent(s) ended")
