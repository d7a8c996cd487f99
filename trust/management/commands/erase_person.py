"""Erase somebody who asked by letter or telephone."""

from django.core.management.base import BaseCommand

from trust.privacy.enums import ErasureReason
from trust.privacy.services.erasure import erase_person


class Command(BaseCommand):
    help = "Erase everything under an e-mail address. The address is asked for, so that it stays out of the shell's history."

    def handle(self, *args, **options):
        email = input("E-mail address: ").strip()
        erased = erase_person(email=email, reason=ErasureReason.STAFF)
        for model, count in sorted(erased.rows.items()):
            self.stdout.write(f"{count:>8}  {model}")
        for model, reasons in sorted(erased.held.items()):
            self.stdout.write(f"    kept  {model}: {'; '.join(reasons)}")
        self.stdout.write("Done." if erased.rows or erased.held else "There is nothing under this address.")
