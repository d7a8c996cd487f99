"""The RSS feed of news."""

import re
from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from cms.kept import kept, site_of
from cms.models import Card, NewsIndexPage
from cms.seo import absolute

ITEMS = 20


CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def readable(said: Any) -> Any:
    """`said` without the control characters that XML cannot hold, such as the vertical tab of a pasted line; lists and dictionaries too."""
    if isinstance(said, str):
        return CONTROL.sub("", said)
    if isinstance(said, dict):
        return {name: readable(value) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return type(said)(readable(each) for each in said)
    return said


class ReadableRss(Rss201rev2Feed):
    """RSS 2.0 that can always be read, whatever was pasted in a title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feed = readable(self.feed)

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        super().add_item(*args, **kwargs)
        self.items[-1] = readable(self.items[-1])


class NewsFeed(Feed):
    """The twenty newest posts, with summary; the guid is the page's permanent number, so that a new address is no new post."""

    feed_type = ReadableRss
    language = "nl-be"
    ttl = 60
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest) -> NewsIndexPage:
        site = site_of(request)
        pages = NewsIndexPage.objects.live().descendant_of(site.root_page)
        return kept(f"list of news below {site.root_page_id}", lambda: get_object_or_404(pages))

    def title(self, obj):
        return f"{obj.title} | Lus"

    def link(self, obj):
        return absolute(obj.url)

    def feed_url(self, obj):
        return absolute(f"{obj.url}feed.xml")

    def description(self, obj):
        return obj.meta_description or _("News of Lus")

    def items(self, obj):
        newest = Card.objects.public().of_kind("newspage").newest()[:ITEMS]
        return kept("newest news", lambda: newest.shown("page__translation_key"))

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return absolute(item.url)

    def item_guid(self, item):
        return f"urn:uuid:{item.extra['page__translation_key']}"

    def item_pubdate(self, item):
        return make_aware(datetime.combine(item.date, time(9)))
