"""Every deed of the web door: who does it, on which page its form stands, what is typed.

A deed that is not in this table fails tests/browser/test_plain_forms.py.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple

from relais.notifications.tests.steps import submitted
from relais.privacy.rules import RequestKind
from tests.browser import agreeing, asking, coached, meeting, racing, trying, ways
from tests.browser.agreeing import of_an_act
from tests.browser.coached import of_a_plan, of_an_observation
from tests.browser.meeting import of_a_meeting
from tests.browser.racing import of_a_challenge, of_a_desk
from tests.browser.trying import of_an_experiment
from tests.browser.ways import (
    Way,
    brought,
    of,
    of_an_account,
    of_an_appointment,
    of_the_campaign,
    to,
)
from tests.clock import MORNING
from tests.persons import World
from tests.test_both_doors import DEEDS as OF_A_LEAD
from tests.test_both_doors import Deed as OfALead

NOTHING: Mapping[str, str] = {}
SOME = "*"  # in the place of what is chosen: the first that there is
TODAY = MORNING.date()
NEXT_MONDAY = f"{TODAY + timedelta(days=14 - TODAY.weekday())}"
TOMORROW = f"{TODAY + timedelta(days=1)}"
NEW_PASSWORD = "un autre mot de passe à elle"


class Plain(NamedTuple):
    """A deed, by the name of its address, and by its own where one address has several."""

    deed: str
    by: str
    way: Callable[[World], Way]
    typed: Mapping[str, str] = NOTHING  # by the name of the field; what is asked for is filled in
    status: int = 302


def of_a_lead(each: OfALead) -> Plain:
    def way(world: World) -> Way:
        page = f"/leads/{each.on(world).id}/"
        return page, f"{page}{each.name}/"

    chosen = {"rep_id": "Olga"} if each.name == "assign" else NOTHING
    return Plain(f"leads:act/{each.name}", each.by, way, chosen)


def decided(name: str) -> Plain:
    def way(world: World) -> Way:
        return "/leads/review/", f"/leads/review/{submitted(world).id}/{name}/"

    return Plain(f"leads:decide/{name}", "victor", way)


PEOPLE, PLACES = "/people/bring/", "/people/units/bring/"
HELD = {"outcome": "held"}
MISSED = {"outcome": "prospect_absent"}
UNITS = {"file": "unité;unité supérieure\nLille;Nord\n"}
STAFF = {"file": "Nom;E-mail;Rôle;Unité\nCastel;castel@example.com;commercial;Nord\n"}
COMPANIES = {"file": "Société;SIREN;Commercial\nDurand SA;732829320;remy@example.com\n"}
PROSPECTS = {"file": "Société;Nom;Téléphone\nDurand SA;Martin;03 20 12 34 56\n"}
RATES = {"file": "Date, USD, \n2026-03-09, 1.1, \n"}
OWN = {"file": f"jour;nature;commercial\n{TODAY};appel;remy@example.com\n"}
CALLED = {"callback_on": TOMORROW, "callback_time": "10:30"}
AWAY = {"starts_at": f"{TOMORROW}T09:00", "ends_at": f"{TOMORROW}T18:00"}
CHALLENGE = {"since": TODAY.isoformat(), "until": TOMORROW}
PRIZE = {"number": "1"}
PASSWORDS = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}

DEEDS: tuple[Plain, ...] = (
    *map(of_a_lead, OF_A_LEAD),
    *map(decided, ("validate", "return", "refuse")),
    Plain("books:close", "dora", ways.a_month_over),
    Plain("statements:close", "dora", ways.a_month_billed),
    Plain("appointments:take", "tina", ways.free_slots),
    Plain("appointments:move", "tina", of_an_appointment(ways.to_come, "move", "slots/")),
    Plain("appointments:act/cancel", "tina", of_an_appointment(ways.to_come, "cancel")),
    Plain("appointments:act/report", "remy", of_an_appointment(ways.over, "report"), HELD),
    Plain("appointments:act/correct", "remy", of_an_appointment(ways.told, "correct"), MISSED),
    Plain("appointments:act/prospect", "tina", of_an_appointment(ways.told, "prospect"), MISSED),
    Plain("calls:claim", "tina", ways.waiting),
    Plain("calls:record", "tina", ways.called("record"), CALLED),
    Plain("calls:release", "tina", ways.called("release")),
    Plain("calls:correct", "tina", ways.wrongly_told, CALLED),
    Plain("calls:finish", "tina", ways.promised),
    Plain("calls:send", "tina", ways.handed_over),
    Plain("calls:preview", "sam", brought("/calls/import/", "preview"), PROSPECTS, 200),
    Plain("calls:bring", "sam", brought("/calls/import/", "preview", "bring"), PROSPECTS),
    Plain("campaigns:store_rates", "dora", to("campaigns:rates", "campaigns:store_rates"), RATES),
    Plain("campaigns:create", "dora", to("campaigns:new", "campaigns:create")),
    Plain("campaigns:save", "dora", of_the_campaign("save", page="change/")),
    Plain("campaigns:publish", "dora", of_the_campaign("publish", page="target/")),
    Plain("campaigns:add_objective", "dora", of_the_campaign("add/objective")),
    Plain("campaigns:add_cost", "dora", of_the_campaign("add/cost")),
    Plain("campaigns:add_reason", "dora", of_the_campaign("add/reason")),
    Plain("campaigns:add_engagement", "dora", of_the_campaign("add/engagement")),
    Plain("campaigns:remove_cost", "dora", of_the_campaign("costs/{}/remove", before=ways.cost)),
    Plain(
        "campaigns:remove_objective", "dora",
        of_the_campaign("objectives/{}/remove", before=ways.objective),
    ),
    Plain(
        "campaigns:retire_reason", "dora",
        of_the_campaign("reasons/{}/retire", before=ways.reason),
    ),
    Plain("campaigns:running", "dora", of_the_campaign("become/running", before=ways.paused)),
    Plain("campaigns:paused", "dora", of_the_campaign("become/paused")),
    Plain("campaigns:closed", "dora", of_the_campaign("become/closed")),
    Plain("accounts:add", "maya", to("accounts:new", "accounts:add")),
    Plain("accounts:change", "remy", of_an_account("change")),
    Plain("accounts:add_contact", "remy", of_an_account("contacts/add")),
    Plain("accounts:change_contact", "remy", ways.of_a_contact),
    Plain("accounts:give", "maya", of_an_account("give"), {"rep_id": "Olga"}),
    Plain("accounts:hand_over", "maya", ways.owned, {"to_rep_id": "Olga"}),
    Plain("accounts:bring_preview", "dora", brought("/accounts/bring/", "preview"), COMPANIES, 200),
    Plain("accounts:bring_do", "dora", brought("/accounts/bring/", "preview", "do"), COMPANIES),
    Plain("cockpit:accompanied", "maya", to("cockpit:week", "cockpit:accompanied"),
          {"rep_id": "Olga"}),
    Plain("cockpit:plan", "maya", to("cockpit:week", "cockpit:plan"), {"rep_id": "Olga"}),
    Plain("prospecting:log", "remy", to("prospecting:own", "prospecting:log")),
    Plain("prospecting:undo", "remy", ways.logged),
    Plain(
        "prospecting:set_target", "dora", to("prospecting:team", "prospecting:set_target"),
        {"per_week": "10"},
    ),
    Plain("prospecting:bring_preview", "dora", brought("/prospecting/bring/", "preview"), OWN, 200),
    Plain("prospecting:bring_do", "dora", brought("/prospecting/bring/", "preview", "do"), OWN),
    Plain("notifications:read", "remy", ways.notified),
    Plain("notifications:read_all", "remy", ways.all_notified),
    Plain("people:add", "ada", to("people:new", "people:add")),
    Plain("people:invite_all", "ada", ways.all_newcomers),
    Plain("people:invite", "ada", ways.of_a_newcomer("invite")),
    Plain("people:give_login", "ada", ways.of_a_newcomer("login")),
    Plain("people:change", "ada", of("olga", "change")),
    Plain("people:give_role", "ada", of("olga", "roles/give"), {"role": "relay", "unit_id": SOME}),
    Plain("people:change_share", "ada", ways.of_a_role("share")),
    Plain("people:end_role", "ada", ways.of_a_role("end")),
    Plain("people:declare_absence", "maya", of("remy", "absences/declare"), AWAY),
    Plain("people:cancel_absence", "maya", ways.away),
    Plain("people:leave", "ada", of("olga", "leave")),
    Plain("people:set_own_week", "ada", of("olga", "week")),
    Plain("people:revoke", "ada", ways.key_of("tina")),
    Plain("people:bring_people_preview", "ada", brought(PEOPLE, "preview"), STAFF, 200),
    Plain("people:bring_people_do", "ada", brought(PEOPLE, "preview", "do"), STAFF),
    Plain("people:bring_units_preview", "ada", brought(PLACES, "preview"), UNITS, 200),
    Plain("people:bring_units_do", "ada", brought(PLACES, "preview", "do"), UNITS),
    Plain("people:add_unit", "ada", to("people:units", "people:add_unit")),
    Plain("people:change_unit", "ada", ways.of_the_north),
    Plain("people:add_center", "ada", to("people:centers", "people:add_center")),
    Plain("people:rename_center", "ada", ways.of_the_center("rename")),
    Plain("people:set_mandate", "ada", ways.of_the_center("mandate")),
    Plain("people:set_week", "ada", to("people:time", "people:set_week"), {"country": "FR"}),
    Plain("people:close_day", "ada", to("people:time", "people:close_day")),
    Plain("people:open_day", "ada", ways.closed),
    Plain("people:checklist", "ada", to("people:organization", "people:checklist")),
    Plain("reports:propose", "maya", ways.to_propose),
    Plain("routing:route_now", "dora", ways.stuck),
    Plain("routing:assign", "maya", ways.stuck_one, {"rep_id": "Olga"}),
    Plain("routing:add_rule", "ada", to("routing:rules", "routing:add_rule")),
    Plain("routing:move_rule", "ada", ways.of_a_rule("move/2")),
    Plain("routing:retire_rule", "ada", ways.of_a_rule("retire")),
    Plain("acts:add", "maya", to("acts:list", "acts:add")),
    Plain("acts:agree", "maya", of_an_act(agreeing.proposed, "agree")),
    Plain("acts:done", "maya", of_an_act(agreeing.agreed, "done")),
    Plain("acts:put_off", "maya", of_an_act(agreeing.agreed, "put-off")),
    Plain("acts:drop", "maya", of_an_act(agreeing.agreed, "drop")),
    Plain("acts:reopen", "maya", of_an_act(agreeing.closed, "reopen")),
    Plain("experiments:add", "dora", to("experiments:new", "experiments:add"),
          {"starts_on": NEXT_MONDAY}),
    Plain("experiments:change", "dora", of_an_experiment(trying.planned, "change")),
    Plain("experiments:start", "dora", of_an_experiment(trying.hired, "start")),
    Plain("experiments:stop", "dora", of_an_experiment(trying.running, "stop")),
    Plain("experiments:drop", "dora", of_an_experiment(trying.planned, "drop")),
    Plain("challenges:add", "dora", to("challenges:new", "challenges:add"), CHALLENGE),
    Plain("challenges:change", "dora", of_a_challenge(racing.drafted, "change")),
    Plain("challenges:add_prize", "dora", of_a_challenge(racing.drafted, "prizes/add"), PRIZE),
    Plain("challenges:remove_prize", "dora", of_a_challenge(racing.drafted, "prizes/{}/remove")),
    Plain("challenges:start", "dora", of_a_challenge(racing.drafted, "start")),
    Plain("challenges:end", "dora", of_a_challenge(racing.past, "end")),
    Plain("challenges:draw_prizes", "dora", racing.drawing),
    Plain("challenges:charge", "dora", racing.charging),
    Plain("challenges:fair_look", "dora", racing.fair("look")),
    Plain("challenges:fair_answer", "maya", racing.fair("answer"), {"answer": "nothing"}),
    Plain("challenges:fair_annotate", "remy", racing.fair("annotate")),
    Plain("challenges:fair_confirm", "maya", racing.fair("confirm"), HELD),
    Plain("challenges:cancel", "dora", of_a_challenge(racing.published, "cancel")),
    Plain("challenges:join", "remy", of_a_challenge(racing.published, "join")),
    Plain("challenges:put_away", "remy", of_a_desk("put-away")),
    Plain("challenges:withdraw", "remy", of_a_challenge(racing.joined, "withdraw")),
    Plain("challenges:name", "remy", of_a_challenge(racing.joined, "name")),
    Plain("meetings:plan", "maya", to("meetings:new", "meetings:plan")),
    Plain("meetings:move", "maya", of_a_meeting(meeting.planned, "move")),
    Plain("meetings:participants", "maya", of_a_meeting(meeting.planned, "participants")),
    Plain("meetings:cancel", "maya", of_a_meeting(meeting.planned, "cancel")),
    Plain("meetings:open", "maya", of_a_meeting(meeting.planned, "open")),
    Plain("meetings:decide", "maya", of_a_meeting(meeting.held, "decide", "run/?point=1")),
    Plain("meetings:postpone", "maya", meeting.postponed),
    Plain("meetings:take_back", "maya", meeting.taken_back),
    Plain("meetings:close", "maya", of_a_meeting(meeting.held, "close", "run/?point=9")),
    Plain("coaching:observe", "maya", coached.of_remy("observe"), {"kind": "visit"}),
    Plain("coaching:score", "remy", of_an_observation(coached.begun, "score"), coached.SCORES),
    Plain("coaching:close", "maya", of_an_observation(coached.half, "close")),
    Plain("coaching:cancel", "maya", of_an_observation(coached.begun, "cancel")),
    Plain("coaching:invite", "maya", of_an_observation(coached.begun, "invite")),
    Plain("coaching:annotate", "remy", of_an_observation(coached.told, "annotate")),
    Plain("coaching:contest", "remy", of_an_observation(coached.told, "contest")),
    Plain("coaching:answer", "maya", of_an_observation(coached.contested, "answer")),
    Plain("coaching:propose", "maya", coached.of_remy("propose")),
    Plain("coaching:counter", "remy", of_a_plan(coached.asked, "counter")),
    Plain("coaching:accept", "remy", of_a_plan(coached.asked, "accept")),
    Plain("coaching:add_act", "remy", of_a_plan(coached.runs, "act")),
    Plain("coaching:put_off", "maya", of_a_plan(coached.runs, "measure")),
    Plain("coaching:drop", "maya", of_a_plan(coached.runs, "drop")),
    Plain("coaching:publish", "ada", to("coaching:change_grid", "coaching:publish")),
    Plain("privacy:add", "paul", to("privacy:new", "privacy:add")),
    Plain("privacy:name", "paul", asking.of_a_stranger),
    Plain("privacy:extend", "paul", asking.of_a_request(RequestKind.ACCESS, "extend")),
    Plain("privacy:refuse", "paul", asking.of_a_request(RequestKind.ACCESS, "refuse")),
    Plain("privacy:answer", "paul", asking.of_a_request(RequestKind.ACCESS, "answer")),
    Plain("privacy:file", "paul", asking.of_a_request(RequestKind.ACCESS, "file"), status=200),
    Plain("privacy:obey", "paul", asking.of_a_request(RequestKind.OBJECTION, "object")),
    Plain("privacy:erase", "paul", asking.of_a_request(RequestKind.ERASURE, "erase")),
    Plain("privacy:correct", "paul", asking.of_a_request(RequestKind.RECTIFICATION, "correct")),
    Plain("privacy:hold", "paul", asking.to_be_held),
    Plain("privacy:lift", "paul", asking.held_back),
    Plain("privacy:run", "paul", asking.held_too_long),
    Plain("privacy:write_mandate", "paul", asking.mandate_record),
    Plain("privacy:mine", "tina", to("me", "privacy:mine"), status=200),
    Plain("sign_in", "", to("sign_in", "sign_in"),
          {"username": "tina@example.com", "password": "un mot de passe à elle"}),
    Plain("sign_out", "tina", to("home", "sign_out")),
    Plain("forgotten", "", to("forgotten", "forgotten"), {"email": "tina@example.com"}, 200),
    Plain("choose_password", "", ways.link_by_mail, PASSWORDS),
    Plain("password", "tina", to("password", "password"),
          {"old_password": "un mot de passe à elle", **PASSWORDS}),
    Plain("screen", "tina", to("home", "screen")),
    Plain("first_steps", "tina", to("home", "first_steps")),
    Plain("me_language", "tina", to("me", "me_language")),
    Plain("me_mails", "tina", to("me", "me_mails")),
    Plain("add_token", "tina", to("me", "add_token"), status=201),
    Plain("end_token", "tina", ways.own_key),
)  # fmt: skip
