"""The one settings file. Everything that differs per installation comes from the environment.

Without ``DATABASE_URL`` Onthaal is in *try-out* mode: its own PostgreSQL under ``var/``, mail into
a folder that one can read, and a key of its own. With ``DATABASE_URL`` it is in *production* mode
and needs ``SECRET_KEY``, ``ALLOWED_HOSTS`` and ``EMAIL_URL`` too; what is missing or wrong stops
the start with one clear line.
"""

import ipaddress
import os
from email.utils import parseaddr
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from onthaal.config import embedded_postgres, environment, logging, own_key
from onthaal.intake import imap
from onthaal.integrations.acm_idm import configuration as acm_idm
from onthaal.people import rules as people_rules
from onthaal.territory import map_source

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(environment.text("ONTHAAL_VAR", str(ROOT / "var"))).resolve()
PRODUCTION = environment.is_set("DATABASE_URL")

if PRODUCTION:
    missing = [
        name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL") if not environment.text(name)
    ]
    if missing:
        raise ImproperlyConfigured(
            f"DATABASE_URL is ingesteld, dus dit is een echte installatie. Stel ook in: "
            f"{', '.join(missing)}. Zie docs/installatie.md."
        )
    SECRET_KEY = environment.secret("SECRET_KEY")
    ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
    DATABASES = {"default": environment.database("DATABASE_URL")}
    vars().update(environment.mail("EMAIL_URL"))
    if ALLOWED_HOSTS[0] == "*" and not environment.text("PUBLIC_URL"):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is *; stel ook PUBLIC_URL in, het adres in mails."
        )
    _host = ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    _local = _host in ("localhost", "127.0.0.1")
    _port = environment.number("PORT", 8000, least=1, most=65535)
    _public = f"http://{_host}:{_port}" if _local else f"https://{_host}"
    # the machine itself may always ask whether Onthaal lives
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
else:
    try:
        SECRET_KEY = own_key.read(VAR)
    except OSError as error:
        raise ImproperlyConfigured(
            f"de map {VAR} is niet bruikbaar ({error.strerror}); kies een andere met ONTHAAL_VAR."
        ) from None
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
    if environment.text("ALLOWED_HOSTS"):  # to try it with a telephone on the same network
        ALLOWED_HOSTS += environment.hosts("ALLOWED_HOSTS")
    DATABASES = {"default": embedded_postgres.database_settings(VAR)}
    EMAIL_BACKEND = "onthaal.operations.trial_mail.Backend"
    _host, _public = "lindeveld.example", "http://localhost:8000"

DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": 8,
    "timeout": 10,
}
# a connection that died with a restart of the database is replaced, not used
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEBUG = False
EMAIL_TIMEOUT = 30
PUBLIC_URL = environment.address("PUBLIC_URL", _public)
MAIL_FROM = environment.mail_address("MAIL_FROM", f"niet-beantwoorden@{_host}")
# The mailbox from which mail of residents is read, such as imaps://name:password@host:993/INBOX,
# and its address: answers to our mails go there, with a token after a plus.
IMAP_URL = environment.text("IMAP_URL")
MAIL_REPLY_TO = environment.text("MAIL_REPLY_TO")
if MAIL_REPLY_TO:
    MAIL_REPLY_TO = parseaddr(environment.mail_address("MAIL_REPLY_TO", ""))[1]
try:
    if IMAP_URL:
        imap.account(IMAP_URL)
except imap.WrongAddress as error:
    raise ImproperlyConfigured(str(error)) from None

