"""`manage.py escalate_calls`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from circles.services import escalate_calls


class Command(BaseCommand):
    help = "Tell who coordinates of calls that are late."

    def handle(self, *args, **options):
        self.stdout.write(f"{escalate_calls()} late call(s) told")
