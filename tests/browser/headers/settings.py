"""The production settings, with static files from their folders: nothing needs collecting first."""

from cms.settings.production import *  # noqa: F403  (an environment is the base plus its own lines)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
