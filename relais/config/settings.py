"""Django's settings, all of them from the environment or `.env` (docs/settings.md)."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from dotenv import find_dotenv, load_dotenv

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("RELAIS_HOME") or Path.cwd())

load_dotenv(find_dotenv(usecwd=True))


def _truth(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _words(name: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say of what cannot be used which variable it comes from."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise ImproperlyConfigured(f"{name} cannot be used: {error}") from error


def _secret_key() -> str:
    """The key of the environment, else one of our own kept in `var`, readable by us alone."""
    if key := os.environ.get("RELAIS_SECRET_KEY"):
        return key
    path = HOME / "var" / "secret_key"
    with _named("RELAIS_HOME, where the key is kept that RELAIS_SECRET_KEY does not name,"):
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make_key(path)
        return path.read_text()


def _make_key(path: Path) -> None:
    """Of several who start at once the first makes the key, and nobody reads half of it."""
    with NamedTemporaryFile("w", dir=path.parent) as fresh:  # readable by us alone
        fresh.write(secrets.token_urlsafe(50))
        fresh.flush()
        with suppress(FileExistsError):
            os.link(fresh.name, path)


SECRET_KEY = _secret_key()
DEBUG = _truth("RELAIS_DEBUG")
HTTPS = _truth("RELAIS_HTTPS")
ALLOWED_HOSTS = _words("RELAIS_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _words("RELAIS_HOSTS") if HTTPS]
BASE_URL = os.environ.get("RELAIS_BASE_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "relais.config",
    "relais.people",
    "relais.acts",
    "relais.outbox",
    "relais.privacy",
    "relais.accounts",
    "relais.campaigns",
    "relais.experiments",
    "relais.prospecting",
    "relais.calls",
    "relais.leads",
    "relais.appointments",
    "relais.routing",
    "relais.challenge",
    "relais.coaching",
    "relais.exchange",
    "relais.roi",
    "relais.notifications",
    "relais.steering",
    "relais.web",
    "relais.diagnosis",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "relais.web.middleware.Policy",
    "django.middleware.common.CommonMiddleware",
    "relais.web.middleware.FormToken",
    "relais.web.middleware.before_pages",
]

ROOT_URLCONF = "relais.config.urls"
WSGI_APPLICATION = "relais.config.wsgi.application"
AUTH_USER_MODEL = "people.Login"
AUTHENTICATION_BACKENDS = ["relais.web.signing_in.Backend"]
SESSION_ENGINE = "relais.web.sessions"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "relais.web.engine.Engine",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "environment": "relais.web.surroundings.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "relais.web.navigation.navigation",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

FORM_RENDERER = "relais.web.widgets.Renderer"  # Jinja2: three times as quick as Django's own

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
        "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
    ),
}
POSTGRESQL = {"server_side_binding": True, "prepare_threshold": 2}
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'var' / 'relais.sqlite3'}"
with _named("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600)}
_asked = DATABASES["default"].get("OPTIONS", {})  # behind the ? of the address
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {**SQLITE, **_asked}
    with _named("DATABASE_URL"):
        Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"]["OPTIONS"] = {**POSTGRESQL, **_asked}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "relais.database.postgresql"

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]

LOCALE_PATHS = [PACKAGE / "web" / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"/dist/\w+-[0-9a-f]{8}\.\w+$"  # front/build.mjs names them so

LOGGING = {  # Django itself would mail what broke a page to admins, of whom there are none
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}},
}

CSRF_FAILURE_VIEW = "relais.web.errors.csrf_failed"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # said in the mails that lead there
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # bytes of a request beside its files: all that is known
# of exchange rates, or the thousands of rows of an import, as JSON

RATES_URL = os.environ.get("RELAIS_RATES_URL", "")  # nothing is asked from outside without

EMAIL_BACKEND = os.environ.get(
    "RELAIS_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOME / "var" / "mail"
EMAIL_HOST = os.environ.get("RELAIS_SMTP_HOST", "localhost")
with _named("RELAIS_SMTP_PORT"):
    EMAIL_PORT = int(os.environ.get("RELAIS_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("RELAIS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("RELAIS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _truth("RELAIS_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("RELAIS_FROM", "relais@localhost")

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
