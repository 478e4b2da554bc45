"""How is Django set up?

Everything that may differ between two installations comes from `gatepost.config.env`; everything here is the same
everywhere. A strict Content-Security-Policy and the other headers are sent by `gatepost.web.middleware`.

    $ DJANGO_SETTINGS_MODULE=gatepost.config.settings GATEPOST_DEMO=yes gatepost manage check
"""

from datetime import timedelta
from pathlib import Path

from gatepost.config import env
from gatepost.config.database import django_database
from gatepost.config.logs import logging_setup, server_logging
from gatepost.config.sign_in import providers

ENVIRONMENT = env.load()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
DATA_DIR = env.make_data_folder(ENVIRONMENT)
SECRET_KEY = env.secret_key(ENVIRONMENT)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
AUDIT_HEAD_FILE = ENVIRONMENT.head_file
LISTEN_ON = ENVIRONMENT.listen_on
PORT = ENVIRONMENT.port
WORKERS = ENVIRONMENT.workers
PUBLIC_URL = ENVIRONMENT.public_url
MAIL_SERVER = ENVIRONMENT.mail_server
MAIL_FROM = ENVIRONMENT.mail_from or "gatepost@localhost"
MAIL_RETURN = ENVIRONMENT.mail_return or MAIL_FROM
MAIL_FOLDER = DATA_DIR / "outbox"
"""Where mail goes while there is no server for it."""
WORKER_LOCKS = DATA_DIR / "workers"
"""A file for each `gatepost work` that runs, held by it: how another one knows that it is still there."""

HASHING_LOCKS = DATA_DIR / "hashing"
"""The two places in which a password is hashed."""

ROOT_URLCONF = "gatepost.config.urls"
WSGI_APPLICATION = "gatepost.config.wsgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": django_database(ENVIRONMENT.database)}
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "gatepost.audit",
    "gatepost.mail",
    "gatepost.people",
    "gatepost.accounts",
    "gatepost.roster",
    "gatepost.agreements",
    "gatepost.agreements.importing",
    "gatepost.grants",
    "gatepost.enquiries",
    "gatepost.selfreports",
    "gatepost.premises",
    "gatepost.restrictions",
    "gatepost.signoff",
    "gatepost.campaigns",
    "gatepost.decisions",
    "gatepost.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "gatepost.web.middleware.PrivacyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "gatepost.web.middleware.RequestLimit",
    "gatepost.web.middleware.HealthForMonitors",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gatepost.accounts.sessions.WithAccount",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gatepost.web.middleware.NoNul",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    },
]

TASKS = {"default": {"BACKEND": "gatepost.mail.queue.Queue"}}
HOUSEKEEPING = [
    "gatepost.mail.housekeeping.tidy_up",
    "gatepost.accounts.housekeeping.tidy_up",
    "gatepost.roster.housekeeping.tidy_up",
    "gatepost.agreements.importing.housekeeping.tidy_up",
    "gatepost.premises.housekeeping.tidy_up",
    "gatepost.signoff.retention.tidy_up",
    "gatepost.campaigns.retention.tidy_up",
    "gatepost.restrictions.retention.tidy_up",
    "gatepost.restrictions.reminding.remind",
    "gatepost.campaigns.chasing.chase",
    "gatepost.grants.leaving.tidy_up",
    "gatepost.enquiries.retention.tidy_up",
    "gatepost.selfreports.retention.tidy_up",
]
"""Functions that take `at=`; the worker calls each about once an hour, in any room: what is old goes, what is due begins."""

ERRANDS = ["gatepost.signoff.copies.send_copies"]
"""Functions that take `at=`; the worker calls each about once a second, and each begins with one small question."""
EACH_MINUTE = ["gatepost.campaigns.figures.keep_counted"]
"""The same, about once a minute."""

ENCLOSURES = {"sign-off": "gatepost.signoff.copies.enclosed"}
"""What a mail may enclose, by kind: functions that take an id, and make it when the mail is sent."""
PRIVATE = [
    "gatepost.signoff.queries.have_answered",
    "gatepost.restrictions.queries.have_notices",
    "gatepost.enquiries.queries.have_asked",
    "gatepost.selfreports.queries.have_reported",
    "gatepost.premises.queries.have_messages",
]
"""Functions that take ids of people and tell whether a room above keeps something of them that joining two entries would show to
whoever signs in as the other: such entries are joined by the head alone."""
BETWEEN = ["gatepost.grants.joining.stands_between"]
"""Functions that take ids of two people and a day, and return why a room above lets nobody join their entries, or None."""

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "gatepost_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""Counts attempts to sign in, and remembers codes that were used: each process has to know what the others saw.

Django keeps 300 rows and drops a third of them, not the oldest, when there are more: three hundred made-up addresses would
forget how often somebody's password was tried. A hundred thousand in a quarter of an hour come from nobody.
"""

PASSWORD_HASHERS = ["gatepost.accounts.hashing.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
EVEN_TIME = 0.25
"""Seconds: what signs nobody in is answered after a multiple of it, so that the clock does not tell who has an account."""

ACCOUNT_ADAPTER = "gatepost.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code by mail is the proof
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=15).total_seconds())
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "request_login_code": "5/15m/key",
    "login_failed": "10/15m/key",
    "reauthenticate": "10/15m/user",
    "sign_in_name": "5/15m/key,10/d/key",
    "invitation_code": "20/15m/key",
    "invitation_codes": "500/15m/key",
}
"""For each account; nothing by the computer's address, since a whole school is one."""
SOCIALACCOUNT_ADAPTER = "gatepost.accounts.doors.DoorAdapter"
SOCIALACCOUNT_PROVIDERS = providers(ENVIRONMENT)
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another host (Content-Security-Policy); a link may
MFA_ADAPTER = "gatepost.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey counts as both factors, so it has to know its owner
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https_only
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the code by mail is the proof; allauth's own table of addresses is not used
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS: dict[str, str] = {"webauthn_login": "300/m/ip"}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

LARGEST_REQUEST = 1024 * 1024
"""Bytes. The longest form is a few kilobytes."""
LARGEST_UPLOADS = {
    "/policy/import/": 25 * LARGEST_REQUEST,  # a scanned policy of 300 pages
    "/people/import/": 25 * LARGEST_REQUEST,  # a hundred thousand rows
    "/sign-off/paper/": 6 * LARGEST_REQUEST,  # the scan of a sheet
}
"""Bytes, below these addresses: the only ones that take a file."""
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
FILE_UPLOAD_PERMISSIONS = 0o600  # collected static files too: everything in the data folder is for its owner alone
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10

SESSION_ENGINE = "gatepost.accounts.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
"""Seconds: one long school day; a shared computer in the staff room forgets by the morning."""
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gatepost.web.signing.typed.csrf_failed"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.https_only
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if ENVIRONMENT.https_only else 0
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https_only else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for every subdomain is the school's to decide: Gatepost is one name among its others
    "security.W021",  # the same for the browsers' preload list
]

LOGGING = logging_setup()
SERVER_LOGGING = server_logging()
