"""`manage.py fill_demo`: the demo site, ready to look at. Safe to repeat."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from circles.services import publish_map
from home.demo.build import build_demo, build_staff, give_pages_an_owner
from home.demo.circle_groups import build_groups
from home.demo.circles import build_circles, build_regions
from home.demo.multiply import multiply_lists
from home.demo.multiply_rows import multiply_rows
from home.demo.orders import build_orders
from home.demo.requests import build_requests

ADDRESSES = (
    "/",
    "/wat-doet-lus/",
    "/meedoen/",
    "/kalender/",
    "/webwinkel/",
    "/nieuws/",
    "/verhalen/",
    "/podcast/goed-omringd/",
    "/inspiratie/",
    "/api/v3/docs/",
    "/admin/",
)


class Command(BaseCommand):
    help = "Fill the database with the demo site. What is there already stays as it is."
    requires_system_checks: tuple[str, ...] = ()  # `migrate` and `serve` do them, before and after

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--times", type=int, default=1, metavar="N", help="lists N times as long, to measure with (default 1)"
        )

    def handle(self, *args, times: int, **options) -> None:
        self.started = time.monotonic()
        build_demo(say=self.say)
        if times > 1:
            self.say(f"Lijsten × {times}: {multiply_lists(times=times)} pagina’s erbij")
        made, password = build_staff()
        give_pages_an_owner()
        if asked := build_requests():
            self.say(f"Aanvragen van organisaties: {asked} op het bord")
        self.fill_circles()
        if ordered := build_orders():
            self.say(f"Webwinkel: {ordered} bestellingen")
        if times > 1:
            self.say(f"Kalender en webwinkel × {times}: {multiply_rows(times=times)} rijen erbij")
        self.say(f"Medewerkers: {len(made)} nieuw" if made else "Medewerkers: staan er al")
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        self.stdout.write("\nKlaar. Kijk rond op:")
        for address in ADDRESSES:
            self.stdout.write(f"  {base}{address}")
        if made:
            self.stdout.write("\nAanmelden kan als:")
            for address in made:
                self.stdout.write(f"  {address}")
            self.stdout.write(f"Wachtwoord: {'uit DEMO_PASSWORD' if settings.DEMO_PASSWORD else password}")

    def fill_circles(self) -> None:
        if regions := build_regions():
            self.say(f"Streken: {regions} getekend")
        people = build_circles()
        if people:
            self.say(f"Kringen: {people} mensen op de lijst")
        if groups := build_groups():
            self.say(f"Kringen: {groups} groepen erbij")
        if people:
            publish_map()

    def say(self, words: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.started:5.1f} s  {words}")
