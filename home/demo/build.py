"""Builds the demo site. Safe to repeat: what is there already, moved or changed by an editor, is left as it is."""

from __future__ import annotations

import logging
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page, Site

from bookings.models import Series
from cms.models import BasePage, NewsCategory, OrganisationSettings, Term
from cms.services.roles import ensure_roles
from home.demo.beside import begun
from home.demo.content import PAGES
from home.demo.content.papers import PAPERS, written
from home.demo.content.words import CATEGORIES, ORGANISATION, TERMS
from home.demo.dates import build_dates
from home.demo.episodes import give_voice, to_speak
from home.demo.library import Library
from home.demo.pictures import PICTURES, drawn
from home.demo.resolve import Resolver
from home.demo.shape import DEMO_SITE, DemoPage, series_id
from home.demo.shop import build_shop
from home.models import HomePage

PAGE_MODELS = {model.__name__: model for model in apps.get_models() if issubclass(model, BasePage)}
ADMIN = "admin@example.org"
EDITOR = "redacteur@example.org"

Say = Callable[[str], None]


def build_demo(*, say: Say) -> None:
    """Roles, words, site, pictures, pages and the calendar, in one transaction: all of it or nothing."""
    with _quietly(), _making(), transaction.atomic():
        ensure_roles()
        term_ids = build_words()
        say(f"Woordenlijst: {len(term_ids)} woorden, {NewsCategory.objects.count()} categorieën")
        dates, people = build_dates()
        library = Library(say)
        build_pages(term_ids=term_ids, library=library, say=say)
        if products := build_shop(library=library):
            say(f"Webwinkel: {products} producten op de rekken")
        say(f"Kalender: {dates} datums en {people} inschrijvingen erbij")


def _making() -> AbstractContextManager[None]:
    """All pictures, sound and files are being made, when there is no demo site yet; a repeat makes what it misses by itself."""
    if Page.objects.filter(translation_key=translation_key("")).exists():
        return nullcontext()
    sounds = [to_speak(demo.path.rpartition("/")[2], demo.fields["talk"]) for demo in PAGES if "talk" in demo.fields]
    return begun([*((drawn, key) for key in PICTURES), *sounds, *((written, key) for key in PAPERS)])


@contextmanager
def _quietly() -> Iterator[None]:
    """Without Wagtail's line in the log for each page."""
    log = logging.getLogger("wagtail")
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(level)


def build_words() -> dict[str, int]:
    """Terms and categories of news; gives the number of each term by its slug."""
    for slug, (term, meaning) in TERMS.items():
        Term.objects.get_or_create(slug=slug, defaults={"term": term, "meaning": meaning})
    for slug, name in CATEGORIES.items():
        NewsCategory.objects.get_or_create(slug=slug, defaults={"name": name})
    return dict(Term.objects.values_list("slug", "pk"))


def build_pages(*, term_ids: dict[str, int], library: Library, say: Say) -> None:
    """Place the pages that are not there yet, then fill and publish them, so that each can link to any other."""
    placed = _Placed()
    new = [(demo, page) for demo in PAGES if (page := placed.place(demo))]
    if not new:
        say(f"Pagina’s: alle {len(PAGES)} staan er al")
        return
    resolver = Resolver(library, placed.page_id, term_ids)
    for demo, page in new:
        _fill(page, demo, resolver, placed)
        page.save_revision().publish()
    say(f"Tekeningen en bestanden: {library.made} gemaakt")
    say(f"Pagina’s: {len(new)} van {len(PAGES)} gemaakt en gepubliceerd")


class _Placed:
    """The demo pages in the tree, by their path in the content."""

    def __init__(self) -> None:
        keys = {translation_key(demo.path): demo.path for demo in PAGES}
        found = Page.objects.filter(translation_key__in=keys).order_by("pk")
        self._pages: dict[str, Page] = {keys[page.translation_key]: page for page in found}

    def page_id(self, path: str) -> int:
        return self._pages[path].pk

    def page(self, path: str) -> Page:
        return self._pages[path].specific

    def place(self, demo: DemoPage) -> Page | None:
        """A new page, not public yet; None when it is there already."""
        if demo.path in self._pages:
            return None
        if existing := self._at_address(demo):
            self._pages[demo.path] = existing
            return None
        page = _make_home(demo) if not demo.path else self._make(demo)
        self._pages[demo.path] = page
        return page

    def _make(self, demo: DemoPage) -> Page:
        parent_path, _slash, slug = demo.path.rpartition("/")
        model = PAGE_MODELS[demo.kind]
        page = model(
            title=demo.title, slug=slug, live=False, show_in_menus=demo.menu, translation_key=translation_key(demo.path)
        )
        parent = Page.objects.get(pk=self.page_id(parent_path))
        return parent.add_child(instance=page)

    def _at_address(self, demo: DemoPage) -> Page | None:
        if not demo.path:
            return HomePage.objects.first()
        home = Page.objects.get(pk=self.page_id(""))
        return Page.objects.filter(url_path=f"{home.url_path}{demo.path}/").first()


