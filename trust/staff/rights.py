"""Who may open which screen of the admin, and do what through the API: the specification (docs/roles.md is made from it).

`tests/contract/test_rights.py` asks each address that the URL configuration knows, as each role, and compares. A screen or operation that
no line names fails there. The rights themselves stand in `cms.services.roles`; here stands what they come to. Administrators open everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from cms.services.roles import BOOKINGS, CHIEF_EDITORS, CIRCLES, CONFIDANTS, EDITORS, OFFICE, ROLES, SHOP, TRAINERS
from trust.staff.enums import Scope

if TYPE_CHECKING:
    pass

Roles = frozenset[str]
ALL: Roles = frozenset(role.name for role in ROLES)
NOBODY: Roles = frozenset()
WRITERS: Roles = frozenset({EDITORS, CHIEF_EDITORS})
CHIEFS: Roles = frozenset({CHIEF_EDITORS})
KEEPERS: Roles = frozenset({OFFICE})
ANSWERERS: Roles = frozenset({BOOKINGS, OFFICE})
BOOKERS: Roles = frozenset({BOOKINGS})
INVOICERS: Roles = frozenset({BOOKINGS, SHOP})
INFORMERS: Roles = frozenset({CHIEF_EDITORS, OFFICE})
SHOPKEEPERS: Roles = frozenset({SHOP})
# Who adds pictures and documents: to pages, and to products.
ILLUSTRATORS: Roles = WRITERS | SHOPKEEPERS
POSTERS: Roles = frozenset({SHOP, CIRCLES, OFFICE})
GIVERS: Roles = frozenset({TRAINERS})
GATHERERS: Roles = frozenset({CIRCLES})
CONFIDERS: Roles = frozenset({CONFIDANTS})
# Each sees their own people alone (circles.querysets.may_see).
CALLERS: Roles = frozenset({CIRCLES, CONFIDANTS})
MAILERS: Roles = ALL - {EDITORS, CONFIDANTS, TRAINERS}


@dataclass(frozen=True)
class Rule:
    """`pattern`: the name of an address, or its route where it has none. Wagtail's may have a `*`; a screen of ours is named in full."""

    pattern: str
    roles: Roles


@dataclass(frozen=True)
class Part:
    """Rules about one thing, under one heading of the matrix. The first rule that fits holds."""

    label: Any
    rules: list[Rule]


def _part(label: Any, *rules: tuple[str, Roles]) -> Part:
    return Part(label, [Rule(pattern, roles) for names, roles in rules for pattern in names.split()])


