"""`manage.py retire_promises`: each minute, by the clock."""

from django.core.management.base import BaseCommand

from cms.services.promises import retire_past_promises


class Command(BaseCommand):
    help = "Take blocks past their use-by date out of search and off the cards. Safe to start twice at once."

    def handle(self, *args, **options):
        self.stdout.write(f"{retire_past_promises()} promise(s) retired")
