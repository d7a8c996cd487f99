"""`manage.py ensure_roles`: at each release, after `migrate`."""

from django.core.management.base import BaseCommand

from cms.services.roles import ensure_roles


class Command(BaseCommand):
    help = "Create or correct the roles, the private collection for portraits and the starter workflow."

    def handle(self, *args, **options):
        names = ", ".join(group.name for group in ensure_roles())
        self.stdout.write(f"Roles: {names}")
