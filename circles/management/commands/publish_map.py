"""`manage.py publish_map`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from circles.services import publish_map


class Command(BaseCommand):
    help = "Publish the next snapshot of the map, when its time has come."

    def handle(self, *args, **options):
        self.stdout.write("published" if publish_map() else "not yet")
