"""The editors' admin: the word list, categories, living promises, and words in rich text."""

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.api.admin import ChoosableDocuments, ChoosableImages
from cms.models import NewsCategory, Term
from cms.reports import register_promise_report  # noqa: F401  (its hooks register by being imported)
from cms.rich_text import (
    TERM_CONVERSION,
    TERM_FEATURE,
    LusDocumentLinkHandler,
    LusPageLinkHandler,
    TermLinkHandler,
)


class TermChooserViewSet(ChooserViewSet):
    model = Term
    icon = "openquote"
    choose_one_text = _("Choose a word")
    choose_another_text = _("Choose another word")
    url_filter_parameters = []
    form_fields = ["term", "meaning"]


term_chooser = TermChooserViewSet("term_chooser")


@hooks.register("register_admin_viewset")
def register_term_chooser():
    return term_chooser


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "openquote"
    menu_label = _("Word list")
    list_display = ["term", "meaning"]
    # Asked of the table itself: SQLite's search index has no columns of these names, and a part of a word is found too.
    search_backend_name = None
    search_fields = ["term", "meaning"]


class NewsCategoryViewSet(SnippetViewSet):
    model = NewsCategory
    icon = "tag"
    menu_label = _("News categories")
    list_display = ["name", "slug"]


class ListsViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Lists")
    menu_icon = "list-ul"
    menu_order = 300
    items = (TermViewSet, NewsCategoryViewSet)


register_snippet(ListsViewSetGroup)


@hooks.register("register_rich_text_features", order=100)
def register_links_and_terms(features):
    """After Wagtail's own, so that ours take their place."""
    features.register_link_type(LusPageLinkHandler)
    features.register_link_type(LusDocumentLinkHandler)
    features.register_link_type(TermLinkHandler)
    features.register_converter_rule("contentstate", "term", TERM_CONVERSION)
    features.register_editor_plugin(
        "draftail",
        "term",
        draftail_features.EntityFeature(
            TERM_FEATURE | {"chooserUrls": {"termChooser": reverse_lazy("term_chooser:choose")}},
            js=["wagtailadmin/js/chooser-modal.js", "admin/term-entity.js"],
        ),
    )


@hooks.register("construct_admin_api", order=100)
def close_media_to_those_who_may_not_choose(router):
    """After Wagtail's own, so that ours take their place."""
    router.register_endpoint("images", ChoosableImages)
    router.register_endpoint("documents", ChoosableDocuments)


@hooks.register("insert_editor_js")
def settings_that_open():
    """Opens the settings of a block with a use-by date."""
    return format_html('<script src="{}" defer></script>', static("admin/settings-open.js"))


@hooks.register("insert_global_admin_css")
def admin_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/lus-admin.css"))
