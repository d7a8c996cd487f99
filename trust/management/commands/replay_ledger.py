"""Erase again what a restored database brought back; `restore` does this by itself."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from trust.privacy.services.erasure import import_ledger, replay_ledger


class Command(BaseCommand):
    help = "Read the mirror of the ledger of erasures (LEDGER_FILE, or --from) and erase again what this database still holds."

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="source", type=Path, default=None, help="Another file than LEDGER_FILE.")

    def handle(self, *args, source: Path | None, **options):
        path = source or Path(settings.LEDGER_FILE)
        if not path.exists():
            raise CommandError(f"There is no ledger at {path}.")
        with path.open(encoding="utf-8") as lines:
            self.stdout.write(f"{import_ledger(lines=lines):>8}  erasures that this database did not know")
        for model, count in sorted(replay_ledger().rows.items()):
            self.stdout.write(f"{count:>8}  {model} erased again")
