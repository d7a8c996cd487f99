"""Fails when a source string has no Dutch, or the catalogue no longer says what the code says."""

import os
import shutil
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Check that every source string stands in every catalogue, translated. Reading the sources needs gettext's xgettext."

    def handle(self, *args, **options):
        catalogues = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
        if not catalogues:
            raise CommandError("No catalogue found.")
        faults = [fault for path in catalogues for fault in self.gaps(path)]
        if shutil.which("xgettext"):
            faults += [fault for path in catalogues for fault in self.drift(path)]
        elif os.environ.get("REQUIRE_ALL") == "1":
            raise CommandError(
                "xgettext (gettext) is not installed: the sources cannot be compared with the catalogue."
            )
        else:
            self.stdout.write("Skipped: comparing the sources with the catalogue (xgettext is not installed).")
        if faults:
            raise CommandError("\n".join(["The catalogues are not up to date (`make po`, then translate):", *faults]))

    def gaps(self, path: Path) -> list[str]:
        """Entries without a translation, or with one that gettext only guessed."""
        catalogue = polib.pofile(str(path))
        return [
            f"  {path.parts[-3]}: no translation of {entry.msgid!r}" for entry in catalogue.untranslated_entries()
        ] + [f"  {path.parts[-3]}: guessed translation of {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]

    def drift(self, path: Path) -> list[str]:
        """Strings that the sources have and the catalogue lacks, or the other way round. Leaves the file as it was."""
        before = path.read_bytes()
        known = self.strings(path)
        try:
            call_command(
                "makemessages",
                locale=[path.parts[-3]],
                no_location=True,
                no_obsolete=True,
                verbosity=0,
                ignore_patterns=["var", ".venv", "node_modules"],
            )
            used = self.strings(path)
        finally:
            path.write_bytes(before)
        return [f"  {path.parts[-3]}: missing {text!r}" for text in sorted(used - known)] + [
            f"  {path.parts[-3]}: no longer used {text!r}" for text in sorted(known - used)
        ]

    @staticmethod
    def strings(path: Path) -> set[str]:
        return {f"{entry.msgctxt or ''}{entry.msgid}" for entry in polib.pofile(str(path)) if not entry.obsolete}
