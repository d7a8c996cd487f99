"""Forget the answers that were given once and are past their day. By the hour; safe to start twice."""

from django.core.management.base import BaseCommand

from trust.forms.services import forget_answers


class Command(BaseCommand):
    help = "Delete kept answers (Idempotency-Key) and used proofs past their term."

    def handle(self, *args, **options):
        self.stdout.write(f"{forget_answers()} answers forgotten")
