"""Every screen of the admin and every operation of the API, found in the URL configuration, and what answers to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.timezone import localdate, now
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    APIToken,
    Collection,
    GroupApprovalTask,
    Page,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
    WorkflowTask,
)

from bookings.desk.enums import RequestState
from bookings.desk.models import RequestFile
from bookings.desk.services import make_invoice
from catalogue.enums import CaseKind
from catalogue.models import Batch, Payment, PaymentCase
from circles.enums import CircleState
from circles.models import Apart, Meeting, ProposalRun
from cms.models import PlainPage
from cms.services.roles import CONFIDANTS, SHOP
from podcast.enums import ConsentEnd
from podcast.models import TakeDown
from tests.databases import nothing_stays
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    ImageFactory,
    NewsCategoryFactory,
    PlainPageFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.circles import CallFactory, RegionFactory, SignUpFactory, VolunteerFactory, a_group
from tests.factories.contact import ContactMessageFactory
from tests.factories.desk import NUMBER, BookingRequestFactory, BookingTermsFactory, TrainerFactory
from tests.factories.informed import SubscriptionFactory
from tests.factories.outbox import OutboundEmailFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.podcast import GuestConsentFactory
from tests.factories.privacy import PrivacyRequestFactory
from tests.factories.registrations import HolidayFactory, RegistrationFactory, SeriesFactory
from tests.factories.shop import CategoryFactory, CustomerFactory, OrderFactory, ProductFactory
from trust.about import reference_to
from trust.links.models import PersonalLink
from trust.organisations.models import Organisation
from trust.places.models import Postcode

ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Screen:
    """`name`: of its address, or the route of one without. `route`: as the URL configuration writes it."""

    name: str
    route: str


def admin_screens() -> list[Screen]:
    """All, in the order of the URL configuration; an address that two routes share once each."""
    return [
        Screen(name or route, route)
        for route, name in _routes(get_resolver().url_patterns)
        if route.startswith("admin/")
    ]


def _routes(patterns: list, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield route, f"{space}{pattern.name}" if pattern.name else ""


@dataclass
class World:
    """One of each thing that an address may name."""

    site: Site
    # In a workflow, where only who must approve may act; and one that is free.
    page: Page
    free: Page
    arguments: dict[str, dict[str, Any]] = field(default_factory=dict)
    # By role, where each has rows of its own behind one address.
    own: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)

    def address(self, screen: Screen, role: str = "") -> str:
        """The screen's address, with something that exists in each argument; of `role`'s own where roles have their own."""
        space = screen.name.rpartition(":")[0]
        given = self.given(screen) | self.own.get(role, {}).get(space, {})

        def value(match: re.Match) -> str:
            return str(given[match["name"]])

        route = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", screen.route)  # regular expressions as paths
        route = route.replace(r"\.", ".").replace("^", "").replace("$", "")
        return "/" + ARGUMENT.sub(value, route) + self.queries.get(screen.name, "")

    def given(self, screen: Screen) -> dict[str, Any]:
        space = screen.name.rpartition(":")[0] or screen.name
        return self.arguments[""] | self.arguments.get(space, {}) | self.arguments.get(screen.name, {})


def make_world(site: Site) -> World:
    """Rows for the addresses; `arguments` by the namespace or name of an address."""
    # What is there for everybody with a right to any picture: the shop has them in its own collection alone.
    collection = Collection.objects.get(name=SHOP)
    page = PlainPageFactory(title="Bezocht")
    revision = page.save_revision()
    image, document = ImageFactory(collection=collection), DocumentFactory(collection=collection)
    term, category = TermFactory(), NewsCategoryFactory()
    person, owner = UserFactory(), UserFactory(is_superuser=True)
    token, _secret = APIToken.create_token(user=owner, name="een token")
    workflow = Workflow.objects.create(name="Een werkwijze")
    task = GroupApprovalTask.objects.create(name="Een taak")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    run = WorkflowState.objects.create(
        content_type=ContentType.objects.get_for_model(page),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        workflow=workflow,
        requested_by=owner,
    )
    state = TaskState.objects.create(workflow_state=run, task=Task.objects.get(pk=task.pk), revision=revision)
    WorkflowState.objects.filter(pk=run.pk).update(current_task_state=state)
    redirect = Redirect.objects.create(old_path="/oud", redirect_link="/nieuw/")
    link = PersonalLink.objects.create(
        purpose="staff.password", token_hash="x" * 64, expires_at=now() + timedelta(hours=1), **reference_to(person)
    )
    episode = EpisodePageFactory()
    consent = GuestConsentFactory(episode=episode)
    registration = RegistrationFactory()
    invoice = make_invoice(public_id=BookingRequestFactory(state=RequestState.GIVEN).public_id, by=owner)
    asked = BookingRequestFactory(state=RequestState.PROPOSED)
    ordered = OrderFactory()
    paid = Payment.objects.create(
        payable_kind="registration",
        payable_id=registration.public_id,
        amount_cents=500,
        state="paid",
        expires_at=now(),
    )
    case = PaymentCase.objects.create(payment=paid, kind=CaseKind.PAID_TWICE, amount_cents=500)
    part = RequestFile.objects.create(request=asked, name="a.pdf", content_type="application/pdf", size=1, content=b"a")
    world = World(site, page, free=PlainPageFactory(title="Vrij"))
    free_revision = world.free.save_revision()
    world.arguments = {
        "": {
            "page_id": page.pk,
            "parent_page_id": site.root_page_id,
            "page_to_move_id": page.pk,
            "destination_id": site.root_page_id,
            "revision_id": revision.pk,
            "revision_id_a": revision.pk,
            "revision_id_b": "live",
            "pk": page.pk,
            "page_pk": page.pk,
            "workflow_pk": workflow.pk,
            "workflow_state_id": run.pk,
            "task_id": task.pk,
            "task_state_id": state.pk,
            "action_name": "approve",
            "content_type_app_name": "cms",
            "content_type_model_name": "plainpage",
            "app_label": "cms",
            "app_name": "cms",
            "model_name": "term",
            "collection_id": collection.pk,
            "image_id": image.pk,
            "filter_spec": "max-10x10",
            "document_id": document.pk,
            "doc_id": document.pk,
            "uploaded_file_id": 0,
            "redirect_id": redirect.pk,
            "action": "delete",
            "object_id": page.pk,
            "session_id": 0,
        },
        "wagtail_bulk_action": {"app_label": "wagtailcore", "model_name": "page"},
        "wagtailadmin_pages": {"app_label": "cms", "model_name": "plainpage"},
        "wagtailadmin_api:pages": {"action_name": "publish"},
        "wagtailadmin_api:images": {"pk": image.pk},
        "wagtailadmin_api:documents": {"pk": document.pk},
        "wagtailadmin_collections": {"pk": collection.pk},
        "wagtailadmin_workflows": {"pk": workflow.pk, "app_label": "wagtailcore", "model_name": "groupapprovaltask"},
        "wagtailadmin_workflows:edit_task": {"pk": task.pk},
        "wagtailadmin_workflows:disable_task": {"pk": task.pk},
        "wagtailadmin_workflows:enable_task": {"pk": task.pk},
        "wagtailadmin_editing_sessions": {"app_label": "cms", "model_name": "plainpage"},
        "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
        "wagtailsettings": {"model_name": "organisationsettings", "pk": site.pk},
        "simple_translation": {"pk": term.pk},
        "wagtailsnippets_cms_term": {"pk": term.pk},
        "wagtailsnippetchoosers_cms_term": {"pk": term.pk},
        "term_chooser": {"pk": term.pk},
        "wagtailsnippets_cms_newscategory": {"pk": category.pk},
        "wagtailsnippetchoosers_cms_newscategory": {"pk": category.pk},
        "wagtailsites": {"pk": site.pk},
        "wagtailusers_users": {"pk": person.pk},
        "wagtailusers_groups": {"pk": Group.objects.create(name="Een groep").pk},
        "wagtailusers_api_tokens": {"pk": token.pk},
        "staff-token-scopes": {"pk": token.pk},
        "staff-factor-reset": {"pk": person.pk},
        "contact-messages": {"pk": ContactMessageFactory().pk, "to": "answered"},
        "stay-informed": {"pk": SubscriptionFactory().pk},
        "personal-links": {"pk": link.pk},
        "dates": {"pk": registration.event_id, "public_id": registration.public_id},
        "series": {"pk": SeriesFactory().pk},
        "holidays": {"pk": HolidayFactory().pk},
        "trainers": {"pk": TrainerFactory().pk},
        "invoices": {"pk": invoice.pk},
        "invoices:make": {"pk": invoice.request_id},
        "requests": {"pk": asked.pk, "version": 1, "public_id": part.public_id},
        "products": {"pk": ordered.lines.get().product_id},
        # One that was never ordered, so that it can go.
        "products:delete": {"pk": ProductFactory(stock=0).pk},
        "shop-categories": {"pk": CategoryFactory().pk},
        "stock": {"pk": ordered.lines.get().product_id},
        "orders": {"pk": ordered.pk},
        "packing": {"pk": Batch.objects.create(post_on=localdate()).pk},
        "customers": {"pk": ordered.customer_id, "other": CustomerFactory().pk},
        "payment-case": {"pk": case.pk},
        "circles-calls": {"pk": CallFactory().pk},
        "circles-sign-ups": {"pk": SignUpFactory().pk},
        "circles-confidential": {"pk": SignUpFactory(parent=True).pk},
        "circles-regions": {"pk": RegionFactory().pk},
        "payment-give-back": {"pk": case.payment_id},
        "booking-terms": {"pk": BookingTermsFactory().pk},
        "organisations": {"pk": Organisation.objects.create(number=NUMBER, name="Een organisatie").pk},
        "municipalities": {"pk": MunicipalityFactory().pk},
        "postcodes": {"pk": Postcode.objects.get_or_create(code=3000, defaults={"municipality": "Leuven"})[0].pk},
        "sounds": {"pk": episode.audio_id},
        "sound_chooser": {"pk": episode.audio_id},
        "podcast-listen": {"pk": episode.audio_id},
        "podcast-people": {"pk": consent.person_id},
        "guest-consents": {"pk": consent.pk},
        "take-downs": {"pk": TakeDown.objects.create(episode=episode, reason=ConsentEnd.DATE).pk},
        "podcast-artwork": {"page_id": episode.pk, "picture_id": ImageFactory().pk},
        "outbox-mail": {"public_id": OutboundEmailFactory().public_id},
        "privacy-request-detail": {"public_id": PrivacyRequestFactory().public_id},
        "wagtaildocs_chooser": {"pk": document.pk},
        "wagtailimages_chooser": {"pk": image.pk},
        "wagtailadmin_password_reset_confirm": {"uidb64": "x", "token": "x-y"},
        "admin/^.*/$": {},
    }
    world.own = {CONFIDANTS: {"circles-calls": {"pk": CallFactory(sign_up__parent=True).pk}}}
    world.arguments["circles-volunteers"] = {"pk": VolunteerFactory().pk}
    world.own[CONFIDANTS]["circles-volunteers"] = {"pk": VolunteerFactory(sign_up__confidant=True).pk}
    world.own[SHOP] = {"wagtailsettings": {"app_name": "catalogue", "model_name": "shopsettings"}}
    world.arguments |= _of_a_group()
    world.arguments["api"] = {
        "page_id": world.free.pk,
        "revision_id": free_revision.pk,
        "public_id": registration.event.public_id,
    }
    for name in ("unpublish", "lock", "unlock"):
        world.arguments[f"wagtailadmin_pages:{name}"] = {"page_id": world.free.pk}
    text = PlainPage._meta.get_field("body").stream_block.child_blocks["text"]
    world.queries = {
        "wagtailadmin_block_preview": f"?id={text.definition_prefix}",
        "wagtail_bulk_action": f"?id={page.pk}",
        "wagtailadmin_api:pages:find": "?html_path=/",
    }
    return world


def _of_a_group() -> dict[str, dict[str, Any]]:
    """A group that lives, with somebody in it, and a moment that was put to it."""
    circle = a_group(state=CircleState.MET, people=1)
    person = circle.members.get().sign_up
    meeting = Meeting.objects.create(circle=circle, starts_at=now() + timedelta(days=3))
    run = ProposalRun.objects.create(done_at=now())
    apart = Apart.objects.create(
        one_id=min(circle.verbinder_id, person.pk), other_id=max(circle.verbinder_id, person.pk)
    )
    return {
        "circles-groups": {"public_id": circle.public_id, "person": person.public_id, "pk": meeting.pk},
        "circles-groups:left": {"pk": run.pk},
        "circles-groups:together": {"pk": apart.pk},
    }


@contextmanager
def unseen() -> Iterator[None]:
    """Templates say nothing: who may see a page is decided before, and drawing it is what takes the time."""
    with patch("django.template.backends.django.Template.render", lambda *_args, **_kwargs: ""):
        yield


def visit(client: Client, address: str) -> HttpResponse:
    """GET, or POST where only that is answered; as the admin's own scripts ask, so that a refusal is a 403 and no way home."""
    cookies = deepcopy(client.cookies)
    with nothing_stays():
        headers = {"X-Requested-With": "XMLHttpRequest"}
        response = client.get(address, headers=headers)
        client.cookies = deepcopy(cookies)
        if response.status_code == 405:
            response = client.post(address, headers=headers)
    client.cookies = cookies  # signing out is a screen too
    return response


def api_operations() -> list[str]:
    """METHOD and path below /api/v3/ of every operation."""
    from cms.api.urls import api

    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    return [f"{method.upper()} {path.lstrip('/')}" for path, operations in paths.items() for method in operations]
