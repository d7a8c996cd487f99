"""`/aanmelden/`: where staff sign in; allauth's pages that we use, in the house's look. What is not here has no address: nobody signs up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from trust.staff import views

second_step: list[URLPattern | URLResolver] = [
    path("", never_cache(mfa.index), name="mfa_index"),
    path("code/", never_cache(mfa.authenticate), name="mfa_authenticate"),
    path("bevestigen/", never_cache(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("app/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path("app/weg/", never_cache(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("herstelcodes/", never_cache(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("herstelcodes/nieuw/", never_cache(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("herstelcodes/bewaren/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sleutels/", never_cache(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("sleutels/nieuw/", never_cache(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("sleutels/bevestigen/", never_cache(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("sleutels/aanmelden/", never_cache(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sleutels/<int:pk>/weg/", never_cache(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("sleutels/<int:pk>/naam/", never_cache(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
]

door: list[URLPattern | URLResolver] = [
    path("", account.login, name="account_login"),
    path("afmelden/", never_cache(account.logout), name="account_logout"),
    path("gesloten/", never_cache(account.account_inactive), name="account_inactive"),
    path("bevestigen/", never_cache(account.reauthenticate), name="account_reauthenticate"),
    path("wachtwoord/", views.ask_password, name="account_reset_password"),
    path("wachtwoord/verzonden/", views.password_asked, name="account_reset_password_done"),
    path("wachtwoord/klaar/", views.password_chosen, name="account_reset_password_from_key_done"),
    path("wachtwoord/wijzigen/", never_cache(account.password_change), name="account_change_password"),
    path("wachtwoord/kiezen/<str:token>/", views.choose_password, name="staff-password-choose"),
    path("tweede-stap/", include(second_step)),
]

urlpatterns: list[URLPattern | URLResolver] = [path("aanmelden/", include(door))]
