"""What persons ask, through both doors: the same answers, the same certificates, nobody else's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from relais.accounts.models import Contact
from relais.api.tests.conftest import program
from relais.api.tests.programs import Program
from relais.erasure.tests.conftest import Asker, asker
from relais.leads.models import Lead
from relais.privacy.models import Certificate, Disclosure, Hold, MandateRecord, PrivacyRequest
from relais.privacy.rules import RequestKind
from relais.web.tests.steps import sign_in

__all__ = ["asker", "program"]

WHY = {"words": "Archives"}
PETIT = {"last_name": "Petit-Roux", "first_name": "Anne"}
# Each deed: what is asked, the address of the form, that of the API, what is sent, and what is
# told when it was done already.
DEEDS: dict[str, tuple[RequestKind, str, str, dict[str, Any], int]] = {
    "extend": (RequestKind.ACCESS, "extend/", "/extend", WHY, 409),
    "refuse": (RequestKind.ACCESS, "refuse/", "/refuse", WHY, 409),
    "answer": (RequestKind.ACCESS, "answer/", "/answer", {}, 409),
    "file": (RequestKind.ACCESS, "file/", "/file", {}, 200),
    "object": (RequestKind.OBJECTION, "object/", "/object", {}, 409),
    "correct": (RequestKind.RECTIFICATION, "correct/", "/correct", PETIT, 200),
    "erase": (RequestKind.ERASURE, "erase/", "/erase", {"sure": "on"}, 409),
}
every_deed = pytest.mark.parametrize("name", DEEDS)


class Doors:
    """Both doors, as one person stands before them."""

    def __init__(self, asker: Asker, program: Program, name: str) -> None:
        key = program.key(name)
        self._browser = sign_in(asker.world, name)
        self._client = Client(headers={"Authorization": f"Bearer {key}"})

    def web(self, path: str, body: dict[str, Any]) -> int:
        """Send a form; what leads on to a page counts as 200."""
        status: int = self._browser.post(f"/privacy/{path}", **body).status_code
        return 200 if status == 302 else status

    def api(self, path: str, body: dict[str, Any]) -> int:
        """Let a program ask."""
        address = f"/api/v1/privacy/{path}"
        return self._client.post(address, body, content_type="application/json").status_code


def tried(*asked: Callable[[], int]) -> tuple[list[int], Any]:
    """Ask, and give the answers and what is written then; all is taken back."""
    with transaction.atomic():
        answers = [ask() for ask in asked]
        written = told()
        transaction.set_rollback(True)
    return answers, written


def told() -> Any:
    """Give all that a deed may have changed."""
    return (
        list(PrivacyRequest.objects.values("state", "who", "due_on", "refused_for", "closed_by")),
        list(Certificate.objects.values("kind", "counts", "issued_by")),
        list(Disclosure.objects.values("kind", "person", "what")),
        list(Contact.objects.values("last_name", "phone", "erased_at")),
        list(Lead.objects.values("state", "sequence")),
    )


def both(asker: Asker, program: Program, name: str, who: str, times: int) -> Any:
    """Try a deed through each door, some times; give what came of it, which must be the same."""
    kind, form, address, body, _ = DEEDS[name]
    request, doors = asker.ask(kind), Doors(asker, program, who)
    body = body | ({"contact_id": str(asker.contact.id)} if name == "correct" else {})
    by_web = tried(*[lambda: doors.web(f"requests/{request.id}/{form}", body)] * times)
    by_api = tried(*[lambda: doors.api(f"requests/{request.id}{address}", body)] * times)
    assert by_web == by_api
    return by_web


@every_deed
def test_both_doors_do_the_same_and_tell_the_same_when_it_is_done_twice(
    asker: Asker, program: Program, name: str
) -> None:
    answers, written = both(asker, program, name, "paul", 2)
    assert answers == [200, DEEDS[name][-1]]
    assert written != told()


@pytest.mark.once
@every_deed
@pytest.mark.parametrize("who", ["ada", "dora", "maya", "remy", "tina", "sam", "victor"])
def test_for_others_it_does_not_exist(asker: Asker, program: Program, name: str, who: str) -> None:
    assert both(asker, program, name, who, 1) == ([404], told())


def test_a_request_is_recorded_by_both_doors(asker: Asker, program: Program) -> None:
    doors = Doors(asker, program, "paul")
    body = {
        "kind": "erasure", "who": "Anne Petit", "reach": "", "channel": "letter",
        "received_on": "2026-03-09", "contact_ids": [str(asker.contact.id)],
    }  # fmt: skip
    by_web = tried(lambda: doors.web("add/", body), lambda: doors.web("add/", body))
    by_api = tried(lambda: doors.api("requests", body), lambda: doors.api("requests", body))
    assert (by_web[0], by_api[0]) == ([200, 409], [201, 409])
    assert by_web[1] == by_api[1]
    stranger = Doors(asker, program, "dora")
    assert stranger.web("add/", body) == stranger.api("requests", body) == 404


def test_a_hold_by_both_doors(asker: Asker, program: Program) -> None:
    paul, dora, path = (*(Doors(asker, program, n) for n in ("paul", "dora")), asker.contact.id)
    for way in (paul.web, paul.api):
        place = f"held/{path}/hold/" if way == paul.web else f"contacts/{path}/hold"
        answers, _ = tried(lambda way=way, place=place: way(place, WHY),  # type: ignore[misc]
                           lambda way=way, place=place: way(place, WHY))  # type: ignore[misc]  # fmt: skip
        assert answers == [200, 409]
    assert paul.api(f"contacts/{path}/hold", WHY) == 200
    hold = Hold.objects.get()
    assert dora.web(f"holds/{hold.id}/lift/", {}) == dora.api(f"holds/{hold.id}/lift", {}) == 404
    assert paul.web(f"holds/{hold.id}/lift/", {}) == 200
    assert paul.api(f"holds/{hold.id}/lift", {}) == 409


def test_retention_by_both_doors(asker: Asker, program: Program) -> None:
    asker.world.later(days=3 * 366)
    doors, dora = Doors(asker, program, "paul"), Doors(asker, program, "dora")
    assert dora.web("retention/run/", {}) == dora.api("retention", {}) == 404
    by_web = tried(*[lambda: doors.web("retention/run/", {})] * 2)
    by_api = tried(*[lambda: doors.api("retention", {})] * 2)
    assert by_web == by_api
    assert by_web[0] == [200, 409]


def test_a_mandate_is_written_by_both_doors(asker: Asker, program: Program) -> None:
    center = asker.world.center.id
    body = {"instructions_on": "2026-01-02", "countries": "France", "countries_on": "2026-01-02"}
    path = f"/privacy/mandates/{center}"
    assert program.send("put", "paul", path, body).json()["countries"] == "France"
    (found,) = program.get("paul", "/privacy/mandates").json()
    assert found["lacks"] == ["sub_processors_on"]
    later = body | {"sub_processors": "aucun", "sub_processors_on": "2026-01-03"}
    for _ in range(2):
        assert Doors(asker, program, "paul").web(f"mandates/{center}/", later) == 200
    assert MandateRecord.objects.get().sub_processors == "aucun"
    assert program.send("put", "ada", path, body).status_code == 404
    assert Doors(asker, program, "ada").web(f"mandates/{center}/", body) == 404


def test_what_is_held_of_oneself_by_both_doors(asker: Asker, program: Program) -> None:
    by_api = program.post("tina", "/privacy/mine").json()["held"]
    by_web = sign_in(asker.world, "tina").post("/privacy/mine/")
    assert by_web["Content-Disposition"].startswith("attachment")
    assert set(by_web.json()["held"]) == set(by_api)
    assert by_api["leads"]["messages"][0]["text"] == "Anne Petit rappelle mardi"
    assert Disclosure.objects.filter(person=asker.world.id("tina")).count() == 2


def test_lists_are_the_officer_s_alone(asker: Asker, program: Program) -> None:
    asker.ask(RequestKind.ACCESS)
    assert len(program.get("paul", "/privacy/contacts", q="Petit").json()) == 1
    assert program.get("paul", f"/privacy/contacts/{asker.contact.id}").json()["places"]["leads"]
    assert program.get("paul", "/privacy/retention").json()["persons"] == 0
    assert len(program.seen_by("paul", "/privacy/requests")) == 1
    for name in ("ada", "dora", "maya"):
        assert program.get(name, "/privacy/contacts", q="Petit").json() == []
        assert program.get(name, f"/privacy/contacts/{asker.contact.id}").status_code == 404
        assert program.get(name, "/privacy/retention").status_code == 404
        for path in ("requests", "certificates", "disclosures"):
            assert program.seen_by(name, f"/privacy/{path}") == set()
        assert program.get(name, "/privacy/holds").json() == []
        assert program.get(name, "/privacy/mandates").json() == []


def test_a_file_is_made_anew_each_time(asker: Asker, program: Program) -> None:
    """Under a key its receipt would hold it, and give it when it may not be given any more."""
    request = asker.ask(RequestKind.ACCESS)
    key = {"Idempotency-Key": "f1"}
    for path in (f"/privacy/requests/{request.id}/file", "/privacy/mine"):
        answer = program.post("paul", path, **key)
        assert (answer.status_code, answer.json()["code"]) == (409, "made_anew")
    assert not Disclosure.objects.exists()
