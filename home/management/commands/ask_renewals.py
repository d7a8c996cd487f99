"""Ask those whose sign-up nears its last day whether to go on. Every morning; safe to start twice."""

from django.core.management.base import BaseCommand

from home.informed.services import ask_renewals


class Command(BaseCommand):
    help = "Mail whoever stays informed and whose last day is near, once, whether to go on."

    def handle(self, *args, **options):
        self.stdout.write(f"{ask_renewals()} asked")
