"""One lead from the dispute to its second life, by forms alone, each person at his own screen."""

from relais.campaigns.models import Reason
from relais.campaigns.rules.terms import ReasonKind
from relais.notifications.tests.steps import transmitted
from tests.browser.conftest import SignIn, Site, once_a_database
from tests.browser.screen import Screen
from tests.browser.steps import ago, campaign, lost

REST = "Automne"  # this campaign leaves prospects alone for 90 days, the other does not
AT_ONCE = "Reprise"


@once_a_database
def test_a_lead_goes_from_the_dispute_to_another_rep_in_a_later_campaign(
    site: Site, sign_in: SignIn, language: str, scripts: bool
) -> None:
    world = site.world
    site.speak(language)
    rested = lost(world, days=100)
    campaign(world, REST)
    campaign(world, AT_ONCE, cool_off_days=0)
    ago(world, minutes=5)
    disputed = transmitted(world)
    tina, victor, remy, olga, maya = (
        sign_in(name, language=language, scripts=scripts)
        for name in ("tina", "victor", "remy", "olga", "maya")
    )

    why = label_of("not_qualified", language)
    contest(remy, disputed.account.name, why)
    judge(maya, disputed.account.name)
    learn_the_verdict(tina, disputed.account.name, why)
    too_soon(tina)
    give_the_account(maya, disputed.account.name, to="Olga")
    recover(tina, disputed.account.name, into=AT_ONCE, before="Set aside")
    hand_over(tina)
    review(victor, disputed.account.name)
    take_up(olga, disputed.account.name)
    remy.follow("My day")
    remy.lacks(disputed.account.name)

    recover(tina, rested.account.name, into=REST, before="Lost")
    site.verify()


def label_of(code: str, language: str, kind: ReasonKind = ReasonKind.CONTEST) -> str:
    """Give a reason, for contesting if no other kind is named, as it is read in a language."""
    row = Reason.objects.get(kind=kind.value, code=code)
    return str(getattr(row, f"label_{language}"))


def contest(remy: Screen, company: str, why: str) -> None:
    remy.follow(company)
    remy.unfold(
        "Contest",
        chosen={"Reason": why},
        ticked=["The hand-over sheet"],
        typed={"In a few words": "Le parc a été renouvelé l’an dernier."},
    )
    remy.reads("Contested: the judge was told.")


def judge(maya: Screen, company: str) -> None:
    maya.follow("My acts")
    maya.reads("Contested")
    maya.follow(company)
    maya.reads("Le parc a été renouvelé l’an dernier.")
    words = "Le bon de commande le montre."
    maya.unfold("It should not have been transmitted", typed={"In a few words": words})
    maya.reads("Judged: it should not have been transmitted.")


def learn_the_verdict(tina: Screen, company: str, why: str) -> None:
    tina.follow("Leads")
    tina.follow(company)
    tina.reads("Set aside")
    tina.reads("%(who)s contests it: %(reason)s.", who="Remy", reason=why)
    tina.reads("%(who)s judged: it should not have been transmitted.", who="Maya")
    tina.reads("Le bon de commande le montre.")


def too_soon(tina: Screen) -> None:
    """A campaign that leaves prospects alone for a while says so, and nothing is written."""
    tina.unfold("Recover into a campaign", chosen={"Campaign": REST})
    tina.reads("Nothing was changed.")
    tina.refused(409)


def give_the_account(maya: Screen, company: str, *, to: str) -> None:
    maya.follow("Accounts")
    maya.follow(company)
    maya.unfold("Name who answers for it", chosen={"Rep": to})
    maya.reads(to)


def recover(tina: Screen, company: str, *, into: str, before: str) -> None:
    tina.follow("Leads")
    tina.follow(company)
    tina.reads(before)
    tina.unfold("Recover into a campaign", chosen={"Campaign": into})
    tina.reads("Recovered: this is the new lead.")
    fresh = tina.path
    tina.follow("The cycle before this one")
    tina.reads("%(who)s recovered it into a later campaign.", who="Tina")
    tina.open(fresh)
    tina.reads(into)


def hand_over(tina: Screen) -> None:
    tina.unfold("Write the sheet", typed={"Need": "Un deuxième site", "Context": "En janvier"})
    tina.press("Submit for review")
    tina.reads("Submitted for review.")


def review(victor: Screen, company: str) -> None:
    victor.follow("To review")
    victor.press("Validate and transmit under my name")
    who = {"company": company, "rep": "Olga"}
    victor.reads("%(company)s is validated under your name. %(rep)s is told.", **who)


def take_up(olga: Screen, company: str) -> None:
    olga.follow("My day")
    olga.follow(company)
    olga.press("Take it up")
    olga.reads("Taken up.")
