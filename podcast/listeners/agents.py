"""Which request for sound is somebody who begins to listen (spec E7). Nothing of it is kept but a number."""

from __future__ import annotations

import re

from django.http import HttpRequest

# What calls itself one of these does not listen. Kept here by hand: read the names in the server's log now and then.
NO_LISTENERS = re.compile(
    r"bot\b|bots\b|crawl|spider|slurp|preview|monitor|validator|checker|scan|uptime|pingdom|headlesschrome|lighthouse"
    r"|facebookexternalhit|whatsapp|telegram|discord|mastodon|embedly|feedfetcher|feedvalidator|feedburner|feedly"
    r"|podcastindex|podping|podscribe|chartable|podtrac|listennotes|podchaser|blubrry|rephonic"
    r"|curl/|wget/|httpie|python-|aiohttp|httpx|go-http-client|java/|libwww|okhttp$|node-fetch|axios|ruby|guzzle|postman"
    r"|ia_archiver|archive\.org|gptbot|claudebot|ccbot|bytespider|petalbot",
    re.IGNORECASE,
)
# Players ask for a few bytes first, to learn whether ranges work: that is no play yet.
PROBE_BYTES = 16 * 1024
RANGE = re.compile(r"^bytes=(?P<first>\d{1,18})-(?P<last>\d{0,18})$")


def begins_to_listen(request: HttpRequest) -> bool:
    """Whether this is a GET of the whole sound, or of a part from its beginning, by something that people listen with."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or NO_LISTENERS.search(agent):
        return False
    if "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""):
        return False
    asked = request.headers.get("Range")
    if not asked:
        return True
    part = RANGE.match(asked.replace(" ", ""))
    if part is None or int(part["first"]) > 0:
        return False
    return not part["last"] or int(part["last"]) + 1 >= PROBE_BYTES