def translation_key(path: str) -> uuid.UUID:
    """The identity of the demo page that `path` names in the content."""
    return uuid.uuid5(DEMO_SITE, path)


def _make_home(demo: DemoPage) -> Page:
    """The home page, as the root of the default site; Wagtail's welcome page goes."""
    root = Page.get_first_root_node()
    welcome = [page for page in root.get_children() if page.specific_class is Page]
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    home = HomePage(title=demo.title, slug="lus", live=False, hero_title=demo.fields["hero_title"],
                    translation_key=translation_key(demo.path))  # fmt: skip
    root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name, site.root_page = "Lus", home
    site.save()
    for page in welcome:
        Page.objects.get(pk=page.pk).delete()
    organisation = OrganisationSettings.for_site(site)
    for name, value in ORGANISATION.items():
        setattr(organisation, name, value)
    organisation.save()
    return HomePage.objects.get(pk=home.pk)


def _fill(page: Page, demo: DemoPage, resolver: Resolver, placed: _Placed) -> None:
    page.refresh_from_db()
    page.summary, page.search_description = demo.summary, demo.description
    page.picture_id = resolver.library.image(demo.picture) if demo.picture else None
    if demo.body:
        page.body = resolver.body(demo.body)
    for name, value in demo.fields.items():
        if name == "offerings":
            page.offerings = [("page", placed.page(path)) for path in value]
        elif name in {"hero_action_page", "project"}:
            setattr(page, name, _target(page, name, placed, value))
        elif name == "series":
            page.series = Series.objects.filter(public_id=series_id(value)).first()
        elif name == "talk":
            give_voice(episode=page, talk=value, library=resolver.library)
        elif name == "artwork":
            page.artwork_id = resolver.library.image(value)
        elif name == "document":
            page.document_id = resolver.library.document(value)
        elif name == "categories":
            page.categories = NewsCategory.objects.filter(slug__in=value)
        else:
            setattr(page, name, resolver.html(value) if isinstance(value, str) else value)


def _target(page: Page, name: str, placed: _Placed, path: str | None) -> Page | None:
    if path is None:
        return None
    target = placed.page(path)
    model = page._meta.get_field(name).related_model
    return target if isinstance(target, model) else target.page_ptr


@transaction.atomic
def build_staff() -> tuple[list[str], str]:
    """An administrator and somebody in every role. Gives the new addresses and the password they got.

    The password is the setting `DEMO_PASSWORD`, or a new random one. People who are there already keep theirs.
    """
    password = settings.DEMO_PASSWORD or secrets.token_urlsafe(12)
    groups = {ADMIN: None} | {f"{_role(group)}@example.org": group for group in Group.objects.order_by("name")}
    user_model = get_user_model()
    known = set(user_model.objects.filter(username__in=groups).values_list("username", flat=True))
    new = [address for address in groups if address not in known]
    hashed = make_password(password) if new else ""
    for address in new:
        group = groups[address]
        user = user_model.objects.create(
            username=address, email=address, password=hashed, is_staff=group is None, is_superuser=group is None,
            first_name=address.partition("@")[0].capitalize(), last_name="Voorbeeld",
        )  # fmt: skip
        if group:
            user.groups.add(group)
    return new, password


def give_pages_an_owner() -> None:
    """Pages of nobody become the editor's, who then gets the mails about them."""
    editor = get_user_model().objects.filter(username=EDITOR).first()
    Page.objects.filter(owner=None, depth__gt=1).update(owner=editor)


def _role(group: Group) -> str:
    """`Redacteurs` is the group, `redacteur` the person in it."""
    slug = slugify(group.name)
    return {"redacteurs": "redacteur", "eindredacteurs": "eindredacteur"}.get(slug, slug)
