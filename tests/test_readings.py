"""Who reads figures of single persons is written down, and each of them may know it."""

from datetime import date

from relais.api.tests.conftest import program
from relais.api.tests.programs import Program
from relais.notifications.tests.steps import transmitted
from relais.people.actions import complete_privacy_checklist
from relais.privacy.models import Disclosure, ReadPerson
from relais.web.tests.steps import sign_in
from tests.persons import World

__all__ = ["program"]
HERE = "/privacy/mine/readings/"


def test_each_may_know_who_read_figures_of_his(world: World, program: Program) -> None:
    transmitted(world)
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    sam, tina = sign_in(world, "sam"), sign_in(world, "tina")
    assert "Nobody has read figures of mine" in tina.get(HERE).content.decode()
    for _ in "12":  # once a day and page
        assert sam.get("/reports/funnel/", by="telemarketer").status_code == 200
    page = tina.get(HERE).content.decode()
    assert "were read 1 time in" in page
    assert str(world.person("sam")) in page
    assert program.get("sam", "/reports/funnel", by="telemarketer").status_code == 200
    [told] = program.get("tina", "/me/readings").json()
    assert (told["person_id"], told["what"]) == (str(world.id("sam")), "funnel")
    assert "Nobody has read figures of mine" in sign_in(world, "theo").get(HERE).content.decode()
    world.later(days=1)
    sam.get("/reports/funnel/", by="telemarketer")
    assert "were read 2 times" in tina.get(HERE).content.decode()
    assert ReadPerson.objects.count() == Disclosure.objects.count() == 2
    world.later(days=364, hours=1)
    assert "were read 1 time in" in sign_in(world, "tina").get(HERE).content.decode()


def test_who_reads_his_own_is_not_written_down(world: World) -> None:
    transmitted(world)
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )
    sign_in(world, "sam").get("/figures/")
    [read] = ReadPerson.objects.all()
    assert read.person_id == world.id("tina")
    assert "were read 1 time in" in sign_in(world, "tina").get(HERE).content.decode()
    assert "Nobody has read" in sign_in(world, "sam").get(HERE).content.decode()
