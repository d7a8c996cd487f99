from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Editorial content")

    def ready(self):
        from cms import checks, receivers, sheets  # noqa: F401  (registered by being imported, once models are loaded)
        from cms.api import generators

        generators.register()
        sheets.install()
