"""`manage.py send_reminders`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from bookings.services import send_reminders


class Command(BaseCommand):
    help = "Mail who is registered for a date that is near; each once."

    def handle(self, *args, **options):
        self.stdout.write(f"{send_reminders()} mail(s) written")
