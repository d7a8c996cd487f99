"""Who counts as one customer for the limits: the same organisation by its number, else by its name and address in one spelling (spec D3)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import transaction

from catalogue.models import Customer, CustomerKey, Order
from trust.audit.services import record
from trust.keys import keyed_hash, keyed_hashes

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

USE = "catalogue.customer"
# Words that people leave out or write otherwise: they tell nobody apart.
FILLERS = frozenset({"vzw", "asbl", "bv", "nv", "cv", "srl", "npo", "de", "het", "van", "en", "the"})
STREET_WORDS = {"straat": "str", "steenweg": "stwg", "laan": "ln", "plein": "pln", "sint": "st"}
# "nr." before a number says nothing, nor do the noughts it begins with; a comma, a stroke, a box or a floor after it is inside the house.
NUMBER_WORDS = re.compile(r"\b(?:nummer|nr|n°|no)\.?\s*(?=\d)|(?<!\d)0+(?=\d)")
AFTER_NUMBER = re.compile(r"(?<=\d)(\s?[a-z]\b)?\s*(?:[,;/]|(?:bus|bte|box)\b|(?:bus|bte|box|b)\.?\s*\d).*$")


def plain(text: str) -> str:
    """`text` without accents, capitals, points and fillers, each word once: "V.Z.W. Dé Linde" and "de linde vzw" are both "linde"."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    spaced = re.sub(r"[^a-z0-9]+", " ", text)
    words = re.sub(r"(?<=\b[a-z]) (?=[a-z]\b)", "", spaced).split()  # "o c m w" is "ocmw"
    return " ".join(sorted({word for word in words if word not in FILLERS})) or " ".join(words)


def plain_street(text: str) -> str:
    """A street and number in one spelling: "Kerk-straat 12 bus 3" and "kerkstr. nr. 12b3" are both "kerkstr12"; box and floor do not count."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = NUMBER_WORDS.sub(" ", text)
    text = AFTER_NUMBER.sub(r"\1", text)
    words = re.sub(r"[^a-z0-9]+", "", text)
    for long, short in STREET_WORDS.items():
        words = words.replace(long, short)
    return words


def key_of(*, number: str = "", name: str, street: str = "", postcode: str = "", email: str = "") -> str:
    """What recognises a customer before it is hashed: the number; else name, street and postcode; who gives no address is known by mail."""
    if number:
        return f"number:{number}"
    if street and postcode:
        return f"place:{plain(name)}|{plain_street(street)}|{postcode}"
    return f"mail:{plain(name)}|{email.strip().casefold()}"


def find_customer(key: str) -> Customer | None:
    """Who is known by `key`; one query."""
    return Customer.objects.filter(keys__value__in=keyed_hashes(use=USE, value=key)).first()


def known_customer(*, key: str, name: str) -> Customer:
    """Who is known by `key`, made when new, and locked until the end of the transaction: two orders of one customer count one by one."""
    found = find_customer(key)
    if found is None:
        made = Customer.objects.create(name=name)
        held, created = CustomerKey.objects.get_or_create(
            value=keyed_hash(use=USE, value=key), defaults={"customer": made}
        )
        if not created:  # somebody else came first
            made.delete()
        found = held.customer
    return Customer.objects.select_for_update(no_key=True).get(pk=found.pk)


@transaction.atomic
def merge_customers(*, keep_id: int, merged_id: int, by: AbstractBaseUser) -> Customer:
    """The second is the first from now on, with its keys and orders: limits count them together. A repeat changes nothing.

    Raises `Customer.DoesNotExist` when the first is gone.
    """
    rows = {
        row.pk: row for row in Customer.objects.select_for_update().filter(pk__in=[keep_id, merged_id]).order_by("pk")
    }
    kept, merged = rows.get(keep_id), rows.get(merged_id)
    if kept is None:
        raise Customer.DoesNotExist
    if merged is None or keep_id == merged_id:
        return kept
    CustomerKey.objects.filter(customer=merged).update(customer=kept)
    Order.objects.filter(customer=merged).update(customer=kept)
    merged.delete()
    record(verb="catalogue.customers-merged", about=kept, by=by)
    return kept
