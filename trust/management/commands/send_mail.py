"""`manage.py send_mail`: each minute, by the clock. Most mails were sent by the queue already; this catches what it missed."""

from django.core.management.base import BaseCommand

from trust.outbox.sending import send_due, worker_name


class Command(BaseCommand):
    help = "Send the mails that are due, and take back those of workers that died."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=45, help="Start no mail after this time (45).")

    def handle(self, *args, **options):
        sent = send_due(worker_id=worker_name(), limit=1_000, seconds=options["seconds"])
        self.stdout.write(f"{sent} mail(s) sent")
