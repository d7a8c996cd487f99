"""What follows when Wagtail says that a page went up or came down: its card and its promises."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms import kept
from cms.models import BasePage, Card, ContentChange, LusDocument, LusImage, NewsCategory, OrganisationSettings, Term
from cms.services.cards import write_card
from cms.services.locks import lock_page
from cms.services.pictures import drop_misplaced_sizes
from cms.services.promises import index_promises
from cms.tasks import warm_page


@receiver([page_published, page_unpublished], dispatch_uid="cms.card_and_promises")
def keep_card_and_promises(sender, instance, signal, **kwargs):
    """In one transaction, from what the page is by then: the card and the promises of who published last stand."""
    if isinstance(instance, BasePage):
        if signal is page_unpublished:
            instance.live = False  # of a page that is being deleted the row still says otherwise
        with transaction.atomic():
            page = as_it_stands(instance) if instance.live else instance
            write_card(page=page)
            index_promises(page=page)
            if page.live:
                transaction.on_commit(lambda: warm_page.enqueue(page.pk))


def as_it_stands(page: BasePage) -> BasePage:
    """`page` as the last one left it, kept from others until the transaction ends: two editors may publish in one moment."""
    lock_page(page.pk)
    return type(page).objects.get(pk=page.pk)


# What visitors see on pages. A page's own types are found by their base.
SHOWN = (Card, LusDocument, LusImage, NewsCategory, OrganisationSettings, Term)
SHOWN_OF_WAGTAIL = (CollectionViewRestriction, PageViewRestriction, Site)


@receiver([post_save, post_delete, post_page_move], dispatch_uid="cms.content_change")
def note_change(sender, **kwargs):
    """Same transaction as the change: who reads it no longer looks at what was kept before."""
    if issubclass(sender, (Page, *SHOWN, *SHOWN_OF_WAGTAIL)) and not kwargs.get("raw"):
        ContentChange.objects.create()
        kept.forget()


@receiver(post_save, sender=LusImage, dispatch_uid="cms.sizes_of_picture")
def follow_picture(instance, created, **kwargs):
    """A picture may have gone to another collection."""
    if not created:
        drop_misplaced_sizes(image_id=instance.pk)


@receiver([post_save, post_delete], sender=CollectionViewRestriction, dispatch_uid="cms.sizes_of_collection")
def follow_restriction(**kwargs):
    """A collection became private, or is so no more."""
    drop_misplaced_sizes()