SCREENS = [
    _part(
        _("Coming in"),
        ("wagtailadmin_home wagtailadmin_account wagtailadmin_logout wagtailadmin_dismissibles", ALL),
        ("wagtailadmin_sprite wagtailadmin_javascript_catalog", ALL),
        # Nothing is behind these: they lead to /aanmelden/, to a page of errors, or nowhere.
        ("wagtailadmin_login wagtailadmin_password_reset wagtailadmin_password_reset_*", NOBODY),
        ("admin/test404/ wagtailadmin_error_test", ALL),
        ("admin/^.*/$", NOBODY),
    ),
    _part(
        _("Pages"),
        ("wagtailadmin_explore* promises-to-review promises-to-review-results", WRITERS),
        ("wagtailadmin_pages:delete wagtailadmin_pages:unpublish wagtailadmin_pages:move", CHIEFS),
        ("wagtailadmin_pages:set_page_position wagtailadmin_pages:set_privacy", CHIEFS),
        ("wagtailadmin_pages:lock wagtailadmin_pages:unlock wagtailadmin_pages:revisions_unschedule", CHIEFS),
        # Of somebody else's task: who has none of their own may not.
        ("wagtailadmin_pages:workflow_action wagtailadmin_pages:collect_workflow_action_data", NOBODY),
        ("wagtailadmin_pages:workflow_preview", NOBODY),
        ("wagtailadmin_pages:*", WRITERS),
        ("wagtailadmin_choose_page*", WRITERS | BOOKERS | SHOPKEEPERS),
        ("wagtailadmin_tag* wagtailadmin_editing_sessions:*", WRITERS),
        ("wagtailadmin_api:pages:action", CHIEFS),
        ("wagtailadmin_api:pages:* wagtailadmin_block_preview wagtailembeds:*", WRITERS),
        ("wagtail_bulk_action", ILLUSTRATORS),
        ("simple_translation:submit_page_translation simple_translation:submit_snippet_translation", NOBODY),
    ),
    _part(
        _("Pictures and documents"),
        ("wagtailimages:index* wagtailimages:add wagtailimages:add_multiple", ILLUSTRATORS),
        ("wagtaildocs:index* wagtaildocs:add wagtaildocs:add_multiple", ILLUSTRATORS),
        ("wagtailimages:create_multiple_* wagtailimages:delete_upload_multiple", ILLUSTRATORS),
        ("wagtaildocs:create_multiple_* wagtaildocs:delete_upload_multiple", ILLUSTRATORS),
        ("wagtailimages:* wagtaildocs:*", CHIEFS),
        ("wagtailimages_chooser:* wagtaildocs_chooser:*", ILLUSTRATORS),
        ("wagtailadmin_api:images:* wagtailadmin_api:documents:*", ILLUSTRATORS),
        ("wagtailadmin_collections:*", NOBODY),
    ),
    _part(
        _("Lists"),
        ("wagtailsnippets_cms_term:delete wagtailsnippets_cms_newscategory:delete", CHIEFS),
        ("wagtailsnippets_cms_term:* wagtailsnippets_cms_newscategory:*", WRITERS),
        ("wagtailsnippetchoosers_cms_term:* wagtailsnippetchoosers_cms_newscategory:* term_chooser:*", WRITERS),
        ("wagtailsnippets:index", NOBODY),
    ),
    _part(
        _("Podcast"),
        ("sounds:delete podcast-people:delete", CHIEFS),
        ("sounds:index sounds:index_results sounds:add sounds:edit sounds:inspect sounds:again", WRITERS),
        ("sounds:history sounds:history_results sounds:usage podcast-listen", WRITERS),
        ("sound_chooser:choose sound_chooser:choose_results sound_chooser:chosen", WRITERS),
        ("sound_chooser:chosen_multiple sound_chooser:create", WRITERS),
        ("podcast-artwork podcast-plays podcast-plays-results", WRITERS),
        ("podcast-people:index podcast-people:index_results", WRITERS | KEEPERS),
        ("podcast-people:add podcast-people:edit", WRITERS),
        ("podcast-people:history podcast-people:history_results podcast-people:usage", WRITERS),
        ("guest-consents:index guest-consents:index_results guest-consents:inspect", CHIEFS | KEEPERS),
        ("guest-consents:add guest-consents:take-back", CHIEFS | KEEPERS),
        ("guest-consents:edit guest-consents:delete", NOBODY),
        ("guest-consents:history guest-consents:history_results", CHIEFS | KEEPERS),
        ("guest-consents:usage", NOBODY),
        ("take-downs:index take-downs:index_results take-downs:inspect take-downs:settle", CHIEFS | KEEPERS),
        ("take-downs:add take-downs:edit take-downs:delete", NOBODY),
        ("take-downs:history take-downs:history_results take-downs:usage", NOBODY),
    ),
    _part(
        _("Site"),
        # Each their own: chief editors those of the organisation, the shop those of the shop.
        ("wagtailsettings:*", CHIEFS | SHOPKEEPERS),
        ("wagtailredirects:*", CHIEFS),
        ("wagtailadmin_reports:locked_pages wagtailadmin_reports:locked_pages_results", CHIEFS),
        ("wagtailadmin_reports:*", WRITERS),
        ("wagtailadmin_workflows:* wagtailsites:*", NOBODY),
    ),
    _part(
        _("Messages and sign-ups"),
        ("contact-messages:index contact-messages:index_results", ANSWERERS),
        ("contact-messages:inspect contact-messages:move contact-messages:erase", ANSWERERS),
        ("contact-messages:add contact-messages:edit contact-messages:delete", NOBODY),
        ("contact-messages:history contact-messages:history_results contact-messages:usage", NOBODY),
        ("stay-informed:index stay-informed:index_results", INFORMERS),
        ("stay-informed:add stay-informed:edit stay-informed:delete", NOBODY),
        ("stay-informed:history stay-informed:history_results stay-informed:usage", NOBODY),
    ),
    _part(
        _("Calendar"),
        ("dates:index dates:index_results series:index series:index_results", ANSWERERS),
        ("holidays:index holidays:index_results calendar-figures calendar-feeds", ANSWERERS),
        ("dates:add dates:edit dates:publish dates:move dates:capacity dates:postpone dates:cancel", BOOKERS),
        ("dates:take-away dates:day dates:tick dates:ticks dates:walk-in dates:phone dates:person", BOOKERS),
        ("dates:print dates:export dates:certificates dates:certificate dates:message", BOOKERS),
        ("series:add series:edit series:make-dates", BOOKERS),
        ("holidays:add holidays:edit holidays:delete holidays:belgian", BOOKERS),
        ("holidays:history holidays:history_results holidays:usage", BOOKERS),
        ("agenda", ANSWERERS),
    ),
    _part(
        _("Requests of organisations"),
        ("requests:index requests:index_results requests:board requests:detail requests:file requests:export", BOOKERS),
        ("requests:preview requests:paper requests:compare requests:add requests:move requests:notes", BOOKERS),
        ("requests:draft requests:drop-draft requests:send requests:take-up requests:talk-again", BOOKERS),
        ("requests:accept requests:counter requests:decline requests:prepare requests:given", BOOKERS),
        ("requests:close requests:publish requests:refuse requests:withdraw requests:correct", BOOKERS),
        ("booking-terms:index booking-terms:index_results booking-terms:add booking-terms:inspect", BOOKERS),
    ),
    _part(
        _("Organisations"),
        ("organisations:index organisations:index_results organisations:add organisations:edit", INVOICERS),
        ("organisations:history organisations:history_results organisations:usage", INVOICERS),
        ("organisations:delete", NOBODY),
    ),
    _part(
        _("Trainers, evaluations and invoices"),
        ("trainers:index trainers:index_results trainers:add trainers:edit", BOOKERS),
        ("trainers:send-feed trainers:stop-feed", BOOKERS),
        ("trainer-mine", GIVERS),
        ("desk-evaluations desk-figures", BOOKERS),
        ("invoices:index invoices:index_results invoices:detail invoices:make", BOOKERS),
        ("invoices:ubl invoices:export", BOOKERS),
    ),
    _part(
        _("Circles"),
        ("circles-calls:index circles-calls:detail circles-calls:attempt circles-calls:take", CALLERS),
        ("circles-calls:plan circles-calls:note circles-calls:take-back", CALLERS),
        ("circles-sign-ups:index circles-sign-ups:detail circles-sign-ups:add circles-sign-ups:edit", GATHERERS),
        ("circles-sign-ups:move circles-sign-ups:plan circles-sign-ups:erase", GATHERERS),
        ("circles-confidential:index circles-confidential:detail circles-confidential:add", CONFIDERS),
        ("circles-confidential:edit circles-confidential:move circles-confidential:plan", CONFIDERS),
        ("circles-confidential:erase", CONFIDERS),
        ("circles-regions:index circles-regions:detail circles-regions:add circles-regions:edit", GATHERERS),
        ("circles-regions:announce circles-figures circles-figures-csv", GATHERERS),
        ("circles-volunteers:index circles-volunteers:detail circles-volunteers:move", CALLERS),
        ("circles-volunteers:record circles-volunteers:most", CALLERS),
        ("circles-groups:index circles-groups:propose circles-groups:left circles-groups:detail", GATHERERS),
        ("circles-groups:accept circles-groups:move circles-groups:change circles-groups:people", GATHERERS),
        ("circles-groups:verbinder circles-groups:put circles-groups:take-out circles-groups:moments", GATHERERS),
        ("circles-groups:choose circles-groups:drop circles-groups:answers circles-groups:apart", GATHERERS),
        ("circles-groups:part circles-groups:together", GATHERERS),
    ),
    _part(
        _("Shop"),
        ("products:index products:index_results products:add products:edit products:delete", SHOPKEEPERS),
        ("products:history products:history_results products:usage products:announce", SHOPKEEPERS),
        ("shop-categories:index shop-categories:index_results shop-categories:add shop-categories:edit", SHOPKEEPERS),
        ("shop-categories:delete shop-categories:history shop-categories:history_results", SHOPKEEPERS),
        ("shop-categories:usage", SHOPKEEPERS),
        ("stock:list stock:product stock:move stock:ledger", SHOPKEEPERS),
        ("orders:list orders:list_results orders:detail orders:add orders:change orders:notes", SHOPKEEPERS),
        ("orders:export orders:pack orders:unpack orders:send orders:hand-over orders:cancel", SHOPKEEPERS),
        ("orders:resend", SHOPKEEPERS),
        ("packing:queue packing:gather packing:batch packing:pack packing:put-back packing:send", SHOPKEEPERS),
        ("packing:picks packing:slips packing:labels", SHOPKEEPERS),
        ("customers:list customers:detail customers:merge", SHOPKEEPERS),
        ("shop-reach shop-reach-csv", SHOPKEEPERS),
        ("payment-cases payment-case payment-give-back", SHOPKEEPERS | BOOKERS),
    ),
    _part(
        _("Mail, links and places"),
        ("outbox-mails outbox-mails-results outbox-mail", MAILERS),
        ("personal-links:index personal-links:index_results", KEEPERS),
        ("personal-links:add personal-links:edit personal-links:delete", NOBODY),
        ("personal-links:history personal-links:history_results personal-links:usage", NOBODY),
        ("postcodes:delete municipalities:delete", KEEPERS),
        ("postcodes:index postcodes:index_results postcodes:add postcodes:edit", POSTERS),
        ("postcodes:history postcodes:history_results postcodes:usage", POSTERS),
        ("municipalities:index municipalities:index_results municipalities:add municipalities:edit", POSTERS),
        ("municipalities:history municipalities:history_results municipalities:usage", POSTERS),
    ),
    _part(
        _("Privacy and machinery"),
        ("audit-entries audit-entries-results access-entries access-entries-results", KEEPERS),
        ("privacy-request-list privacy-request-list-results privacy-request-detail", KEEPERS),
        ("retention-log retention-log-results erasure-ledger erasure-ledger-results", KEEPERS),
        ("clock-runs clock-runs-results task-queue", KEEPERS),
    ),
    _part(
        _("Accounts and tokens"),
        ("wagtailusers_users:* wagtailusers_groups:* staff-factor-reset", NOBODY),
        ("staff-tokens", CHIEFS),
        # Of somebody else's token; one's own: a chief editor.
        ("staff-token-scopes wagtailusers_api_tokens:edit wagtailusers_api_tokens:delete", NOBODY),
        ("wagtailusers_api_tokens:*", CHIEFS),
    ),
]


