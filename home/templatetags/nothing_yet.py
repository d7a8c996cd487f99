"""What stands on a list of the admin that is still empty: what comes here, and what to do first."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

# By the model that the list is of. Wagtail's own words stand in the lists that are not named here.
WORDS = {
    "bookings.event": _(
        "Here come the dates of the calendar, for which people register. What returns is better a series: it makes its dates itself."
    ),
    "bookings.series": _("A series makes its dates itself: each first Tuesday of the month, for instance."),
    "bookings.holiday": _("On a holiday no series has a date. None is noted yet."),
    "bookings.bookingrequest": _(
        "What organisations ask for through the site comes here and on the board. Nobody asked for anything yet."
    ),
    "bookings.trainer": _("Here stand the people who go to organisations for Lus: what they give, and when they can."),
    "bookings.bookingterms": _(
        "Here come the terms that go with a proposal. Write the first version before you make a proposal."
    ),
    "bookings.invoicerecord": _(
        "After an activity was given you make its invoice, on the page of the request. Then it stands here."
    ),
    "catalogue.product": _("Here comes what people can order in the shop: flyers, folders, posters."),
    "catalogue.category": _("Categories are the shelves of the shop: they help people to find something."),
    "catalogue.order": _("What people order in the shop comes here. Nobody ordered anything yet."),
    "podcast.audiofile": _("Here you put the sound of an episode. Then you choose it on the page of the episode."),
    "podcast.person": _(
        "Here stand the people who are heard in the podcast. You choose them on the page of an episode."
    ),
    "podcast.guestconsent": _(
        "Each guest signs on paper, and you note it here. Before that an episode cannot be published."
    ),
    "podcast.takedown": _(
        "An episode goes off the site when the consent of a guest ends, and then stands here. That did not happen yet."
    ),
    "home.contactmessage": _("Who writes to us on the contact page comes here. Nobody wrote yet."),
    "home.subscription": _("Who wants to stay informed comes here. Nobody asked for it yet."),
    "cms.term": _(
        "Words that are not easy, explained as to a neighbour. Editors put them in a text, and all stand together on the page of the word list."
    ),
    "cms.newscategory": _(
        "With a category readers find the news about one subject. Editors choose it with a news item."
    ),
    "cms.livingpromise": _("A text with a last day stands here once that day is past. Now there is nothing to review."),
    "trust.organisation": _(
        "Here stand organisations with a number, for invoices. They come by themselves with a first request or order."
    ),
    "trust.personallink": _("Who is mailed a link to their own page stands here. No link was mailed yet."),
    "trust.outboundemail": _("Each mail that the site sends stands here, with what became of it. None was sent yet."),
    "trust.clockrun": _(
        "What the site does by itself at a time of day stands here. The clock has not run yet: tell who tends the server."
    ),
    "trust.privacyrequest": _("Who asks to see or wipe their own data stands here. Nobody asked for it yet."),
    "trust.retentionline": _(
        "Each night the site wipes what it may keep no longer, and writes here how much. No night is past yet."
    ),
    "trust.erasureentry": _(
        "What was erased stands here without a name, so that a restored backup erases it again. Nothing was erased yet."
    ),
}


@register.filter
def nothing_yet(view) -> str:
    """The words for the list that `view` shows, or none."""
    model = getattr(view, "model", None)
    return WORDS.get(model._meta.label_lower, "") if model else ""
