"""The card by which a phone installs the site, the script that stands in for it, what is kept."""

from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from relais.web.bundle import file_of, picture
from relais.web.http import PersonRequest, page

PICTURES: Final = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("maskable.png", "512x512", "maskable"),
)


@require_safe
@cache_control(max_age=24 * 3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Tell a phone how to install the site."""
    card = {
        "name": "Relais",
        "short_name": "Relais",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0f6b5c",
        "icons": [
            {
                "src": static("relais.svg"),
                "type": "image/svg+xml",
                "sizes": "any",
                "purpose": "any",
            },
            *(
                {"src": picture(name), "type": "image/png", "sizes": sizes, "purpose": purpose}
                for name, sizes, purpose in PICTURES
            ),
        ],
    }
    return JsonResponse(card, content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> FileResponse:
    """Give the script that answers in the place of the site while there is no network."""
    return FileResponse(file_of("worker.js").open("rb"), content_type="text/javascript")


@page()
def kept(request: PersonRequest) -> HttpResponse:
    """Show what this phone holds and what it will send: its own script fills it in."""
    return render(request, "phone/kept.html", {})
