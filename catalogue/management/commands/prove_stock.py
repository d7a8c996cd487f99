"""`manage.py prove_stock`: by the clock, each night; safe to start twice at once."""

from django.core.management.base import BaseCommand

from catalogue.services import tell_discrepancies


class Command(BaseCommand):
    help = "The shop: find products whose level is not what their ledger adds up to, and tell staff."

    def handle(self, *args, **options):
        self.stdout.write(f"{tell_discrepancies()} product(s) do not add up")
