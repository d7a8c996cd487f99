"""`manage.py expire_offers`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from bookings.services import expire_offers


class Command(BaseCommand):
    help = "End the offers whose time is over, and offer the seats to the next in line."

    def handle(self, *args, **options):
        self.stdout.write(f"{expire_offers()} offer(s) ended")
