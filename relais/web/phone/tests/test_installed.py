"""The card by which the site is installed: icons that every telephone can draw."""

import struct
from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.once, pytest.mark.django_db]

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def content_of(address: str) -> bytes:
    answer: Any = Client().get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return bytes(content)


def size_of(picture: bytes) -> tuple[int, int]:
    """Read the width and the height of a PNG from its head."""
    assert picture.startswith(SIGNATURE)
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_each_icon_of_the_card_is_as_large_as_it_says() -> None:
    icons = Client().get("/relais.webmanifest").json()["icons"]
    drawn = [icon for icon in icons if icon["type"] == "image/png"]
    told = {(icon["sizes"], icon["purpose"]) for icon in drawn}
    assert told == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in drawn:
        width, height = size_of(content_of(icon["src"]))
        assert f"{width}x{height}" == icon["sizes"]


def test_a_page_names_the_icon_of_a_telephone_that_reads_no_card() -> None:
    page = Client().get("/sign-in/").content.decode()
    [address] = [
        line.split('href="')[1].split('"')[0]
        for line in page.splitlines()
        if "apple-touch-icon" in line
    ]
    assert size_of(content_of(address)) == (180, 180)
