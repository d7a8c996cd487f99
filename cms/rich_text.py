"""Links in rich text: pages and documents taken from what was fetched for the body, and words of the word list."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from cms.addresses import is_open, path_of
from cms.blocks.preload import loaded
from cms.kept import open_to_all
from cms.models import Term

__all__ = ["TERM_CONVERSION", "TERM_FEATURE", "LusDocumentLinkHandler", "LusPageLinkHandler", "TermLinkHandler"]


class PreloadedLinks:
    """Takes the linked objects from the body being rendered; by itself one query, outside of one."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]):
        ids = [int(attrs["id"]) if attrs.get("id", "").isdigit() else None for attrs in attrs_list]
        objects = loaded(cls.get_model())
        if objects is None:
            objects = cls.by_themselves().in_bulk({found for found in ids if found is not None})
        return [objects.get(found) for found in ids]

    @classmethod
    def by_themselves(cls) -> QuerySet:
        return cls.get_model()._default_manager.all()


class LusPageLinkHandler(PreloadedLinks, PageLinkHandler):
    """A link to a page of this site; only its words when the page is not for everybody (any more)."""

    @classmethod
    def by_themselves(cls) -> QuerySet:
        return cls.get_model().objects.live().filter(open_to_all())

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return [
            f'<a href="{escape(path_of(page))}">' if page and is_open(page) else "<a>"
            for page in cls.get_many(attrs_list)
        ]


class LusDocumentLinkHandler(PreloadedLinks, DocumentLinkHandler):
    """A link to a document."""


class TermLinkHandler(PreloadedLinks, LinkHandler):
    """A word of the word list: a link to its meaning, which the page shows in place."""

    identifier = "term"

    @staticmethod
    def get_model():
        return Term

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        address = reverse("word-list")
        return [
            f'<a class="term" href="{address}#{term.slug}" data-meaning="{escape(term.meaning)}">' if term else "<a>"
            for term in cls.get_many(attrs_list)
        ]

    @classmethod
    def extract_references(cls, attrs):
        yield Term, attrs["id"], "", ""


def term_entity(props):
    """A word in the editor's content state, as stored: `<a linktype="term" id="…">`."""
    return DOM.create_element("a", {"linktype": "term", "id": props.get("id")}, props["children"])


class TermElementHandler(LinkElementHandler):
    """A stored word, as the editor's content state."""

    def get_attribute_data(self, attrs):
        term = Term.objects.filter(pk=attrs.get("id")).first()
        return {"id": term.pk, "title": term.term, "meaning": term.meaning} if term else {}


TERM_CONVERSION = {
    "from_database_format": {'a[linktype="term"]': TermElementHandler("TERM")},
    "to_database_format": {"entity_decorators": {"TERM": term_entity}},
}
TERM_FEATURE = {"type": "TERM", "icon": "openquote", "description": _("Word of the word list")}
