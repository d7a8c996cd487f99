"""`manage.py make_dates`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from bookings.services import make_dates


class Command(BaseCommand):
    help = "Make the dates of every series as far ahead as it says."

    def handle(self, *args, **options):
        self.stdout.write(f"{make_dates()} date(s) made")
