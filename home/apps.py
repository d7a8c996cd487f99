from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from home.contact import privacy as _contact  # noqa: F401  (registers itself)
        from home.informed import privacy as _informed  # noqa: F401
