"""`manage.py link_attendance`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from circles.services import link_attendance


class Command(BaseCommand):
    help = "Note which volunteers came to an infomoment."

    def handle(self, *args, **options):
        self.stdout.write(f"{link_attendance()} volunteer(s) moved along")
