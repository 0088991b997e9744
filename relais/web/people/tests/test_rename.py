"""An administrator renames and moves units, renames call centers, and changes a rep's part."""

from html import unescape

from relais.people.actions import add_unit
from relais.people.models import CallCenter, Membership, Unit
from relais.web.tests.steps import sign_in
from tests.persons import World

PLACE = {"kind": "agency", "country": "FR", "subdivision": "", "timezone": "Europe/Paris"}


def test_a_unit_moves(world: World) -> None:
    unit = add_unit("Lens", kind="agency", parent_id=world.north.id, by=world.system)
    ada, path = sign_in(world, "ada"), f"/people/units/{unit.id}/"
    page = unescape(ada.get(path).content.decode())
    assert 'value="Lens"' in page
    assert f'value="{unit.id}"' not in page  # never below itself
    told = PLACE | {"name": "Arras", "parent_id": str(world.south.id)}
    assert ada.post(f"{path}change/", **told).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.parent_id) == ("Arras", world.south.id)
    assert unit.path.startswith(world.south.path)
    assert ada.post(f"{path}change/", **told | {"name": ""}).status_code == 400
    assert (
        ada.post(f"/people/units/{world.root.id}/change/", **PLACE, name="Maison").status_code
        == 302
    )
    assert Unit.objects.get(parent=None).name == "Maison"


def test_only_an_administrator_does(world: World) -> None:
    maya, path = sign_in(world, "maya"), f"/people/units/{world.south.id}/"
    assert maya.get(path).status_code == 404
    told = PLACE | {"name": "Arras", "parent_id": str(world.root.id)}
    assert maya.post(f"{path}change/", **told).status_code in (404, 409)
    sam = sign_in(world, "sam")
    assert sam.post(f"/people/centers/{world.center.id}/rename/", name="X").status_code in (
        404,
        409,
    )
    assert not Unit.objects.filter(name="Arras").exists()
    assert not CallCenter.objects.filter(name="X").exists()


def test_a_call_center_is_renamed(world: World) -> None:
    ada, path = sign_in(world, "ada"), f"/people/centers/{world.center.id}/rename/"
    assert ada.post(path, name="").status_code == 400
    for _ in "12":
        assert ada.post(path, name="Voix").status_code == 302
    assert "Voix" in ada.get("/people/centers/").content.decode()


def test_a_part_is_changed(world: World) -> None:
    role = Membership.objects.get(person_id=world.id("remy"))
    ada = sign_in(world, "ada")
    path = f"/people/{world.id('remy')}/roles/{role.id}/share/"
    assert path in ada.get(f"/people/{world.id('remy')}/").content.decode()
    assert ada.post(path, weight="").status_code == 400
    assert ada.post(path, weight="3", capacity="").status_code == 302
    role.refresh_from_db()
    assert (role.weight, role.capacity) == (3, None)
    assert sign_in(world, "maya").post(path, weight="9").status_code == 409
    again = {"role": "rep", "unit_id": str(world.north.id), "since": "2026-01-01", "weight": "5"}
    answer = ada.post(f"/people/{world.id('remy')}/roles/give/", **again)
    assert answer.status_code == 409
    role.refresh_from_db()
    assert role.weight == 3
