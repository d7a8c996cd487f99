"""Once, and after the table that comes with the code grew."""

from django.core.management.base import BaseCommand

from trust.places.services import load_municipalities


class Command(BaseCommand):
    help = "Make the municipalities of the table that are not there yet; what editors corrected stays. Safe to start twice."

    def handle(self, *args, **options):
        loaded = load_municipalities()
        self.stdout.write(f"{len(loaded.made)} made, {loaded.same} as in the table, {len(loaded.different)} different")
        for name in loaded.different:
            self.stdout.write(f"different from the table, left as it is: {name}")
