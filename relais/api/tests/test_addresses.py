"""What answers at an address is what Django's own resolver finds there."""

import re

import pytest
from django.urls import Resolver404, URLResolver, get_resolver

from relais.api.addresses import Addresses

ID = "0190a0a0-0000-7000-8000-000000000000"


def ours() -> Addresses:
    (found,) = (each for each in get_resolver().url_patterns if isinstance(each, Addresses))
    return found


def plain() -> URLResolver:
    one = ours()
    return URLResolver(
        one.pattern, one.url_patterns, app_name=one.app_name, namespace=one.namespace
    )


def everywhere() -> list[str]:
    routes = [f"{ours().pattern}{each.pattern}" for each in ours().url_patterns]
    return [re.sub("<[^>]+>", ID, route) for route in routes]


def test_every_address_is_found_as_django_finds_it() -> None:
    known, quick = plain(), ours()
    for path in everywhere():
        expected, found = known.resolve(path), quick.resolve(path)
        told = ("func", "kwargs", "route", "view_name", "namespaces", "captured_kwargs")
        assert [getattr(found, name) for name in told] == [
            getattr(expected, name) for name in told
        ], path
    assert len(everywhere()) > 200


@pytest.mark.parametrize(
    "path",
    [
        "api/v1/leads/",
        f"api/v1/leads/{ID}/take-up/",
        f"api/v1/leads/{ID}/take-up/more",
        f"api/v1/<lead_id>/{ID}",
        "api/v1/leads//take-up",
        "leads",
    ],
)
def test_where_nothing_answers_nothing_is_found(path: str) -> None:
    with pytest.raises(Resolver404):
        plain().resolve(path)
    with pytest.raises(Resolver404):
        ours().resolve(path)
