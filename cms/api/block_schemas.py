"""The JSON of blocks, read off the blocks themselves: what a body answers with, and what it takes.

Every block of a stream becomes `{"type": …, "id": …, "value": {…}}`, a union told apart by `type`. A new block, or a new
field, is in the OpenAPI document and is checked without a line here. Plain pydantic models: they are checked without
running Python, which keeps a page with many blocks fast.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, create_model
from wagtail import blocks
from wagtail.api.rich_text import RichTextInputFormat

from cms.api.schemas import File, PageLink, Picture
from cms.blocks.choosers import FileBlock, PageBlock, PictureBlock
from cms.blocks.live import TargetBlock
from cms.blocks.living import SETTINGS

Fields = dict[str, tuple[Any, Any]]

_made: dict[str, type[BaseModel]] = {}


class StrictInput(BaseModel):
    """A misspelt field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid")


class RichTextInput(StrictInput):
    """Rich text to write: HTML as stored (`<a linktype="page" id="5">`), or Markdown."""

    format: RichTextInputFormat = "db_html"
    content: str


def body_schema(stream: blocks.StreamBlock) -> Any:
    """The type of what the API answers for `stream`."""
    return list[_union(stream, _read_value, "Block", BaseModel)]


def body_input_schema(stream: blocks.StreamBlock) -> Any:
    """The type of what the API takes for `stream`; checked, then handed on as plain data for the editors' own form."""
    items = list[_union(stream, _write_value, "BlockInput", StrictInput)]
    return Annotated[items, AfterValidator(_as_data), PlainSerializer(lambda value: value, return_type=list[Any])]


def _as_data(items: list[BaseModel]) -> list[dict]:
    return [item.model_dump() for item in items]


def _union(stream: blocks.StreamBlock, value_of: Callable, suffix: str, base: type[BaseModel]) -> Any:
    members = [_member(name, block, value_of, suffix, base) for name, block in stream.child_blocks.items()]
    if len(members) == 1:
        return members[0]
    return Annotated[Union[tuple(members)], Field(discriminator="type")]  # noqa: UP007  (made at run time)


def _member(name: str, block: blocks.Block, value_of: Callable, suffix: str, base: type[BaseModel]) -> type[BaseModel]:
    required = ... if suffix == "Block" else None
    identity = (str | None, Field(required, description="Stays the same while editors change the block."))
    return _model(
        _camel(name) + suffix,
        {"type": (Literal[name], ...), "id": identity, "value": (value_of(block), ...)},
        base,
        doc=(type(block).__doc__ or "").strip(),
    )


def _model(name: str, fields: Fields, base: type[BaseModel], doc: str = "") -> type[BaseModel]:
    """One model a name: OpenAPI keys its components by it."""
    if name not in _made:
        _made[name] = create_model(name, __base__=base, __doc__=doc, **fields)
    return _made[name]


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _name_of(block: blocks.Block) -> str:
    return type(block).__name__.removesuffix("Block")


# --- what the API answers ----------------------------------------------------------------------------------------


def _read_value(block: blocks.Block) -> Any:
    if isinstance(block, blocks.ListBlock):
        return list[_read_value(block.child_block)]
    if isinstance(block, blocks.StructBlock):
        fields: Fields = {
            name: (_read_value(child), ...) for name, child in block.child_blocks.items() if name not in SETTINGS
        }
        fields |= {name: (kind, ...) for name, kind in getattr(block.meta, "api_properties", {}).items()}
        fields |= {name: (kind, ...) for name, kind in getattr(block.meta, "api_extras", {}).items()}
        if "use_by" in block.child_blocks:
            fields["use_by"] = (
                datetime | None,
                Field(..., description="From this moment the block is not shown any more."),
            )
        return _model(_name_of(block) + "Value", fields, BaseModel)
    for kind, answer in READ_TYPES:
        if isinstance(block, kind):
            return answer(block)
    return Any


def _choice(block: blocks.ChoiceBlock) -> Any:
    return Literal[tuple(str(value) for value, _label in block.field.choices if value != "")]


# What was never filled in is empty, not null.
WORDS = Annotated[str, BeforeValidator(lambda value: value or "")]
RICH_TEXT = Annotated[WORDS, Field(json_schema_extra={"contentMediaType": "text/html"})]
TICK = Annotated[bool, BeforeValidator(bool)]

READ_TYPES: list[tuple[type[blocks.Block], Callable[[Any], Any]]] = [
    (PictureBlock, lambda block: Picture | None),
    (FileBlock, lambda block: File | None),
    (PageBlock, lambda block: PageLink | None),
    (blocks.RichTextBlock, lambda block: RICH_TEXT),
    (TargetBlock, lambda block: WORDS),
    (blocks.ChoiceBlock, _choice),
    (blocks.BooleanBlock, lambda block: TICK),
    (blocks.DateTimeBlock, lambda block: datetime | None),
    (blocks.DateBlock, lambda block: date | None),
    (blocks.IntegerBlock, lambda block: int | None),
    (blocks.URLBlock, lambda block: WORDS),
    (blocks.CharBlock, lambda block: WORDS),
    (blocks.TextBlock, lambda block: WORDS),
]


# --- what the API takes ------------------------------------------------------------------------------------------


def _write_value(block: blocks.Block) -> Any:
    if isinstance(block, blocks.ListBlock):
        return list[_write_value(block.child_block)]
    if isinstance(block, blocks.StructBlock):
        fields = {name: _write_field(child) for name, child in block.child_blocks.items()}
        return _model(_name_of(block) + "Input", fields, StrictInput)
    for kind, taken in WRITE_TYPES:
        if isinstance(block, kind):
            return taken(block)
    return Any


def _write_field(block: blocks.Block) -> tuple[Any, Any]:
    kind = _write_value(block)
    if isinstance(block, blocks.ListBlock):
        return kind, Field(...) if block.meta.min_num else Field(default_factory=list)
    if isinstance(block, blocks.BooleanBlock):
        return kind, False
    default = block.get_default()
    if isinstance(block, blocks.ChoiceBlock) and default:
        return kind, str(default)
    return (kind, ...) if block.field.required else (kind | None, None)


def _text(block: Any) -> Any:
    return Annotated[str, Field(max_length=block.field.max_length)] if block.field.max_length else str


WRITE_TYPES: list[tuple[type[blocks.Block], Callable[[Any], Any]]] = [
    (blocks.ChooserBlock, lambda block: Annotated[int, Field(ge=1, le=2**31 - 1)]),
    (blocks.RichTextBlock, lambda block: str | RichTextInput),
    (TargetBlock, lambda block: Annotated[str, Field(max_length=200)]),
    (blocks.ChoiceBlock, _choice),
    (blocks.BooleanBlock, lambda block: bool),
    (blocks.DateTimeBlock, lambda block: datetime),
    (blocks.DateBlock, lambda block: date),
    (blocks.IntegerBlock, lambda block: int),
    (blocks.URLBlock, _text),
    (blocks.CharBlock, _text),
    (blocks.TextBlock, _text),
]
