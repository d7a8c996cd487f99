"""The roles of the house, each with the least rights (docs/adr/0011). Safe to run again at each release."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.services.pictures import drop_misplaced_sizes

EDITORS = "Redacteurs"
CHIEF_EDITORS = "Eindredacteurs"
BOOKINGS = "Boekingen"
SHOP = "Webwinkel"
CIRCLES = "Kringen"
CONFIDANTS = "Vertrouwenspersonen"
TRAINERS = "Begeleiders"
OFFICE = "Beheer"

PORTRAITS = "Portretten"
WORKFLOW = "Nalezen"

# Rights are named app.codename: two apps may have a model of the same name.
LISTS = [f"cms.{verb}_{model}" for verb in ("add", "change", "view") for model in ("term", "newscategory")]
OWN_MEDIA = [f"{app}.{verb}" for verb in ("add", "choose") for app in ("wagtailimages", "wagtaildocs")]
ALL_MEDIA = [*OWN_MEDIA, "wagtailimages.change", "wagtaildocs.change"]
REDIRECTS = [f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")]
TOKENS = [f"wagtailcore.{verb}_apitoken" for verb in ("add", "change", "delete", "view")]
# Mails about records that the role may see, and no others (trust.outbox.reports).
MAILS = ["trust.view_outboundemail", "trust.change_outboundemail"]
MESSAGES = ["home.view_contactmessage", "home.change_contactmessage"]
# Editors make episodes; who is heard, and what they signed, is for chief editors and the office.
PODCAST = [f"podcast.{verb}_{model}" for model in ("audiofile", "person") for verb in ("add", "change", "view")]
REGISTER = [
    *(f"podcast.{verb}_guestconsent" for verb in ("add", "change", "view")),
    *(f"podcast.{verb}_takedown" for verb in ("change", "view")),
]
PLACES = [f"trust.{verb}_{model}" for model in ("municipality", "postcode") for verb in ("add", "change", "view")]
CALENDAR = [
    *[f"bookings.{verb}_{model}" for model in ("event", "series", "holiday") for verb in ("add", "change", "view")],
    "bookings.delete_holiday",
    "bookings.view_registration",
    "bookings.change_registration",
    "bookings.add_eventmessage",
    "bookings.view_eventmessage",
]
DESK = [
    *[
        f"bookings.{verb}_{model}"
        for model in ("bookingrequest", "proposal", "trainer")
        for verb in ("add", "change", "view")
    ],
    "bookings.add_bookingterms",
    "bookings.view_bookingterms",
    "bookings.add_invoicerecord",
    "bookings.view_invoicerecord",
    "bookings.view_evaluation",
]
ORGANISATIONS = [f"trust.{verb}_organisation" for verb in ("add", "change", "view")]
# The shop: what stands in it, its stock, orders, parcels and money.
SHELVES = [
    *[f"catalogue.{verb}_{model}" for model in ("product", "category") for verb in ("add", "change", "view")],
    *[f"catalogue.{verb}_{model}" for model in ("order", "batch") for verb in ("add", "change", "view")],
    "catalogue.delete_category",
    # Only what was never ordered nor moved (catalogue.admin.products).
    "catalogue.delete_product",
    "catalogue.add_stockmovement",
    "catalogue.view_stockmovement",
    "catalogue.change_customer",
    "catalogue.view_customer",
    "catalogue.view_payment",
    "catalogue.add_refund",
    "catalogue.change_paymentcase",
    "catalogue.view_paymentcase",
    "catalogue.change_shopsettings",
]
# Who looks for people, who phones them, and the groups they come together in.
GATHERING = [
    *[f"circles.{verb}_{model}" for model in ("opensignup", "call", "volunteer") for verb in ("change", "view")],
    *[f"circles.{verb}_{model}" for model in ("region", "circle") for verb in ("add", "change", "view")],
    "circles.view_circletally",
]
# The same for children, parents and their vertrouwenspersonen, seen by nobody else (spec G9).
CONFIDING = [
    f"circles.{verb}_{model}" for model in ("confidentialsignup", "call", "volunteer") for verb in ("change", "view")
]
# How full dates are, and when; not who comes.
CALENDAR_WATCHED = [f"bookings.view_{model}" for model in ("event", "series", "holiday")]
WATCHING = [
    f"trust.view_{model}"
    for model in (
        "accessentry",
        "auditentry",
        "clockrun",
        "consent",
        "erasureentry",
        "personallink",
        "privacyrequest",
        "retentionline",
        "taskretry",
        "workerbeat",
    )
]


@dataclass(frozen=True)
class Role:
    """What a group may do: to pages (codenames), with the site's lists, screens and settings, with pictures and documents (app.codename).

    `shelf`: the collection that its media rights are about, of its own name; empty: every collection, portraits too.
    """

    name: str
    pages: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    shelf: str = ""


ROLES = [
    Role(EDITORS, ["add_page", "change_page"], [*LISTS, *PODCAST], OWN_MEDIA),
    Role(
        CHIEF_EDITORS,
        ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"],
        [
            *LISTS,
            *PODCAST,
            "podcast.delete_audiofile",
            "podcast.delete_person",
            *REGISTER,
            "cms.delete_term",
            "cms.delete_newscategory",
            "cms.change_organisationsettings",
            *REDIRECTS,
            *TOKENS,
            "home.view_subscription",
            *MAILS,
        ],
        ALL_MEDIA,
    ),
    Role(BOOKINGS, lists=[*MESSAGES, *MAILS, *CALENDAR, *DESK, *ORGANISATIONS]),
    Role(SHOP, lists=[*MAILS, *PLACES, *ORGANISATIONS, *SHELVES], media=OWN_MEDIA, shelf=SHOP),
    Role(CIRCLES, lists=[*MAILS, *PLACES, *GATHERING]),
    # A child may be behind it (spec G9): nothing but what their own screens give.
    Role(CONFIDANTS, lists=CONFIDING),
    # Their own dates and their own week, nobody else's.
    Role(TRAINERS, lists=["bookings.see_own_dates"]),
    # Keeps the machinery and people's rights, without the administrator's: no pages, no accounts.
    Role(
        OFFICE,
        lists=[
            *WATCHING,
            *REGISTER,
            "podcast.view_person",
            "trust.change_privacyrequest",
            *MESSAGES,
            "home.view_subscription",
            *CALENDAR_WATCHED,
            *MAILS,
            *PLACES,
            "trust.delete_municipality",
            "trust.delete_postcode",
        ],
    ),
]


@transaction.atomic
def ensure_roles() -> list[Group]:
    """Create or correct the groups, the private collection for portraits and the starter workflow; a repeat changes nothing.

    Sizes of pictures whose collection was moved below a private one, or out of it, are put right too.
    """
    groups = [_ensure_group(role) for role in ROLES]
    _ensure_portraits([group for group, role in zip(groups, ROLES, strict=True) if role.media and not role.shelf])
    _ensure_workflow()
    _drop_examples()
    drop_misplaced_sizes()
    return groups


def _ensure_group(role: Role) -> Group:
    """Wholly: a right that the role no longer has, or that somebody ticked by hand, goes."""
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.set(_permissions(["wagtailadmin.access_admin", *role.lists]))
    root = Page.get_first_root_node()
    collection = _ensure_collection(role.shelf) if role.shelf else Collection.get_first_root_node()
    pages = _permissions([f"wagtailcore.{codename}" for codename in role.pages])
    media = _permissions([_of_media(right) for right in role.media])
    for permission in pages:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    for permission in media:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    GroupPagePermission.objects.filter(group=group, page=root).exclude(permission__in=pages).delete()
    ours = GroupCollectionPermission.objects.filter(group=group)
    ours.exclude(collection=collection, permission__in=media).delete()
    return group


def _ensure_collection(name: str) -> Collection:
    """The one of that name, made below the root when it is not there."""
    return Collection.objects.filter(name=name).first() or Collection.get_first_root_node().add_child(name=name)


def _of_media(right: str) -> str:
    """Wagtail keeps rights to pictures and documents under its own models, also where the site has its own."""
    app, _dot, verb = right.partition(".")
    return f"{app}.{verb}_{'image' if app == 'wagtailimages' else 'document'}"


def _permissions(rights: list[str]) -> list[Permission]:
    """Raises `LookupError` for a right that is not there: a name was misspelt, or its app is gone."""
    wanted = {(app, codename) for app, _dot, codename in (right.partition(".") for right in rights)}
    found = Permission.objects.filter(codename__in={codename for _app, codename in wanted}).select_related(
        "content_type"
    )
    known = {(right.content_type.app_label, right.codename): right for right in found}
    if missing := wanted - set(known):
        raise LookupError(f"No such permission: {', '.join(sorted('.'.join(right) for right in missing))}")
    return [known[right] for right in sorted(wanted)]


def _ensure_portraits(groups: list[Group]) -> None:
    """The collection of faces, which opens for `groups` alone: those who make pages."""
    collection = _ensure_collection(PORTRAITS)
    restriction, _created = CollectionViewRestriction.objects.get_or_create(
        collection=collection, defaults={"restriction_type": CollectionViewRestriction.GROUPS}
    )
    restriction.groups.set(groups)


def _ensure_workflow() -> None:
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW)
    if not created:
        return
    task = GroupApprovalTask.objects.create(name=CHIEF_EDITORS)
    task.groups.set(Group.objects.filter(name=CHIEF_EDITORS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.filter(page=Page.get_first_root_node()).delete()
    WorkflowPage.objects.create(workflow=workflow, page=Page.get_first_root_node())


def _drop_examples() -> None:
    """Wagtail's own example groups and workflow, unless somebody uses them."""
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
    GroupApprovalTask.objects.filter(name="Moderators approval", groups=None).delete()
    Workflow.objects.filter(name="Moderators approval", workflow_tasks=None).delete()
