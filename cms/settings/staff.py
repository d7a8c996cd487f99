"""How staff sign in (docs/adr/0017), and the rules of sessions and passwords."""

from cms.settings.env import env

STAFF_APPS: list[str] = ["allauth", "allauth.account", "allauth.mfa"]
# Allauth's keeps the request at hand for its adapters; ours decides who comes in (trust/staff/middleware.py).
STAFF_MIDDLEWARE: list[str] = [
    "allauth.account.middleware.AccountMiddleware",
    "trust.staff.middleware.DoorMiddleware",
    "trust.staff.middleware.TokenScopeMiddleware",
]

# `required`: nobody sees the admin without a second factor. Production is always so (cms/settings/production.py).
SECOND_FACTOR = env("SECOND_FACTOR", default="optional")

AUTHENTICATION_BACKENDS = ["trust.staff.backends.StaffBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/aanmelden/"
LOGIN_REDIRECT_URL = "/"  # where a visitor of a page with a password ends; staff: `AccountAdapter`
LOGOUT_REDIRECT_URL = "/aanmelden/"

# A session ends with the browser, and half a day after its sign-in whatever happens. The table holds hashes of the keys.
SESSION_ENGINE = "trust.staff.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
STAFF_SESSION_SECONDS = 12 * 3600
ACCOUNT_SESSION_REMEMBER = False

# Length is what makes a password strong; no rules about its signs (NIST SP 800-63B).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# There is one place to choose a password and none to change one's own address: that is an administrator's.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# A new colleague chooses a password by the link of /aanmelden/wachtwoord/.
WAGTAILUSERS_PASSWORD_REQUIRED = False
# One zone, as the site has: the browser does not know all names that this machine does.
WAGTAIL_USER_TIME_ZONES = ["Europe/Brussels"]

ACCOUNT_ADAPTER = "trust.staff.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # of this session; the others end
ACCOUNT_LOGOUT_REDIRECT_URL = "/aanmelden/"
ACCOUNT_LOGIN_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "trust.staff.forms.SignInForm",
    "reauthenticate": "trust.staff.forms.PasswordAgainForm",
    "change_password": "trust.staff.forms.ChangePasswordForm",
}
# Never per account alone: whoever guesses may not lock somebody else out. `key` is the account as seen from one address (adapters.py).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "40/15m/ip,6/15m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/h/ip",
}

MFA_ADAPTER = "trust.staff.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # there is no public sign-up: addresses come from an administrator
MFA_TOTP_ISSUER = "Lus"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_FORMS = {
    "authenticate": "trust.staff.forms.CodeForm",
    "reauthenticate": "trust.staff.forms.CodeAgainForm",
    "authenticate_webauthn": "trust.staff.forms.PasskeyForm",
    "reauthenticate_webauthn": "trust.staff.forms.PasskeyAgainForm",
    "activate_totp": "trust.staff.forms.AppForm",
    "add_webauthn": "trust.staff.forms.AddPasskeyForm",
    "edit_webauthn": "trust.staff.forms.RenamePasskeyForm",
}
