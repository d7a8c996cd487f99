"""`manage.py release_unconfirmed`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from bookings.services import release_unconfirmed


class Command(BaseCommand):
    help = "Free the seats whose address was not confirmed in time, and offer them."

    def handle(self, *args, **options):
        self.stdout.write(f"{release_unconfirmed()} seat(s) released")
