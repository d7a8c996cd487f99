"""The body of a page: all blocks, in any order."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager, nullcontext
from functools import cached_property

from wagtail import blocks

from cms.blocks.calls import ActionBlock, NoticeBlock, PullOutBlock, RelatedBlock
from cms.blocks.lists import DownloadsBlock, FactsBlock, PartnersBlock, PeopleBlock, QuestionsBlock
from cms.blocks.live import LiveActionBlock, live_targets, looking_together
from cms.blocks.living import promises_ahead
from cms.blocks.media import AudioBlock, FilmBlock, ImageBlock
from cms.blocks.preload import Loaded, handing_out, load, pictures_in
from cms.blocks.text import HeadingBlock, HeadingValue, QuoteBlock, TextBlock
from cms.kept import kept
from cms.renditions import load_renditions

# What templates/base.html and the header call their own parts.
FRAME_IDS = frozenset({"inhoud", "menu", "offerings", "zoek"})


class BodyValue(blocks.StreamValue):
    """A stream whose pictures, files, pages and words are fetched together at the first look at any of them."""

    @cached_property
    def loaded(self) -> Loaded:
        """All objects that this body refers to, by model and primary key."""
        return load(self.stream_block, [child for child in self._raw_data if child is not None])

    def keep_as(self, name: str) -> None:
        """Keep what this body refers to under `name`, until an editor changes something."""
        self.loaded = kept(name, lambda: self.loaded)

    def pictures(self) -> list:
        """Every picture that this body shows, also on the cards of related pages."""
        return pictures_in(self.loaded)

    @contextmanager
    def handing_out(self):
        """While this is open, blocks and links take what they refer to from `loaded`, every size of pictures along."""
        load_renditions(self.pictures())
        with handing_out(self.loaded), looking_together(self.live_targets):
            yield

    @property
    def live_targets(self) -> list[str]:
        """What actions here are tied to: shown as it stands at the moment, so never kept."""
        return live_targets(self._raw_data)

    def _prefetch_blocks(self, type_name):
        with handing_out(self.loaded):
            super()._prefetch_blocks(type_name)


def living_children(value: blocks.StreamValue) -> list[blocks.StreamValue.StreamChild]:
    """The children that show something now: not past, or past with a replacement."""
    children = [child for child in value if not child.value.is_past or child.value.fallback_html]
    _tell_anchors_apart(child.value for child in children if isinstance(child.value, HeadingValue))
    return children


def _tell_anchors_apart(headings: Iterable[HeadingValue]) -> None:
    """Number the headings whose words were used before on the page, by another heading or by its frame."""
    taken = set(FRAME_IDS)
    for heading in headings:
        heading.place = 1
        while heading.anchor in taken:
            heading.place += 1
        taken.update([heading.anchor] if heading.anchor else [])


def remember_next_change(value: blocks.StreamValue, context: dict | None) -> None:
    """Note on the request when the first promise of `value` ends, so that no copy of the answer outlives it."""
    request = (context or {}).get("request")
    ahead = promises_ahead(value)
    if request is not None and ahead:
        request.next_change = min([*ahead, *filter(None, [getattr(request, "next_change", None)])])


class BodyBlock(blocks.StreamBlock):
    """Every block an editor can compose a page from."""

    text = TextBlock()
    heading = HeadingBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    pull_out = PullOutBlock()
    notice = NoticeBlock()
    action = ActionBlock()
    live_action = LiveActionBlock()
    facts = FactsBlock()
    questions = QuestionsBlock()
    people = PeopleBlock()
    partners = PartnersBlock()
    downloads = DownloadsBlock()
    film = FilmBlock()
    audio = AudioBlock()
    related = RelatedBlock()

    class Meta:
        template = "components/blocks/body.html"

    def to_python(self, value):
        return self._as_body(super().to_python(value))

    def bulk_to_python(self, values):
        return [self._as_body(value) for value in super().bulk_to_python(values)]

    def _as_body(self, value):
        if isinstance(value, BodyValue) or not value._raw_data or not value.is_lazy:
            return value
        return BodyValue(self, value._raw_data, is_lazy=True)

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context=parent_context) | {"children": living_children(value)}

    def get_api_representation(self, value, context=None):
        """What shows now, as JSON; a block past its date is gone, or is the text that replaces it."""
        if value is None:
            return []
        with value.handing_out() if isinstance(value, BodyValue) else nullcontext():
            children = living_children(value)
            remember_next_change(value, context)
            return [self._represent(child, context) for child in children]

    def _represent(self, child, context) -> dict:
        if child.value.is_past:
            words = child.block.child_blocks["fallback"].get_api_representation(
                child.value.fallback_html, context=context
            )
            return {"type": "text", "id": child.id, "value": {"text": words, "use_by": None}}
        value = child.block.get_api_representation(child.value, context=context)
        return {"type": child.block_type, "id": child.id, "value": value}

    def get_searchable_content(self, value):
        return [words for child in living_children(value) for words in child.block.get_searchable_content(child.value)]

    def render(self, value, context=None):
        """The body as HTML, links and pictures taken from what was fetched at once."""
        if not isinstance(value, BodyValue):
            return super().render(value, context=context)
        with value.handing_out():
            return super().render(value, context=context)
