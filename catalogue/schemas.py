"""What the API of the shop takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field, field_validator

from catalogue.enums import Delivery, OrderState, ProductKind, ProductLanguage, StockState
from catalogue.terms import LINES_MOST
from cms.api.schemas import File, Picture

KINDS = Literal[tuple(ProductKind.values)]  # type: ignore[valid-type]
LANGUAGES = Literal[tuple(ProductLanguage.values)]  # type: ignore[valid-type]
STOCKS = Literal[tuple(StockState.values)]  # type: ignore[valid-type]
DELIVERIES = Literal[tuple(Delivery.values)]  # type: ignore[valid-type]
STATES = Literal[tuple(OrderState.values)]  # type: ignore[valid-type]
MAY = Literal["pay", "cancel", "again", "withdraw"]
FARTHEST = 100_000


class ShelfOut(BaseModel):
    """A category of the shop."""

    slug: str
    name: str


class LimitsOut(BaseModel):
    """How many can be ordered; copies. null: no limit but the stock."""

    step: int = Field(description="By packs of so many.")
    order_most: int | None = Field(description="At most in one order.")
    period_most: int | None = Field(description="At most for one organisation or person in a period.")
    period_days: int = Field(description="The days of that period.")
    words: list[str] = Field(description="The same in Dutch, to be shown as they are.")


class ProductOut(BaseModel):
    """A product as a list shows it. With `fields=` an item has those fields and its `id`."""

    id: UUID = Field(description="Never changes.")
    slug: str = Field(default_factory=str)
    title: str = Field(default_factory=str)
    url: str = Field(default_factory=str)
    summary: str = Field(default_factory=str)
    kind: KINDS = Field(default_factory=str)
    language: LANGUAGES = Field(default_factory=str)
    category: ShelfOut = Field(default_factory=dict)
    price_cents: int = Field(default_factory=int, description="Of one, VAT included; 0 is free.")
    vat_rate: int = Field(default_factory=int, description="Percent that the price includes.")
    stock: STOCKS = Field(default_factory=str, description="In words, never as a number.")
    stock_words: str = Field(default_factory=str, description="The same in Dutch.")
    can_be_ordered: bool = Field(default_factory=bool)
    limits: LimitsOut = Field(default_factory=dict)
    picture: Picture | None = None


class ProductLink(BaseModel):
    """Another edition."""

    id: UUID
    title: str
    url: str


class ProductDetail(ProductOut):
    """A product with everything that its page says."""

    description: str = Field(json_schema_extra={"contentMediaType": "text/html"})
    paper_format: str
    pages: int | None
    weight_grams: int
    document: File | None = Field(description="To read on a screen.")
    printable: File | None = Field(description="To print oneself.")
    pictures: list[Picture]
    replaces: ProductLink | None
    replaced_by: ProductLink | None


class ProductList(BaseModel):
    count: int
    items: list[ProductOut]


FIELDS = tuple(ProductOut.model_fields)


class ProductQuery(BaseModel):
    """Which products, and which part of them."""

    category: str = Field("", max_length=80, description="Slug of a category.")
    kind: KINDS | None = None
    language: LANGUAGES | None = None
    free: bool | None = Field(None, description="Only what is free, or only what is not.")
    stock: STOCKS | None = None
    q: str = Field("", max_length=100, description="Words.")
    fields: str = Field("", max_length=300, description=f"Only these, with commas between them: {', '.join(FIELDS)}.")
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=FARTHEST)

    @field_validator("fields")
    @classmethod
    def known_fields(cls, value: str) -> str:
        if unknown := sorted({name for name in value.split(",") if name} - set(FIELDS)):
            raise ValueError(f"There is no field {', '.join(unknown)}.")
        return value

    @property
    def chosen(self) -> frozenset[str]:
        """The fields to answer with."""
        names = frozenset(name for name in self.fields.split(",") if name)
        return names | {"id"} if names else frozenset(FIELDS)


class OrderLineIn(BaseModel):
    product: UUID
    quantity: int = Field(ge=1, le=1_000_000, description="Copies: a whole number of packs.")


class OrderIn(BaseModel):
    """An order, as the form of the site sends it. Without an organisation its name and number are empty; by post it needs an address."""

    lines: list[OrderLineIn] = Field(min_length=1, max_length=LINES_MOST)
    organisation_number: str = Field(
        "", max_length=32, description="When we know it, name and address may be left out."
    )
    organisation_name: str = Field("", max_length=160)
    contact_name: str = Field(max_length=120)
    email: str = Field(max_length=254, description="The link to the order goes here, and nowhere else.")
    phone: str = Field("", max_length=32)
    delivery: DELIVERIES = "post"
    street: str = Field("", max_length=120)
    postcode: str = Field("", max_length=10)
    city: str = Field("", max_length=80)
    attention: str = Field("", max_length=120)
    remarks: str = Field("", max_length=600)
    wants_editions: bool = Field(False, description="Wants a mail when there is a new edition of what was ordered.")
    goods_cents: int | None = Field(
        None, ge=0, description="What the lines cost, without postage, as you showed it; 409 `price` when that changed."
    )

    @field_validator("lines")
    @classmethod
    def each_once(cls, value: list[OrderLineIn]) -> list[OrderLineIn]:
        if len({line.product for line in value}) < len(value):
            raise ValueError("A product stands in one line.")
        return value


class OrderMade(BaseModel):
    """It came. `checkout_url`: where it is paid; empty for what is free."""

    id: UUID
    reference: str
    state: STATES
    goods_cents: int
    postage_cents: int
    total_cents: int
    pay_by: datetime | None = Field(description="Until when its copies are kept for who pays.")
    checkout_url: str
    delete_on: date = Field(description="The last day that we keep it.")


class OrderedLine(BaseModel):
    """A line as it was ordered; `product` is its id, to order it again."""

    product: UUID
    title: str
    quantity: int
    price_cents: int


class OrderVat(BaseModel):
    """For each rate (percent): what it is in, and how much of that is VAT."""

    rate: int
    gross_cents: int
    vat_cents: int


class OrderStep(BaseModel):
    """A line of the story, in Dutch."""

    at: datetime
    words: str
    why: str


class OrderOut(BaseModel):
    """One's own order."""

    id: UUID
    reference: str
    state: STATES
    organisation_name: str
    organisation_number: str
    contact_name: str
    email: str
    phone: str
    delivery: DELIVERIES
    attention: str
    street: str
    postcode: str
    city: str
    remarks: str
    wants_editions: bool
    lines: list[OrderedLine]
    goods_cents: int
    postage_cents: int
    total_cents: int
    vat: list[OrderVat]
    carrier: str
    tracking_code: str
    story: list[OrderStep] = Field(description="What happened, the last first.")
    may: list[MAY] = Field(description="What can be done now, on the page of the order.")
    placed_at: datetime
    pay_by: datetime | None
    delete_on: date
