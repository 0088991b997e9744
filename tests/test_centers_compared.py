"""The page of call centers compared, its API twin, and the leads behind each count."""

import re

import pytest
from django.utils import translation

from relais.api.tests.conftest import program
from relais.api.tests.programs import Program
from relais.diagnosis.actions.compute import compute_waiting
from relais.diagnosis.models import Computation
from relais.measures.queries import Rate
from relais.roi.queries import kept
from relais.roi.queries.centers import (
    Center,
    Chance,
    Comparison,
    Corrected,
    Figure,
    Measured,
    Trait,
)
from relais.roi.tests.test_centers import another, completed
from relais.roi.tests.test_queries import priced, upheld
from relais.web.centers.words import title_of
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World

__all__ = ["priced", "program"]

PAGE, API = "/return/centers/", "/return/centers"


def test_both_doors_compare_and_open_the_leads(priced: World, program: Program) -> None:
    world = priced
    upheld(world)
    for name in ("Autre voix", "Troisième voix"):
        another(world, name, 2)
    dora = sign_in(world, "dora")
    assert (
        "3 call centers of fewer than five telemarketers are left"
        in dora.get(PAGE).content.decode()
    )
    completed(world)
    page = dora.get(PAGE).content.decode()
    assert "Call centers: not enough to compare" in page
    assert page.index("Autre voix") < page.index("Troisième voix") < page.index("Voix du Nord")
    assert "not enough data: 29 more" in page
    assert queries_of(lambda: dora.get(PAGE)) <= 40
    told = program.get("dora", API).json()
    assert [one["name"] for one in told["centers"]] == [
        "Autre voix", "Troisième voix", "Voix du Nord",
    ]  # fmt: skip
    for one in told["centers"]:
        for case, count in one["counts"].items():
            query = {"center": one["id"], "case": case}
            behind = program.get("dora", f"{API}/leads", **query).json()
            assert behind["count"] == len(behind["lead_ids"]) == count
            address = f"center={one['id']}&amp;case={case}"
            assert (address in page) == (count > 0)
            if count:
                listed = dora.get(f"{PAGE}leads/", **query).content.decode()
                assert f"{count} lead" in listed
                assert set(re.findall(r"/leads/([0-9a-f-]{36})/", listed)) == {*behind["lead_ids"]}


def test_a_supervisor_reads_no_other_name(priced: World, program: Program) -> None:
    world = priced
    upheld(world)
    for name in ("Autre voix", "Troisième voix"):
        another(world, name, 2)
    sam = sign_in(world, "sam")
    assert "The figures of fewer than five telemarketers" in sam.get(PAGE).content.decode()
    assert program.get("sam", API).json()["code"] == "too_few_behind"
    completed(world)
    page = sam.get(PAGE).content.decode()
    assert "The other call centers together" in page
    assert "voix</" not in page
    assert page.count("Not corrected") == 1
    assert "Beside chance" not in page
    assert "€" not in page
    told = program.get("sam", API).json()
    assert [(one["name"], one["counts"]["opened"]) for one in told["centers"]] == [
        ("Voix du Nord", 1), ("", 4),
    ]  # fmt: skip
    for name in ("maya", "remy", "tina", "ada"):
        assert sign_in(world, name).get(PAGE).status_code == 404
        assert program.get(name, API).status_code == 404
    for wrong in ("?campaign=x", "?since=x", f"?campaign={world.center.id}"):
        assert sam.get(PAGE + wrong).status_code == 404
    for wrong in ("", "?center=x&case=won", f"?center={world.campaign.id}&case=won",
                  f"?center={world.center.id}&case=sold"):  # fmt: skip
        assert sam.get(f"{PAGE}leads/{wrong}").status_code == 404


def test_many_leads_are_compared_beside_the_page_and_told_as_of_then(
    priced: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = priced
    for name, leads in (("Autre voix", 2), ("Troisième voix", 4)):
        another(world, name, leads)
    completed(world)
    at_once = program.get("dora", API).json()
    monkeypatch.setattr(kept, "MANY", 5)
    dora, sam = sign_in(world, "dora"), sign_in(world, "sam")
    page = dora.get(PAGE).content.decode()
    assert "Call centers are being compared" in page
    assert 'hx-trigger="every 2s"' in page
    waiting = program.get("dora", API)
    assert (waiting.status_code, waiting.json()["kind"]) == (202, "centers")
    sam.get(PAGE)
    assert Computation.objects.count() == 2  # a supervisor is told other sums
    assert compute_waiting(world.at) == 2
    assert not Computation.objects.exclude(error="")
    page = dora.get(PAGE).content.decode()
    assert "Troisième voix" in page
    assert "once a day; the leads behind a count are listed as they are now" in page
    told = program.get("dora", API).json()
    assert told.pop("as_of")
    assert at_once.pop("as_of") is None
    assert told == at_once
    assert "The other call centers together" in sam.get(PAGE).content.decode()


@pytest.mark.once
def test_the_title_says_what_stands_apart() -> None:
    def one(*chances: Chance) -> str:
        figures = {
            figure: Measured(Rate.of(1, 2), 0, Corrected(0.5, 0.4, 0.6, chance))
            for figure, chance in zip(Figure, chances, strict=False)
        }
        center = Center(None, "", {}, figures, None, {}, None)
        return title_of(Comparison("EUR", Trait.NONE, [center], {}, 0, 0))

    with translation.override("en"):
        assert one(Chance.WITHIN, Chance.APART) == "Call centers: no rate stands apart from chance"
        assert one(Chance.FAR) == "Call centers: 1 rate stands apart from chance"
        assert one(Chance.FAR, Chance.FAR) == "Call centers: 2 rates stand apart from chance"
        assert one() == "Call centers: not enough to compare"
