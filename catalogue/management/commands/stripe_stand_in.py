"""A stand-in for Stripe on this machine: `make run` starts one, so that the demo's publications can be bought without money."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from catalogue.payments.stand_in.server import StandIn
from catalogue.payments.stripe_api import API_VERSION


class Command(BaseCommand):
    help = "Serve a stand-in for Stripe on 127.0.0.1 that tells the site of what is paid there. For development alone."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, required=True)
        parser.add_argument("--site", required=True, help="The address of the site: http://127.0.0.1:8000")

    def handle(self, *args, port: int, site: str, **options):
        if not settings.STRIPE_STAND_IN:
            raise CommandError(
                "Only where the settings ask for a stand-in (STRIPE_STAND_IN): never where money is real."
            )
        webhook = site.rstrip("/") + reverse("stripe-webhook")
        server = StandIn(port=port, webhook=webhook, secret=settings.STRIPE_WEBHOOK_SECRETS[0], api_version=API_VERSION)
        self.stdout.write(f"A stand-in for Stripe at {server.address}, telling {webhook}.")
        server.serve_forever()
