"""`manage.py send_follow_ups`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from bookings.services import send_follow_ups


class Command(BaseCommand):
    help = "Mail who was there after a date; each once."

    def handle(self, *args, **options):
        self.stdout.write(f"{send_follow_ups()} mail(s) written")