INSTALLED_APPS = [
    "onthaal.operations",
    "onthaal.lindeveld",
    "onthaal.portal",
    "onthaal.desk",
    "onthaal.api",
    "onthaal.improvement",
    "onthaal.intake",
    "onthaal.complaints",
    "onthaal.workplan",
    "onthaal.frontoffice",
    "onthaal.reception",
    "onthaal.cases",
    "onthaal.issues",
    "onthaal.appointments",
    "onthaal.catalogue",
    "onthaal.outbox",
    "onthaal.timeline",
    "onthaal.organisation",
    "onthaal.territory",
    "onthaal.people",
    "onthaal.ui",
    "onthaal.core",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "onthaal.core.requests.RequestLog",
    "onthaal.core.requests.RefuseNul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onthaal.core.compression.Compression",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "onthaal.config.urls"
WSGI_APPLICATION = "onthaal.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onthaal.ui.context.page",
            ],
            "builtins": ["onthaal.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "onthaal.ui.forms.Renderer"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["onthaal.people.backends.StaffPasswords"]
# an address may have one account as a resident and one as staff; our backend tells them apart
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/aanmelden/"
LOGIN_REDIRECT_URL = "/mijn/"
PASSWORD_RESET_TIMEOUT = 3 * 86400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_AGE = 14 * 86400  # residents; see people.sessions for staff

# Keys of before, with which sessions and the secrets of second steps can still be read.
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")

# Staff need a second factor (an app or a passkey) to do anything.
STAFF_MFA = environment.yes_or_no("STAFF_MFA", PRODUCTION)

try:
    OIDC_PROVIDERS = acm_idm.read(os.environ, people_rules.ROLE_NAMES)
except acm_idm.WrongConfiguration as error:
    raise ImproperlyConfigured(str(error)) from None

ACCOUNT_ADAPTER = "onthaal.people.adapters.AccountAdapter"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "onthaal.people.forms.staff.LoginForm",
    "reauthenticate": "onthaal.people.forms.staff.PasswordAgainForm",
    "reset_password_from_key": "onthaal.people.forms.staff.NewPasswordForm",
    "change_password": "onthaal.people.forms.staff.ChangePasswordForm",
    "user_token": "onthaal.people.forms.staff.PasswordLinkForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = (  # a class, not a secret
    "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
)
ACCOUNT_RATE_LIMITS = False  # ours are counted in PostgreSQL; see core.rate_limits
ACCOUNT_SESSION_REMEMBER = True  # how long is decided by people.sessions
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "onthaal.people.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "onthaal.people.forms.second_factor.AuthenticateForm",
    "reauthenticate": "onthaal.people.forms.second_factor.ReauthenticateForm",
    "activate_totp": "onthaal.people.forms.second_factor.ActivateAppForm",
    "add_webauthn": "onthaal.people.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "onthaal.people.forms.second_factor.RenamePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
SOCIALACCOUNT_ADAPTER = "onthaal.people.adapters.OidcAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": [provider.allauth_app() for provider in OIDC_PROVIDERS.values()]}
}

# Proxies in front of us (addresses or networks) whose X-Forwarded-For may be believed.
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
# Networks of our own in which partners (Open311) may stand; every other address must be public.
PARTNER_NETWORKS = [
    ipaddress.ip_network(text, strict=False) for text in environment.networks("PARTNER_NETWORKS")
]
# 0 switches the rate limits off, for measuring only; 2 makes them twice as generous.
RATE_LIMIT_FACTOR = environment.number("RATE_LIMIT_FACTOR", 1, least=0, most=1000)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

METRICS_TOKEN = environment.text("METRICS_TOKEN")
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging.settings(production=PRODUCTION)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

CSRF_FAILURE_VIEW = "onthaal.ui.views.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31536000 if PUBLIC_URL.startswith("https://") else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PRODUCTION else []
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # the form without its files
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# a tick per product: a file with the most that we bring in at once (MOST_MEMBERS) and some more;
# the limit in bytes still bounds the work
DATA_UPLOAD_MAX_NUMBER_FIELDS = 11_000

LANGUAGE_CODE = "nl-be"
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_HANDLERS = [
    "onthaal.core.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# names with a fingerprint: of Django, and of the chunks that scripts import by name
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{12}\.|/chunks/chunk-[A-Z0-9]{8}\.js$"

# Where the map pictures come from: "own", "grb", "grb-kleur" or a template address.
MAP_TILES = environment.text("MAP_TILES", "own")
MAP_ATTRIBUTION = environment.text("MAP_ATTRIBUTION")
try:
    _map_host = map_source.host(MAP_TILES)
except ValueError:
    raise ImproperlyConfigured(
        f"MAP_TILES is “{MAP_TILES}”; gebruik own, grb, grb-kleur of een adres met "
        "{z}, {x} en {y}."
    ) from None

# The Flemish address register; without an address only the local table is searched.
ADRESSENREGISTER_URL = environment.text("ADRESSENREGISTER_URL")
ADRESSENREGISTER_KEY = environment.text("ADRESSENREGISTER_KEY")

# The stream of concepts of the IPDC, such as https://ipdc.vlaanderen.be/doc/conceptsnapshot;
# without it concepts only come in as files.
IPDC_URL = environment.text("IPDC_URL").rstrip("/")
IPDC_KEY = environment.text("IPDC_KEY")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *([_map_host] if _map_host else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
