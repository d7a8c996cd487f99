"""What holds everywhere. Environments import this and change what differs; parts live beside it."""

from django.utils.translation import gettext_lazy as _

from cms.settings.backup import *  # noqa: F403  (where backups go, and their key)
from cms.settings.clock import PERIODIC_JOBS  # noqa: F401
from cms.settings.database import DATABASES  # noqa: F401
from cms.settings.env import BASE_DIR, VAR_DIR, env
from cms.settings.forms import *  # noqa: F403  (limits of public forms, telephone numbers)
from cms.settings.logs import *  # noqa: F403  (what a log line may say, in one file)
from cms.settings.mail import *  # noqa: F403  (how mail leaves, in one file)
from cms.settings.privacy import *  # noqa: F403  (the key of keyed hashes, terms)
from cms.settings.security import *  # noqa: F403  (the headers, named in one file)
from cms.settings.shop import *  # noqa: F403  (what takes payments)
from cms.settings.staff import *  # noqa: F403  (how staff sign in)
from cms.settings.tasks import *  # noqa: F403  (the queue)
from cms.settings.wagtail import *  # noqa: F403  (Wagtail's own settings, named in one file)

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "cms",  # the floor first: pages of other apps build on its models
    "home",
    "circles",
    "bookings",
    "catalogue",
    "podcast",
    "trust",
    "wagtail.api.v3",
    "ninja",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "trust.staff.apps.UsersConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "corsheaders",
    "csp",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "phonenumber_field",
    *STAFF_APPS,
    *MAIL_APPS,
    *TASK_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "cms.proxies.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.logs.RequestLogMiddleware",
    "cms.kept.KeptMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "cms.api.middleware.ApiMiddleware",
    "podcast.middleware.SoundLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    *STAFF_MIDDLEWARE,
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "cms.middleware.HeadersMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.errors.ErrorPageMiddleware",
    "podcast.middleware.NotReadyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site_frame",
            ],
        },
    },
]

# Language and time: Dutch to people, UTC in the database.
LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", _("Dutch"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

# Files.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_DIR", default=str(VAR_DIR / "media"))()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Below which internal address of the proxy the sound of podcasts is; empty: the site sends it itself (docs/adr/0025).
AUDIO_ACCEL = env("AUDIO_ACCEL", default="")
# The living style page at /stijl/, for whoever builds the site.
STYLE_GUIDE = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# The largest sound of the podcast; deploy/nginx.conf lets as much through.
PODCAST_AUDIO_MAX_MB = env.int("PODCAST_AUDIO_MAX_MB", default=500)

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # The counters of limits live here too; the usual 300 would push them out under a flood.
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 20_000)

DEMO_PASSWORD = env("DEMO_PASSWORD", default="")
