"""The draw of a challenge on its page, for anyone to check, and who won what as a file."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.challenge import actions
from relais.challenge.queries import (
    CHECK,
    Challenge,
    ChallengeState,
    DrawTold,
    commitment_to,
    draw_of,
    get_challenge,
    own_tickets,
    prizes_by_lot,
    prizes_won,
)
from relais.exchange.actions.export import Form, write_sheet
from relais.exchange.queries import Sheet
from relais.privacy.actions import disclose, note_reading
from relais.privacy.queries import DisclosureKind
from relais.web.books.views import TYPES
from relais.web.challenges import words
from relais.web.challenges.views import DIRECTOR, READERS
from relais.web.http import PersonRequest, deed, done, page

MOST: Final = 20  # of one's own tickets that a page shows


@page(*READERS)
def draw(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Show what decides the draw, and after it what was won and how to check it."""
    one = _seen(request, challenge_id)
    if one.state is ChallengeState.DRAFT or not prizes_by_lot(one).exists():
        raise Http404
    told = draw_of(one)
    person_id = request.access.person_id
    context = {
        "one": one,
        "told": told,
        "mine": own_tickets(one, told, person_id=person_id) if told else [],
        "most": MOST,
        "section": words.draw_section(one, commitment_to(one)),
        "directs": request.access.has(DIRECTOR),
        "check": CHECK,
        "command": "python3 check.py draw.json",
        "w": words,
    }
    return render(request, "challenges/draw.html", context)


@page(*READERS)
def draw_file(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Give all that it takes to draw again, as a file."""
    told = draw_of(_seen(request, challenge_id))
    if told is None:
        raise Http404
    answer = JsonResponse(_file(told), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="draw.json"'
    return answer


@deed
@page(DIRECTOR)
def draw_prizes(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Draw the prizes."""
    actions.draw_prizes(challenge_id, by=request.by, at=request.at)
    here = reverse("challenges:draw", args=[challenge_id])
    return done(request, _("Drawn: the secret is revealed, and anyone can check it."), here)


@page(DIRECTOR)
def winnings(request: PersonRequest, challenge_id: UUID, form: str) -> HttpResponse:
    """Give who won what as a CSV or a workbook; that it was taken out is written down."""
    one = _seen(request, challenge_id)
    if form not in list(Form) or one.state is not ChallengeState.ENDED:
        raise Http404
    sheet, persons = _sheet(one, request)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "prizes"
        write_sheet(sheet, path, form=Form(form))
        answer = HttpResponse(path.read_bytes(), content_type=TYPES[Form(form)])
    disclose(DisclosureKind.LIST_EXPORT, by=request.by, at=request.at, what="prizes")
    note_reading("prizes", of=persons, by=request.by, at=request.at)
    answer["Content-Disposition"] = f'attachment; filename="relais-prizes.{form}"'
    return answer


def _seen(request: PersonRequest, challenge_id: UUID) -> Challenge:
    return get_challenge(challenge_id, access=request.access, on=request.at.date())


def _file(told: DrawTold) -> dict[str, object]:
    return {
        "commitment": told.commitment,
        "seed": told.seed,
        "tickets": told.tickets,
        "prizes": [words.prize_words(prize) for prize in told.prizes],
    }


def _sheet(one: Challenge, request: PersonRequest) -> tuple[Sheet, list[UUID]]:
    """Give a line for each prize; amounts are in minor units, as everywhere in exports."""
    won = prizes_won(one, by=request.by)
    columns = ["person_id", "person", "team", "prize", "value_minor", "currency", "won_on"]
    rows = [
        [
            str(each.person_id or ""), each.person, each.team, words.prize_name(each.prize),
            each.prize.value, each.prize.currency, f"{each.on:%Y-%m-%d}",
        ]
        for each in won
    ]  # fmt: skip
    return Sheet(columns, rows), [each.person_id for each in won if each.person_id]
