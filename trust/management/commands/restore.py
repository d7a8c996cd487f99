"""The whole site back from one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from trust.backup.errors import NotEmpty
from trust.backup.services import restore_backup
from trust.errors import Refusal


class Command(BaseCommand):
    help = "Put back what a backup holds, then erase again what was erased since it was made. Stop web, workers and clock first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="There is a site here; it may go.")
        parser.add_argument(
            "--ledger",
            type=Path,
            help="Another ledger of erasures (LEDGER_FILE of the lost machine), beside those known here.",
        )

    def handle(self, *args, file: Path, replace: bool, ledger: Path | None, **options):
        if ledger is not None and not ledger.is_file():
            raise CommandError(f"There is no {ledger}.")
        try:
            found = restore_backup(path=file, ledger=ledger, replacing=replace)
        except NotEmpty as refusal:
            raise CommandError("There is a site here. Say --replace when it may go.") from refusal
        except (Refusal, OSError) as refusal:
            raise CommandError(f"{type(refusal).__name__}: {refusal}") from refusal
        self.stdout.write(
            f"Back to {found.made_at}: {found.tables} tables, {found.files} uploads. Erasures since then were done again. "
            "Everybody signs in again; mails that waited are held for a person to look at."
        )
