"""The floor of a deed as Django lays it: what `startproject` puts before a view, and one row made.

The view checks nothing; its row is created by the ORM, in a transaction of its own.
"""

import os
from typing import ClassVar

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench.minimal_table import TABLE

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)},
)
django.setup()

from django.db import models  # noqa: E402  models ask for what was set up above


class Row(models.Model):
    """A row."""

    objects: ClassVar[models.Manager["Row"]] = models.Manager()
    words = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = TABLE
        managed = False

    def __str__(self) -> str:
        return self.words


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Insert one row, and say so."""
    return JsonResponse({"id": Row.objects.create(words="a row").pk})


urlpatterns = [path("insert", insert)]
application = get_wsgi_application()