@dataclass(frozen=True)
class Operation:
    """`pattern`: METHOD and path below /api/v3/, as the API's document writes it. `roles`: whose tokens succeed at it, when they have
    `scope` (None: it needs none). `public`: anybody, without a token."""

    pattern: str
    roles: Roles = ALL
    scope: Scope | None = None
    public: bool = False


def _public(*patterns: str) -> list[Operation]:
    return [Operation(pattern, public=True) for pattern in patterns]


def _for(roles: Roles, scope: Scope | None, *patterns: str) -> list[Operation]:
    return [Operation(pattern, roles, scope) for pattern in patterns]


ACTIONS = "POST pages/{page_id}/actions"
OPERATIONS = [
    *_public("GET pages/", "GET pages/find/", "GET pages/{page_id}/"),
    *_public("GET images/", "GET images/{image_id}/", "GET documents/", "GET documents/{document_id}/"),
    *_public("GET redirects/", "GET redirects/find/", "GET redirects/{redirect_id}/"),
    *_public("GET content/", "GET content/categories/", "GET site/", "GET terms/", "GET menu/"),
    *_public("GET forms/{form_id}/", "GET forms/{form_id}/challenge/"),
    *_public("POST contact/messages/", "GET stay-informed/subscriptions/consent/", "POST stay-informed/subscriptions/"),
    *_public("DELETE stay-informed/subscriptions/{token}/"),
    *_public("POST privacy/requests/", "GET privacy/requests/{token}/", "POST privacy/requests/{token}/"),
    *_public("DELETE privacy/requests/{token}/consents/{consent_id}/"),
    *_public("GET privacy/consents/"),
    *_public("GET podcast/shows/", "GET podcast/shows/{slug}/episodes/", "GET podcast/episodes/{episode_id}/"),
    *_public("GET bookings/events/", "GET bookings/events/{public_id}/", "GET bookings/series/"),
    *_public("POST bookings/events/{public_id}/registrations/", "GET bookings/registrations/{token}/"),
    *_public("PATCH bookings/registrations/{token}/", "DELETE bookings/registrations/{token}/"),
    *_public("GET bookings/activities/", "GET bookings/activities/{public_id}/", "POST bookings/requests/"),
    *_public("GET bookings/requests/{token}/", "POST bookings/requests/{token}/accept/"),
    *_public("POST bookings/requests/{token}/decline/", "POST bookings/requests/{token}/counter/"),
    *_public("POST bookings/requests/{token}/withdraw/", "POST bookings/requests/{token}/evaluate/"),
    *_public("GET catalogue/products/", "GET catalogue/products/{public_id}/", "POST catalogue/orders/"),
    *_public("GET catalogue/orders/{token}/", "DELETE catalogue/orders/{token}/"),
    *_public("GET circles/map/", "GET circles/map/areas.geojson"),
    *_public("POST circles/sign-ups/lusgroep/", "POST circles/sign-ups/linkgroep/", "POST circles/sign-ups/volunteer/"),
    *_public("POST circles/sign-ups/young/", "POST circles/sign-ups/parent/", "POST circles/sign-ups/care-worker/"),
    *_public("POST circles/sign-ups/support/", "POST circles/sign-ups/visit/"),
    *_public("GET circles/sign-ups/{token}/", "DELETE circles/sign-ups/{token}/"),
    *_public("GET circles/sign-ups/{token}/moments/", "PUT circles/sign-ups/{token}/moments/"),
    *_for(ALL, None, "GET schema/", "GET schema/{type_name}/", "GET whoami/"),
    *_for(NOBODY, None, "GET sites/", "GET sites/{site_id}/"),
    *_for(NOBODY, None, "GET snippets/{type}/", "GET snippets/{type}/{pk}/"),
    *_for(WRITERS, Scope.READ_DRAFTS, "GET pages/{page_id}/revisions/", "GET pages/{page_id}/revisions/{revision_id}/"),
    *_for(WRITERS, Scope.WRITE_PAGES, "POST pages/", "PATCH pages/{page_id}/"),
    *_for(WRITERS, Scope.WRITE_PAGES, f"{ACTIONS}/copy/", f"{ACTIONS}/revert/"),
    *_for(CHIEFS, Scope.WRITE_PAGES, "DELETE pages/{page_id}/", "DELETE pages/{page_id}/actions/delete/"),
    *_for(CHIEFS, Scope.WRITE_PAGES, f"{ACTIONS}/publish/", f"{ACTIONS}/unpublish/", f"{ACTIONS}/move/"),
    *_for(CHIEFS, Scope.WRITE_PAGES, f"{ACTIONS}/create_alias/", f"{ACTIONS}/convert_alias/"),
    *_for(NOBODY, Scope.WRITE_PAGES, f"{ACTIONS}/copy_for_translation/"),
    *_for(ILLUSTRATORS, Scope.WRITE_MEDIA, "POST images/", "POST documents/"),
    *_for(CHIEFS, Scope.WRITE_MEDIA, "PATCH images/{image_id}/", "DELETE images/{image_id}/"),
    *_for(CHIEFS, Scope.WRITE_MEDIA, "PATCH documents/{document_id}/", "DELETE documents/{document_id}/"),
    *_for(
        CHIEFS, Scope.WRITE_SITE, "POST redirects/", "PUT redirects/{redirect_id}/", "DELETE redirects/{redirect_id}/"
    ),
]
# What no token may, whoever owns it: no scope names it.
CLOSED = [
    "POST sites/",
    "PUT sites/{site_id}/",
    "DELETE sites/{site_id}/",
    "POST snippets/{type}/",
    "PATCH snippets/{type}/{pk}/",
    "DELETE snippets/{type}/{pk}/",
    "GET snippets/{type}/{pk}/revisions/",
    "GET snippets/{type}/{pk}/revisions/{revision_id}/",
    "DELETE snippets/{type}/{pk}/actions/delete/",
    "POST snippets/{type}/{pk}/actions/publish/",
    "POST snippets/{type}/{pk}/actions/unpublish/",
    "POST snippets/{type}/{pk}/actions/revert/",
    "POST snippets/{type}/{pk}/actions/copy_for_translation/",
]


def operation_of(pattern: str) -> Operation | None:
    """The rule of an operation."""
    return next((operation for operation in OPERATIONS if operation.pattern == pattern), None)


def rule_of(name: str, parts: list[Part] = SCREENS) -> Rule | None:
    """The first rule that fits the name of a screen."""
    return next((rule for part in parts for rule in part.rules if fnmatchcase(name, rule.pattern)), None)
