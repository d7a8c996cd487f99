"""Podcasts: the list of shows, shows, episodes."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject, Left, Length
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.search import index

from cms.kept import closed_paths, private_paths
from cms.models.base import BasePage
from cms.models.cards import Card
from cms.pages.body import BodyPage
from cms.pages.lists import child_cards, paginate
from cms.querysets import JsonRows
from cms.renditions import load_renditions
from cms.seo import absolute
from podcast.categories import CATEGORIES
from podcast.cues import called, cues_of, turns
from podcast.enums import EpisodeKind, ShowKind
from podcast.forms import EpisodeForm
from podcast.listeners.addresses import audio_path, feed_address, feed_path, qr_path, transcript_path
from podcast.listeners.chapters import shown_chapters
from podcast.listeners.described import episode_thing, series_thing
from podcast.listeners.subscribing import Followed, feed_guid, ways_to_subscribe
from podcast.panels import ArtworkPanel, ChaptersPanel, ReadinessPanel, SoundPanel
from podcast.querysets import EpisodePageManager
from podcast.times import clock
from podcast.widgets import TranscriptInput

OTHERS_SHOWN = 3
SPEEDS = ("0.75", "1", "1.25", "1.5", "1.75", "2")


class PodcastIndexPage(BasePage):
    """All shows."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["podcast.PodcastPage"]
    page_description = _("The list of podcasts. There is one.")

    class Meta:
        verbose_name = _("list of podcasts")

    def get_lists(self, request):
        return {"children": child_cards(self)}


class PodcastPage(BodyPage):
    """A show with its episodes, the newest first."""

    hosts = models.CharField(_("made by"), max_length=160, blank=True)
    artwork = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("artwork"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Square, 1400 to 3000 pixels, JPEG or PNG: what apps show."),
    )
    kind = models.CharField(
        pgettext_lazy("sequence", "order"), max_length=10, choices=ShowKind, default=ShowKind.EPISODIC
    )
    category = models.CharField(_("category in apps"), max_length=60, default="Society & Culture")
    explicit = models.BooleanField(_("not for children"), default=False)
    owner_email = models.EmailField(
        _("address of the owner"),
        blank=True,
        help_text=_("Apps mail here to check who owns the feed. It can be read in the feed."),
    )
    copyright = models.CharField(_("rights"), max_length=160, blank=True)
    funding_url = models.URLField(_("link to support us"), blank=True)
    funding_text = models.CharField(_("words of that link"), max_length=128, blank=True)
    apple_url = models.URLField(_("on Apple Podcasts"), blank=True)
    spotify_url = models.URLField(_("on Spotify"), blank=True)
    feed_guid = models.UUIDField(
        _("identity of the feed"),
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Never changes once made."),
    )
    moved_to_url = models.URLField(
        _("the feed moved to"),
        blank=True,
        help_text=_("Fill in when the podcast leaves this site: apps follow by themselves."),
    )

    parent_page_types = ["podcast.PodcastIndexPage"]
    subpage_types = ["podcast.EpisodePage"]
    content_panels = [
        *BodyPage.content_panels[:1],
        "hosts",
        *BodyPage.content_panels[1:],
        MultiFieldPanel(
            [
                FieldPanel("artwork"),
                ArtworkPanel(),
                FieldRowPanel(
                    ["kind", FieldPanel("category", widget=forms.Select(choices=[(c, c) for c in CATEGORIES]))]
                ),
                "explicit",
                "owner_email",
                "copyright",
            ],
            heading=_("What apps show"),
        ),
        MultiFieldPanel(["apple_url", "spotify_url"], heading=_("Where people listen")),
        MultiFieldPanel(["funding_url", "funding_text"], heading=_("Supporting us")),
        MultiFieldPanel(["moved_to_url"], heading=_("Moving to another place")),
    ]
    api_fields = [
        *BodyPage.api_fields,
        APIField("hosts", writable=True),
        APIField("artwork", writable=True),
        APIField("kind", writable=True),
        APIField("category", writable=True),
        APIField("explicit", writable=True),
        APIField("feed_url"),
    ]
    card_label = _("Podcast")
    page_description = _("A podcast; its episodes live below it.")

    class Meta:
        verbose_name = _("podcast")
        verbose_name_plural = _("podcasts")

    def clean(self):
        super().clean()
        if self.moved_to_url and self.slug and self.moved_to_url.rstrip("/") == self.feed_url:
            raise ValidationError(
                {"moved_to_url": gettext("This is the address that the feed has now. Give the new one.")}
            )
        if self.category not in CATEGORIES:
            raise ValidationError({"category": gettext("Choose a category that apps know.")})

    def save(self, *args, **kwargs):
        """The identity of the feed is made once, from the address it has then, and no revision brings another one back."""
        if self.pk:
            stored = type(self)._base_manager.filter(pk=self.pk).values_list("feed_guid", flat=True).first()
            self.feed_guid = stored or self.feed_guid or feed_guid(self)
        else:  # a copy brings that of its original
            self.feed_guid = None
        super().save(*args, **kwargs)
        if self.feed_guid is None:  # new: the address is known only now
            self.feed_guid = feed_guid(self)
            type(self)._base_manager.filter(pk=self.pk).update(feed_guid=self.feed_guid)

    @property
    def feed_url(self) -> str:
        """Where apps subscribe, in full."""
        return feed_address(self)

    @property
    def qr_url(self) -> str:
        return qr_path(self)

    def get_lists(self, request):
        episodes = EpisodePage.objects.child_of(self).open().defer("body", "transcript")
        episodes = episodes.select_related("picture", "audio").order_by("-published_on", "-season", "-number", "-pk")
        return {"page_obj": paginate(request, episodes, keep_as=f"episodes {self.pk}")}

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"ways": ways_to_subscribe(self)}

    def things(self, context) -> list[dict]:
        """What the page is about, for search engines (schema.org)."""
        return [series_thing(self)]


