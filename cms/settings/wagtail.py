"""Wagtail's settings."""

from cms.settings.env import env

WAGTAIL_SITE_NAME = "Lus"
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAILADMIN_BASE_URL = env("BASE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
# Everybody with an account signs in at the same door, also for a page that only they may see.
WAGTAIL_FRONTEND_LOGIN_URL = "/aanmelden/"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_MODERATION_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAILADMIN_COMMENTS_ENABLED = True

WAGTAILIMAGES_IMAGE_MODEL = "cms.LusImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media_forms.LusImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_WEBP_QUALITY = 78
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILDOCS_DOCUMENT_MODEL = "cms.LusDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media_forms.LusDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "m4a", "mp3", "mp4", "odt", "pdf", "pptx", "vtt", "webm", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS = []

WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "cms.search", "SEARCH_CONFIG": "dutch"},
}

WAGTAILAPI_BASE_URL = WAGTAILADMIN_BASE_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
