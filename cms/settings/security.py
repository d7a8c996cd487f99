"""Response headers (docs/adr/0020): what a page may load (our own origin only) and do, who may frame, embed and open it."""

from csp.constants import NONCE, NONE, SELF

from cms.middleware import guard_static_file
from cms.settings.env import env

CONTENT_SECURITY_POLICY = {
    # cms/middleware.py names what the admin needs beside this.
    "DIRECTIVES": {
        "default-src": [NONE],
        # A page that needs an inline script asks for `request.csp_nonce`; without it the policy names no nonce.
        "script-src": [SELF, NONCE],
        "script-src-attr": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        # A film of YouTube or Vimeo is framed only after a click (components/blocks/film.html).
        "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

# What no page of ours needs, nor a film in its frame. Passkeys are for ourselves alone.
PERMISSIONS_POLICY: dict[str, str | list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    )
} | dict.fromkeys(("publickey-credentials-get", "publickey-credentials-create"), "self")
# A site that a link leads to learns which site it came from, never which page.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"  # previews in the admin lift it for themselves
# Where a child asks to be phoned (spec G9): nobody keeps, finds or is told of any answer here, an error neither (cms/middleware.py).
QUIET_PATHS = ("/bel-mij/",)
# Where who leaves such a page quickly lands: the weather, of the public service that makes it, without advertisements. It is asked nothing before
# somebody goes there, and not told from where.
LEAVE_TO = "https://www.meteo.be/nl/"

# Whose answers may be embedded elsewhere (Cross-Origin-Resource-Policy).
EMBEDDABLE_PATHS = ("/media/", "/api/", "/static/img/", "/nieuws/feed.xml")
WHITENOISE_ADD_HEADERS_FUNCTION = guard_static_file

CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it; Wagtail's admin takes it from the page
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

# Front-ends that may read the API from a browser.
CORS_URLS_REGEX = r"^/api/.*$"
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "idempotency-key", "if-none-match", "proof-of-work"]
CORS_EXPOSE_HEADERS = ["ETag", "Idempotent-Replayed", "Link", "Retry-After"]

CSRF_FAILURE_VIEW = "cms.errors.csrf_failure"

# Whose forwarded headers count (cms/proxies.py): addresses or networks with commas between them; `unix` for a socket.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
