"""`manage.py mind_requests`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from bookings.desk.services import (
    ask_for_evaluations,
    expire_proposals,
    mark_past_requests,
    prepare_requests,
    remind_of_proposals,
)


class Command(BaseCommand):
    help = "Requests of organisations: end proposals, remind of them, send preparations, mark what was given, ask how it was."

    def handle(self, *args, **options):
        self.stdout.write(f"{expire_proposals()} proposal(s) expired")
        self.stdout.write(f"{remind_of_proposals()} reminder(s)")
        self.stdout.write(f"{prepare_requests()} preparation(s) sent")
        self.stdout.write(f"{mark_past_requests()} request(s) given")
        self.stdout.write(f"{ask_for_evaluations()} evaluation(s) asked")
