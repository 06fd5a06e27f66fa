"""The one settings file: environment only, every value with a safe default or a loud error (see docs/operations.md)."""

import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from lib import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
DEBUG = env.boolean("DEBUG")
DEMO = env.boolean("DEMO")
SITE_NAME = env.text("SITE_NAME", "First Commit")
PORT = env.integer("PORT", 8000, least=1, most=65535)
SITE_URL = env.origin("SITE_URL", f"http://localhost:{PORT}")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", str(urlsplit(SITE_URL).hostname)])
TESTING = "pytest" in sys.modules


def secret_key() -> str:
    """From the environment, else made once and kept under DATA_DIR, readable by its owner only."""
    if given := env.text("SECRET_KEY"):
        return given
    path = DATA_DIR / "secret_key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise env.BadValue(f"SECRET_KEY is not set and cannot be kept in {path}: {error.strerror}.") from error
    return path.read_text().strip()


def database() -> dict[str, object]:
    """DATABASE_URL as Django wants it; manage.py and the launcher have set it to the embedded database otherwise."""
    url = env.text("DATABASE_URL", "postgresql://")
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        port = parts.port
    except ValueError as error:
        raise env.BadValue(f"DATABASE_URL cannot be understood: {error}.") from error
    if parts.scheme not in ("postgres", "postgresql"):
        raise env.BadValue("DATABASE_URL must begin with postgresql://.")
    host = query.pop("host", unquote(parts.hostname or ""))
    timeout = env.integer("STATEMENT_TIMEOUT_MS", 15_000)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "options": f"-c statement_timeout={timeout} -c jit=off"},
    }


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")  # former ones, still good for reading
DATABASES = {"default": database()}
PRODUCTION_DATABASE = bool(env.text("DATABASE_URL")) and not os.environ.get("EMBEDDED_DATABASE") and not DEMO
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

INSTALLED_APPS = [
    "accounts",
    "listings",
    "applications",
    "panel",
    "jobboard",
    "jobboard.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "jobboard.middleware.ContentSecurityPolicyMiddleware",
    "jobboard.middleware.PrivatePagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jobboard.middleware.WellFormedMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.limits.LimitsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jobboard.middleware.DatabaseGoneMiddleware",
    "listings.public.viewer.ViewerMiddleware",
    "applications.middleware.StudentMiddleware",
]
ROOT_URLCONF = "jobboard.urls"
WSGI_APPLICATION = "jobboard.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jobboard.context.site",
            ]
        },
    }
]

# Of the query string too, which may say as many as fit into a request line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8190
FILE_UPLOAD_HANDLERS = ["applications.uploading.MemoryUpload"]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie but the session's
# How many proxies in front are ours: so many entries at the end of X-Forwarded-For are believed.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0, most=10)

CODE = {"numeric": True, "dashed": False, "length": 6}
CODE_LASTS = 15 * 60
CODE_TRIES = 5
ALLAUTH_USER_CODE_FORMAT = CODE
ACCOUNT_ADAPTER = "jobboard.landing.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 4  # with the first the five mails of an hour
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 4
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_LASTS
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_LASTS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = CODE_LASTS
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = dict.fromkeys(
    [
        *("login", "login_failed", "signup", "confirm_email", "reset_password", "reset_password_from_key"),
        *("request_login_code", "reauthenticate", "change_password", "manage_email"),
    ]
)  # accounts.limits counts instead: in one statement, and by address
ACCOUNT_FORMS = {
    "login": "accounts.forms.entering.LoginForm",
    "signup": "accounts.forms.entering.SignupForm",
    "request_login_code": "accounts.forms.entering.RequestLoginCodeForm",
    "reset_password": "accounts.forms.entering.ResetPasswordForm",
    "confirm_login_code": "accounts.forms.codes.LoginCodeForm",
    "confirm_password_reset_code": "accounts.forms.codes.ResetCodeForm",
    "confirm_email_verification_code": "accounts.forms.codes.AddressCodeForm",
    "reset_password_from_key": "accounts.forms.passwords.NewPasswordForm",
    "set_password": "accounts.forms.passwords.SetPasswordForm",
    "change_password": "accounts.forms.passwords.ChangePasswordForm",
    "reauthenticate": "accounts.forms.passwords.ReauthenticateForm",
    "add_email": "accounts.forms.entering.ChangeAddressForm",
}
MFA_ADAPTER = "accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": "accounts.forms.factors.AuthenticateForm",
    "reauthenticate": "accounts.forms.factors.ReauthenticateForm",
    "activate_totp": "accounts.forms.factors.ActivateForm",
    "add_webauthn": "accounts.forms.factors.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.factors.RenamePasskeyForm",
}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", _("English"))]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(DATA_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

EMAIL_URL = env.text("EMAIL_URL")  # smtp://user:password@host:587?tls=1; unset: one .eml file a mail
EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
MAIL_DIR = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", f"{SITE_NAME} <hello@{urlsplit(SITE_URL).hostname}>")

SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "jobboard.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "manifest-src": ["'self'"],
}

SECURITY_CONTACT = env.text("SECURITY_CONTACT", f"mailto:security@{urlsplit(SITE_URL).hostname}")
# How long a source's word counts after it was last read.
SOURCE_TRUSTED_FOR = timedelta(days=env.integer("SOURCE_TRUSTED_DAYS", 30, least=1))
REQUIRE_MFA = env.boolean("REQUIRE_MFA", default=not DEMO)
# How long mail to a student waits, and what caused it can be undone.
UNDO_WINDOW = timedelta(minutes=env.integer("UNDO_MINUTES", 10, least=0, most=1440))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "lib.logs.Refusals"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"level": "INFO", "handlers": []},  # Django's own would print a line twice
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = (
    [] if SECURE else ["security.W004", "security.W008", "security.W012", "security.W016"]
)
