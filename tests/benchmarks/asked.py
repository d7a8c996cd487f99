"""What `make bench` asks of the site: addresses that are read, and what is posted; and how many queries each takes. 127.0.0.1 only."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.benchmarks.load import CONNECTIONS, Measured, measure
from tests.benchmarks.posting import post_for, somebody
from tests.benchmarks.servers import asked

# A date far ahead and a free product, each with more than any run takes, stand beside the demo's.
ADDRESSES_CODE = """
import json
from datetime import timedelta
from django.utils.timezone import now
from bookings.models import Event
from catalogue.models import Category, Product
from catalogue.services import receive_stock
from cms.models import NewsPage, OfferingPage
offering = OfferingPage.objects.live().get(slug="lusgroepen")
news = NewsPage.objects.live().order_by("pk").first()
starts = now() + timedelta(days=600)
date = Event.objects.create(title="Infomoment", slug="bench", summary="x", state="planned", starts_at=starts,
    ends_at=starts + timedelta(hours=2), capacity=10**6)
product = Product.objects.create(title="Flyer", slug="bench", summary="x", category=Category.objects.last())
receive_stock(product_id=product.pk, quantity=10**6, why="x")
print(json.dumps({
    "home": "/", "offering": offering.get_url(), "news list": "/nieuws/", "API list": "/api/v3/content/",
    "API detail": f"/api/v3/pages/{news.pk}/", "news feed": "/nieuws/feed.xml",
    "calendar": "/kalender/", "calendar feed": "/kalender/agenda.ics", "API dates": "/api/v3/bookings/events/", "shop": "/webwinkel/",
    "registering": f"/api/v3/bookings/events/{date.public_id}/registrations/", "ordering": "/api/v3/catalogue/orders/",
    "product": str(product.public_id),
}))
"""
# Counted with nothing kept, after everything was asked once.
QUERIES_CODE = """
import json
from django.db import connection
from django.core.cache import cache
from django.test import Client
from django.test.utils import CaptureQueriesContext
from cms import kept
client, counts = Client(headers={"host": "127.0.0.1"}), {}
def ask(address, body):
    if body is None:
        return client.get(address)
    return client.post(address, json.dumps(body), content_type="application/json")
for name, (address, first, second) in json.loads(input()).items():
    ask(address, first)
    cache.clear()
    kept.forget()
    with CaptureQueriesContext(connection) as captured:
        answer = ask(address, second)
    assert answer.status_code == (201 if second else 200), (address, answer.content)
    counts[name] = len(captured)
print(json.dumps(counts))
"""


def order(product: str, tag: str, number: int) -> dict:
    """What somebody orders who was never here before: free, by post."""
    return {
        "lines": [{"product": product, "quantity": 1}],
        "contact_name": "An",
        "email": f"{tag}.{number}@example.org",
        "street": f"Kerkstraat {number + 1}",
        "postcode": "9000",
        "city": "Gent",
    }


@dataclass(frozen=True)
class Ask:
    """One line of the table: what is asked at `path`. `body` of a tag and a number is what is posted; without it the address is read."""

    path: str
    body: Callable[[str, int], dict] | None = None

    def for_seconds(self, port: int, seconds: float, tag: str) -> Measured:
        """Asked for so long, with all connections kept busy. No `tag` comes twice."""
        if self.body is None:
            return measure(port, self.path, seconds=seconds)
        posted = post_for(port, self.path, clients=CONNECTIONS, seconds=seconds, tag=tag, body=self.body)
        failed = posted.statuses.total() - posted.statuses[201]
        return Measured(posted.rate, posted.percentile(0.5), posted.percentile(0.99), failed)

    def counted(self) -> tuple[str, dict | None, dict | None]:
        """What is sent twice, to count the queries of the second time."""
        return self.path, *(self.body(f"queries{time}", time) if self.body else None for time in (1, 2))


def asks_of(env: dict[str, str]) -> dict[str, Ask]:
    """What is asked of the site in `env`, by the name of its line in the table."""
    addresses = asked(env, ADDRESSES_CODE)
    bodies = {"registering": somebody, "ordering": partial(order, addresses.pop("product"))}
    return {name: Ask(path, bodies.get(name)) for name, path in addresses.items()}


def queries_of(env: dict[str, str], asks: dict[str, Ask]) -> dict[str, int]:
    return asked(env, QUERIES_CODE, json.dumps({name: ask.counted() for name, ask in asks.items()}))
