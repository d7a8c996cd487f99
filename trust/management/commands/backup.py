"""The whole site in one file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from trust.backup.services import forget_old_backups, make_backup, verify_backup
from trust.errors import Refusal


class Command(BaseCommand):
    help = "Write database, uploads and the ledger of erasures to one file in BACKUP_DIR, open it again to check it, and drop those past their term."

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=None, help="Instead of BACKUP_DIR; old ones there are not dropped."
        )
        parser.add_argument(
            "--verify",
            type=Path,
            metavar="FILE",
            help="Only check this backup: every checksum, and that the key opens it.",
        )

    def handle(self, *args, folder: Path | None, verify: Path | None, **options):
        try:
            found = verify_backup(path=verify or make_backup(folder=folder or settings.BACKUP_DIR).path)
        except (Refusal, OSError) as refusal:
            raise CommandError(f"{type(refusal).__name__}: {refusal}") from refusal
        size = found.path.stat().st_size / 1024 / 1024
        sealed = "encrypted" if found.encrypted else "NOT encrypted (BACKUP_KEY is empty)"
        self.stdout.write(f"{found.path}: {size:.1f} MB, {found.tables} tables, {found.files} uploads, {sealed}")
        self.stdout.write(f"SHA-256 {found.sha256}, every checksum holds")
        if not verify and folder is None and (gone := forget_old_backups(folder=settings.BACKUP_DIR)):
            self.stdout.write(f"{gone} past their term were deleted")
