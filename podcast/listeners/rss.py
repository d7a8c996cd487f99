"""RSS 2.0 with what podcast apps ask for: Apple's tags, and those of the podcast namespace."""

from __future__ import annotations

from typing import Any

from cms.feeds import ReadableRss
from podcast.categories import parts_of
from podcast.enums import PersonRole

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
# Role and group as the podcast taxonomy names them.
ROLES = {
    PersonRole.HOST: ("host", "cast"),
    PersonRole.GUEST: ("guest", "cast"),
    PersonRole.EDITOR: ("audio editor", "audio post-production"),
    PersonRole.MUSIC: ("music contributor", "audio post-production"),
}


def yes(value: bool) -> str:
    return "true" if value else "false"


class PodcastRss(ReadableRss):
    """What `PodcastFeed` gathers, written down. Equal things give equal bytes: nothing in it tells the time of asking."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:itunes": ITUNES,
            "xmlns:podcast": PODCAST,
            "xmlns:content": CONTENT,
        }

    def add_root_elements(self, handler) -> None:
        feed: dict[str, Any] = self.feed
        handler.addQuickElement("title", feed["title"])
        handler.addQuickElement("link", feed["link"])
        handler.addQuickElement("description", feed["description"])
        handler.addQuickElement("language", feed["language"])
        for relation, address in feed["pages"]:
            handler.addQuickElement(
                "atom:link", None, {"rel": relation, "href": address, "type": "application/rss+xml"}
            )
        if feed["feed_copyright"]:
            handler.addQuickElement("copyright", feed["feed_copyright"])
        handler.addQuickElement("ttl", feed["ttl"])
        self._add_apple(handler, feed)
        self._add_namespace(handler, feed)

    def _add_apple(self, handler, feed: dict[str, Any]) -> None:
        handler.addQuickElement("itunes:author", feed["author"])
        handler.addQuickElement("itunes:explicit", yes(feed["explicit"]))
        handler.addQuickElement("itunes:type", feed["kind"])
        if feed["artwork"]:
            handler.addQuickElement("itunes:image", None, {"href": feed["artwork"]})
            handler.startElement("image", {})
            handler.addQuickElement("url", feed["artwork"])
            handler.addQuickElement("title", feed["title"])
            handler.addQuickElement("link", feed["link"])
            handler.endElement("image")
        handler.startElement("itunes:owner", {})
        handler.addQuickElement("itunes:name", feed["owner"])
        if feed["owner_email"]:
            handler.addQuickElement("itunes:email", feed["owner_email"])
        handler.endElement("itunes:owner")
        top, below = parts_of(feed["category"])
        handler.startElement("itunes:category", {"text": top})
        if below:
            handler.addQuickElement("itunes:category", None, {"text": below})
        handler.endElement("itunes:category")
        if feed["moved_to"]:
            handler.addQuickElement("itunes:new-feed-url", feed["moved_to"])

    def _add_namespace(self, handler, feed: dict[str, Any]) -> None:
        if feed["guid"]:
            handler.addQuickElement("podcast:guid", str(feed["guid"]))
        owner = {"owner": feed["owner_email"]} if feed["owner_email"] else {}
        handler.addQuickElement("podcast:locked", "yes" if feed["locked"] else "no", owner)
        handler.addQuickElement("podcast:medium", "podcast")
        if feed["funding_url"]:
            handler.addQuickElement("podcast:funding", feed["funding_text"], {"url": feed["funding_url"]})
        for trailer in feed["trailers"]:
            handler.addQuickElement("podcast:trailer", trailer.pop("title"), trailer)

    def add_item_elements(self, handler, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["notes"]:
            handler.addQuickElement("content:encoded", item["notes"])
        handler.addQuickElement("itunes:title", item["title"])
        handler.addQuickElement("itunes:duration", str(item["seconds"]))
        handler.addQuickElement("itunes:explicit", yes(item["explicit"]))
        handler.addQuickElement("itunes:episodeType", item["kind"])
        if item["artwork"]:
            handler.addQuickElement("itunes:image", None, {"href": item["artwork"]})
        handler.addQuickElement("itunes:season", str(item["season"]))
        handler.addQuickElement("podcast:season", str(item["season"]))
        if item["number"]:
            handler.addQuickElement("itunes:episode", str(item["number"]))
            handler.addQuickElement("podcast:episode", str(item["number"]))
        for kind, address in item["transcripts"]:
            handler.addQuickElement(
                "podcast:transcript", None, {"url": address, "type": kind, "language": self.feed["language"]}
            )
        if item["chapters"]:
            handler.addQuickElement(
                "podcast:chapters", None, {"url": item["chapters"], "type": "application/json+chapters"}
            )
        for name, attributes in item["people"]:
            handler.addQuickElement("podcast:person", name, attributes)
