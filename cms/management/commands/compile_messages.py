"""Compiles the message catalogues without gettext's own tools."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile every .po under LOCALE_PATHS to a .mo beside it. Needs no gettext."
    requires_system_checks = ()

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                # Written beside it and moved: a process that reads meanwhile sees the old or the new, never half.
                fresh = target.with_suffix(".mo.new")
                polib.pofile(str(source)).save_as_mofile(str(fresh))
                fresh.replace(target)
                if options["verbosity"] > 1:
                    self.stdout.write(str(target))
