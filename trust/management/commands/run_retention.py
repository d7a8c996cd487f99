"""What is past its term goes; started every night by the clock."""

from django.core.management.base import BaseCommand, CommandError

from trust.privacy.services.erasure import mirror_ledger
from trust.privacy.services.retention import preview_retention, run_retention


class Command(BaseCommand):
    help = "Wipe personal data past its term under every rule of the registry; one line a table and rule, also in the log (docs/adr/0016)."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count what would go and change nothing.")

    def handle(self, *args, dry_run: bool, **options):
        lines = preview_retention() if dry_run else run_retention()
        for line in lines:
            self.stdout.write(f"{line.wiped:>8}  {line.model:<32} {line.rule}{'  ' + line.error if line.error else ''}")
        self.stdout.write(f"{sum(line.wiped for line in lines):>8}  {'would go' if dry_run else 'gone'}")
        if not dry_run:
            mirror_ledger()
        if failed := [f"{line.model} {line.rule}" for line in lines if line.error]:
            raise CommandError(f"{len(failed)} rules failed: {', '.join(failed)}")
