"""Pages: live, published the way an editor publishes, below the page they belong to."""

from datetime import date
from itertools import count

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site
from wagtail.signals import page_published

from bookings import models as bookings
from catalogue.models import ShopPage
from circles.models import MapPage
from cms import models
from home.models import ContactPage, HomePage
from podcast import models as podcast
from tests.factories.media import ImageFactory
from tests.factories.podcast import AudioFileFactory

NUMBERS = count(1)  # one row for all kinds, which may stand beside one another


def site_home() -> Page:
    """The home page of the default site."""
    return Site.objects.get(is_default_site=True).root_page.specific


def the_only(page_factory):
    """The page of a kind that exists once, made when it is not there yet."""

    def find_or_make() -> Page:
        return page_factory._meta.model.objects.first() or page_factory()

    return find_or_make


class PageFactory(DjangoModelFactory):
    """A page below `parent`; `draft=True` leaves it unpublished, `revised=False` without a history: in half the time.

    A published one is as publishing leaves it, but for the trail (`test_factories.py` compares); doing it is most of the work.
    """

    class Meta:
        abstract = True

    title = factory.LazyFunction(lambda: f"Page {next(NUMBERS)}")
    slug = factory.LazyAttribute(lambda made: slugify(made.title))
    parent = factory.LazyFunction(site_home)
    draft = False
    revised = True

    @classmethod
    def _create(cls, model_class, *args, parent: Page, draft: bool, revised: bool, **fields):
        page = model_class(live=not draft, **fields)
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        if not revised:
            page_published.send(sender=model_class, instance=page)
            return page
        revision = page.save_revision(clean=False)
        if draft:
            pass
        elif page.go_live_at or issubclass(model_class, podcast.EpisodePage):  # perhaps it may not go up yet
            revision.publish()
        else:
            Page.objects.filter(pk=page.pk).update(
                live_revision=revision,
                has_unpublished_changes=False,
                first_published_at=revision.created_at,
                last_published_at=revision.created_at,
            )
            page_published.send(sender=model_class, instance=page, revision=revision)
        return model_class.objects.get(pk=page.pk)


class CalendarPageFactory(PageFactory):
    class Meta:
        model = bookings.CalendarPage

    title = "Kalender"
    slug = "kalender"


class HomePageFactory(PageFactory):
    class Meta:
        model = HomePage

    title = "Lus"
    slug = "home"
    hero_title = "Niemand valt uit de lus"


class PlainPageFactory(PageFactory):
    class Meta:
        model = models.PlainPage


class ContactPageFactory(PageFactory):
    class Meta:
        model = ContactPage

    title = "Contact"


class OfferingPageFactory(PageFactory):
    class Meta:
        model = models.OfferingPage


class ActivityPageFactory(PageFactory):
    class Meta:
        model = bookings.ActivityPage

    parent = factory.LazyFunction(the_only(OfferingPageFactory))


class ProjectPageFactory(PageFactory):
    class Meta:
        model = models.ProjectPage

    parent = factory.LazyFunction(the_only(OfferingPageFactory))


class NewsIndexPageFactory(PageFactory):
    class Meta:
        model = models.NewsIndexPage

    title = "Nieuws"


class NewsPageFactory(PageFactory):
    class Meta:
        model = models.NewsPage

    parent = factory.LazyFunction(the_only(NewsIndexPageFactory))
    published_on = date(2026, 3, 2)


class StoryIndexPageFactory(PageFactory):
    class Meta:
        model = models.StoryIndexPage

    title = "Verhalen"


class StoryPageFactory(PageFactory):
    class Meta:
        model = models.StoryPage

    parent = factory.LazyFunction(the_only(StoryIndexPageFactory))
    published_on = date(2026, 3, 2)


class PodcastIndexPageFactory(PageFactory):
    class Meta:
        model = podcast.PodcastIndexPage

    title = "Podcast"


def artwork() -> models.LusImage:
    """The artwork of every show: square, as apps want it."""
    return models.LusImage.objects.filter(title="Artwork").first() or ImageFactory(
        title="Artwork", wide=1400, high=1400
    )


class PodcastPageFactory(PageFactory):
    """With artwork, so that its episodes may be published."""

    class Meta:
        model = podcast.PodcastPage

    title = "Goed omringd"
    artwork = factory.LazyFunction(artwork)
    parent = factory.LazyFunction(the_only(PodcastIndexPageFactory))


class EpisodePageFactory(PageFactory):
    """With what it takes to be published: sound, and a day on which the transcript follows."""

    class Meta:
        model = podcast.EpisodePage

    parent = factory.LazyFunction(the_only(PodcastPageFactory))
    number = factory.Sequence(lambda n: n)
    published_on = date(2026, 3, 2)
    audio = factory.SubFactory(AudioFileFactory)
    transcript_due_on = date(2099, 4, 1)  # a promise for a day gone by is none


class InspirationPageFactory(PageFactory):
    class Meta:
        model = models.InspirationPage

    title = "Inspiratie"


class PublicationPageFactory(PageFactory):
    class Meta:
        model = models.PublicationPage

    parent = factory.LazyFunction(the_only(InspirationPageFactory))
    published_on = date(2026, 3, 2)


class ShopPageFactory(PageFactory):
    class Meta:
        model = ShopPage

    title = "Webwinkel"


class MapPageFactory(PageFactory):
    class Meta:
        model = MapPage

    title = "Kaart"


PAGE_FACTORIES = {
    made._meta.model.__name__: made
    for made in (
        ActivityPageFactory,
        CalendarPageFactory,
        ContactPageFactory,
        EpisodePageFactory,
        InspirationPageFactory,
        MapPageFactory,
        NewsIndexPageFactory,
        NewsPageFactory,
        OfferingPageFactory,
        PlainPageFactory,
        PodcastIndexPageFactory,
        PodcastPageFactory,
        ProjectPageFactory,
        PublicationPageFactory,
        ShopPageFactory,
        StoryIndexPageFactory,
        StoryPageFactory,
    )
}
