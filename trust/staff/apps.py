"""Wagtail's list of accounts, as ours."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "trust.staff.accounts.UserViewSet"
