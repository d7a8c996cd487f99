"""`manage.py reset_second_factor <address> --by <administrator>`: when nobody can reach the admin to do it there."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from trust.staff.errors import NotYours
from trust.staff.services import reset_second_factor


class Command(BaseCommand):
    help = "Take somebody's lost devices off, end their sessions and tokens, and mail them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="e-mail address or user name of whoever lost a device")
        parser.add_argument("--by", required=True, help="address or user name of the administrator who asks it")

    def handle(self, *args, account: str, by: str, **options) -> None:
        try:
            reset_second_factor(user=_account(account), by=_account(by))
        except NotYours as refusal:
            raise CommandError("Only an active administrator may, and never for themselves.") from refusal
        self.stdout.write("Done. They sign in with their password and set up a new device.")


def _account(name: str):
    users = get_user_model().objects
    found = list(users.filter(username=name)) or list(users.filter(email__iexact=name))
    if len(found) != 1:
        raise CommandError(f"{len(found)} accounts are called {name}.")
    return found[0]
