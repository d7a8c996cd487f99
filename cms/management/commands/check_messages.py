"""Fails when a source string has no Dutch, the catalogue no longer says what the code says, or its Dutch is not ours."""

import os
import re
import shutil
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

# What our Dutch never has, and what it has instead. Placeholders and tags do not count.
NEVER = {
    r"[\"'„]": "“ ” ’",
    r"\.\.\.": "…",
    r"(?i)\bkun (je|jij)\b|\bkunt\b": "kan",
    r"(?<![\w’-])[Uu]w?(?![\w’-])": "je, jij, jouw",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[-+#0]?\d*[a-z]|\{\w+\}")
TAG = re.compile(r"<[^>]+>")


class Command(BaseCommand):
    help = "Check that every source string stands in every catalogue, translated. Reading the sources needs gettext's xgettext."

    def handle(self, *args, **options):
        catalogues = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
        if not catalogues:
            raise CommandError("No catalogue found.")
        faults = [fault for path in catalogues for fault in [*self.gaps(path), *self.slips(path)]]
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

    def slips(self, path: Path) -> list[str]:
        """Translations that lost or invented a placeholder, or that write what NEVER names."""
        faults = []
        for entry in polib.pofile(str(path)):
            known = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
            for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
                used = set(PLACEHOLDER.findall(text))
                # One of something may be said in words: “Eén plaats”.
                if text and (used - known or (known - used and not entry.msgid_plural)):
                    faults.append(f"  {path.parts[-3]}: other placeholders than the source in {text!r}")
                words = TAG.sub("", PLACEHOLDER.sub("", text))
                faults += [
                    f"  {path.parts[-3]}: write {instead} in {text!r}"
                    for never, instead in NEVER.items()
                    if re.search(never, words)
                ]
        return faults

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
