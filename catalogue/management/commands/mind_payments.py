"""`manage.py mind_payments`: by the clock; safe to start twice at once."""

from django.core.management.base import BaseCommand

from catalogue.payments.following import reconcile
from catalogue.payments.stripe_api import StripeRefused, StripeUnreachable
from catalogue.prices import payments_are_on
from catalogue.services import release_unpaid


class Command(BaseCommand):
    help = "Payments: ask Stripe what no event told of, and free what nobody pays for."

    def handle(self, *args, **options):
        if payments_are_on():
            try:
                self.stdout.write(f"{reconcile()} payment(s) looked at")
            except (StripeUnreachable, StripeRefused) as error:
                self.stderr.write(f"Stripe did not answer ({error}); the next run asks again.")
        self.stdout.write(f"{release_unpaid()} order(s) not paid in time")
