"""The floor of a deed: a Django endpoint that checks nothing and inserts one row."""

import os

import dj_database_url
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench.minimal_table import TABLE

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)},
)


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Insert one row, and say so."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (words) VALUES (%s) RETURNING id", ["a row"])
        return JsonResponse({"id": cursor.fetchone()[0]})


urlpatterns = [path("insert", insert)]
application = get_wsgi_application()
