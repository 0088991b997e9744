"""The page of acts: what it shows to whom, and what its forms say."""

from datetime import timedelta

from relais.acts.actions import Wanted, propose_act
from relais.acts.models import Act
from relais.acts.rules import ActSource
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World


def plan(browser: Browser, world: World, what: str, owner: str, days: int = 7) -> int:
    due_on = world.at.date() + timedelta(days=days)
    told = {"what": what, "unit_id": world.north.id, "owner_id": world.id(owner), "due_on": due_on}
    status: int = browser.post("/acts/add/", **told).status_code
    return status


def test_an_act_goes_from_form_to_done_and_back(world: World) -> None:
    maya, remy = sign_in(world, "maya"), sign_in(world, "remy")
    assert "Nothing agreed waits" in maya.get("/acts/").content.decode()
    assert plan(maya, world, "Trois visites à deux", "remy") == 302
    act = Act.objects.get()
    page = remy.get("/acts/").content.decode()
    assert "1 agreed act to do" in page
    assert "Trois visites à deux" in page
    assert remy.post(f"/acts/{act.id}/done/", note="faites").status_code == 302
    again = remy.post(f"/acts/{act.id}/done/")
    assert again.status_code == 409
    assert "not open any more" in again.content.decode()
    assert maya.post(f"/acts/{act.id}/reopen/").status_code == 302
    assert maya.post(f"/acts/{act.id}/drop/", words="").status_code == 400
    assert maya.post(f"/acts/{act.id}/drop/", words="autre plan").status_code == 302
    assert "autre plan" in remy.get("/acts/").content.decode()


def test_forms_say_what_is_wrong(world: World) -> None:
    maya, remy = sign_in(world, "maya"), sign_in(world, "remy")
    assert plan(maya, world, "", "remy") == 400
    assert plan(maya, world, "Hier", "remy", days=-1) == 409
    assert plan(remy, world, "Pour elle", "maya") == 400  # he is not offered her
    assert plan(maya, world, "Ailleurs", "sara") == 400
    assert not Act.objects.exists()


def test_who_has_no_part_sees_nothing(world: World) -> None:
    plan(sign_in(world, "maya"), world, "Suivre", "maya")
    act = Act.objects.get()
    for name in ("tina", "ada", "paul", "sam"):
        assert sign_in(world, name).get("/acts/").status_code == 404
        assert sign_in(world, name).post(f"/acts/{act.id}/done/").status_code == 404
    for name in ("milo", "olga", "victor"):
        assert "Suivre" not in sign_in(world, name).get("/acts/").content.decode()
        assert sign_in(world, name).post(f"/acts/{act.id}/done/").status_code == 404
    assert "Suivre" in sign_in(world, "dora").get("/acts/").content.decode()


def test_what_figures_proposed_is_told_in_the_reader_s_language(world: World) -> None:
    baseline = {"rule": "untold", "of": 14, "about": ""}
    french = "Demander le résultat de 14 rendez-vous dont personne n’a dit ce qui s’est passé."
    wanted = Wanted(french, world.north.id, source=ActSource.DIAGNOSIS, baseline=baseline)
    propose_act(wanted, by=world.system, at=world.at)
    maya = sign_in(world, "maya")
    for address in ("/acts/", "/reports/diagnosis/acts/"):
        page = maya.get(address).content.decode()
        assert "Ask for the outcome of 14 appointments" in page, address
        assert french not in page, address


def test_what_others_are_to_do_is_told_apart_and_opened_one_by_one(world: World) -> None:
    maya = sign_in(world, "maya")
    for number in range(21):
        plan(maya, world, f"Visite {number}", "remy", days=number)
    world.later(days=3)
    page = maya.get("/acts/").content.decode()
    title = "<h1>Nothing for you to do; others: 21 agreed acts to do, their day is past for 3</h1>"
    assert title in page
    assert "For others to do: 21 agreed acts to do" in page
    assert "Page 1 of 2, 21 in all" in page
    first = Act.objects.get(what="Visite 0")
    done = f"/acts/{first.id}/done/"
    assert done not in page
    assert f"?others=1&amp;act={first.id}#act-{first.id}" in page
    assert done in maya.get("/acts/", act=str(first.id)).content.decode()
    assert "Visite 20" in maya.get("/acts/", others="2").content.decode()
    assert done in sign_in(world, "remy").get("/acts/").content.decode()


def test_as_many_queries_whatever_there_is(world: World) -> None:
    maya = sign_in(world, "maya")

    def fill() -> None:
        for number in range(3):
            plan(maya, world, f"Action {number}", "remy")
            wanted = Wanted(f"Idée {number}", world.north.id)
            propose_act(wanted, by=world.system, at=world.at)

    fill()
    few = queries_of(lambda: maya.get("/acts/"))
    fill()
    assert queries_of(lambda: maya.get("/acts/")) == few