class EpisodePage(BodyPage):
    """One episode."""

    guid = models.UUIDField(_("identity in feeds"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=EpisodeKind, default=EpisodeKind.FULL)
    season = models.PositiveSmallIntegerField(_("season"), default=1)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    published_on = models.DateField(_("date"), default=localdate, db_index=True)
    audio = models.ForeignKey(
        "podcast.AudioFile",
        verbose_name=_("sound"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="episodes",
    )
    artwork = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("artwork"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only when it differs from that of the podcast."),
    )
    explicit = models.BooleanField(_("not for children"), default=False)
    transcript = models.TextField(_("transcript"), blank=True, help_text=_("WebVTT: who says what, and when."))
    transcript_due_on = models.DateField(_("transcript follows on"), null=True, blank=True)

    objects = EpisodePageManager()

    parent_page_types = ["podcast.PodcastPage"]
    subpage_types = []
    content_panels = [
        *BodyPage.content_panels[:1],
        ReadinessPanel(heading=_("Before it can be published")),
        FieldRowPanel(["kind", "season", "number", "published_on", "explicit"]),
        MultiFieldPanel([FieldPanel("audio"), SoundPanel()], heading=_("Sound")),
        MultiFieldPanel([FieldPanel("artwork"), ArtworkPanel()], heading=_("Artwork")),
        MultiFieldPanel(
            [FieldPanel("transcript", widget=TranscriptInput), FieldPanel("transcript_file"), "transcript_due_on"],
            heading=_("Transcript"),
        ),
        InlinePanel("people", heading=_("People")),
        ChaptersPanel("chapters", heading=_("Chapters"), panels=["starts_ms", "title", "url", "picture"]),
        *BodyPage.content_panels[1:],
    ]
    base_form_class = EpisodeForm
    search_fields = [*BodyPage.search_fields, index.SearchField("spoken_words")]
    api_fields = [
        *BodyPage.api_fields,
        APIField("kind", writable=True),
        APIField("season", writable=True),
        APIField("number", writable=True),
        APIField("published_on", writable=True),
        APIField("podcast_detail_url"),
    ]
    routed_with = ("picture", "audio", "artwork")
    exclude_fields_in_copy = ["guid"]
    card_label = _("Episode")
    page_description = _("An episode of this podcast.")

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")

    def save(self, *args, **kwargs):
        """A new episode, a copy too, starts as a draft: only publishing, which asks what is missing, puts it up."""
        if self._state.adding:
            self.live = False
        if self.alias_of_id:  # follows another page, and is an episode of its own in feeds all the same
            before = type(self)._base_manager.filter(pk=self.pk).values_list("guid", flat=True).first()
            self.guid = before or uuid.uuid4()
        return super().save(*args, **kwargs)

    @property
    def part(self) -> str:
        """Which one of the show this is, in words: season and number, or that it is a trailer."""
        if self.kind == EpisodeKind.TRAILER:
            return gettext("Trailer")
        if self.number is None or self.kind == EpisodeKind.BONUS:
            kind = gettext("Bonus episode") if self.kind == EpisodeKind.BONUS else gettext("Episode")
            return gettext("Season %(season)s, %(kind)s") % {"season": self.season, "kind": kind.lower()}
        return gettext("Season %(season)s, episode %(number)s") % {"season": self.season, "number": self.number}

    @property
    def length(self) -> str:
        """How long it lasts, in words; empty without sound."""
        if self.audio is None:
            return ""
        seconds = round(self.audio.duration_ms / 1000)
        if seconds < 90:
            return pgettext("length", "%(seconds)s seconds") % {"seconds": seconds}
        return pgettext("length", "%(minutes)s minutes") % {"minutes": round(seconds / 60)}

    @property
    def spoken_words(self) -> str:
        """What is said, each piece after its moment: for search and its excerpts. Who says it is left out: names hang on a consent."""
        names = {name: "" for part in self.people.all() for name in (part.person.name, part.person.public_name)}
        return " · ".join(f"{cue.clock} {cue.text}" for cue in called(cues_of(self.transcript), names))

    @property
    def podcast_detail_url(self) -> str | None:
        """The episode in the API of podcasts, with its sound and transcript; None while nobody may hear it."""
        heard = self.live and self.audio_id and not self.path.startswith(private_paths())
        return absolute(f"/api/v3/podcast/episodes/{self.guid}/") if heard else None

    def people_shown(self) -> list:
        """Who is heard and who made it, as visitors may know them (`podcast.people.ShownPerson`); three queries at most."""
        from podcast.people import people_in  # stands on the models

        return people_in(self)

    def get_lists(self, request):
        siblings = (
            Card.objects.public().of_kind("episodepage").filter(page__path__startswith=self.path[: -self.steplen])
        )
        return {"others": siblings.exclude(pk=self.pk).newest()[:OTHERS_SHOWN].shown()}

    def get_context(self, request, *args, **kwargs):
        from podcast.people import people_of, speakers  # stands on the models

        is_preview = getattr(request, "is_preview", False)
        people = self.people_shown() if is_preview else people_of([self])[self.pk]
        load_renditions([person.portrait for person in people])
        context = super().get_context(request, *args, **kwargs)
        trail = context["breadcrumbs"]
        context |= {
            "heard": self.audio is not None and (is_preview or self.podcast_detail_url is not None),
            "audio_url": audio_path(self),
            "clock": clock(self.audio.duration_ms) if self.audio else "",
            "speeds": [{"value": value, "label": f"{value} ×".replace(".", ",")} for value in SPEEDS],
            "transcript_url": transcript_path(self),
            "feed_url": feed_path(self),
            "show": (show := self._show()),
            "ways": ways_to_subscribe(show) if show else [],
            "show_title": trail[-2].title if len(trail) > 1 else "",
            "people": people,
            "turns": turns(called(cues_of(self.transcript), speakers(people))),
            "chapters": shown_chapters(self._chapters()),
        }
        return context

    @classmethod
    def routed(cls):
        """With its show and its chapters, as JSON in the same row."""
        above = Left(OuterRef("path"), Length(OuterRef("path")) - cls.steplen)
        show = JSONObject(**{name: name for name in ("slug", "apple_url", "spotify_url")})
        chapter = JSONObject(starts_ms="starts_ms", title="title", url="url")
        chapters = cls.chapters.rel.related_model.objects.filter(page=OuterRef("pk")).order_by().values("page")
        return (
            super()
            .routed()
            .annotate(
                routed_show=Subquery(PodcastPage.objects.filter(path=above).values_list(show)[:1]),
                routed_chapters=Subquery(chapters.annotate(rows=JsonRows(chapter)).values("rows")),
            )
        )

    def _show(self) -> Followed | None:
        """From the row that was fetched; a preview has none and asks."""
        if hasattr(self, "routed_show"):
            return Followed(**self.routed_show) if self.routed_show else None
        show = PodcastPage.objects.filter(path=self.path[: -self.steplen]).first()
        return Followed(show.slug, show.apple_url, show.spotify_url) if show else None

    def _chapters(self) -> list[tuple[int, str, str]]:
        if hasattr(self, "routed_chapters"):
            return [(row["starts_ms"], row["title"], row["url"]) for row in self.routed_chapters or ()]
        return [(chapter.starts_ms, chapter.title, chapter.url) for chapter in self.chapters.all()]

    def things(self, context) -> list[dict]:
        """What the page is about, for search engines (schema.org)."""
        return [episode_thing(self, context["people"], context["show_title"])]

    def get_sitemap_urls(self, request=None):
        return [] if self.path in closed_paths() else super().get_sitemap_urls(request)

    def serve(self, request, *args, **kwargs):
        """Nobody meets an episode of which a guest's consent does not stand, at whatever moment it ended."""
        if self.path in closed_paths() and not getattr(request, "is_preview", False):
            raise Http404("Closed.")
        return super().serve(request, *args, **kwargs)
