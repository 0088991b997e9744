"""A proof as a workbook whose sums and rates stay alive: they follow when a cell is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from babel.numbers import get_currency_precision

from relais.roi.queries import Charged
from relais.roi.rules.proof import AFTER, Proof

OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Words:
    """What the workbook says, in the reader's language: names of sheets, heads and lines."""

    about: str
    quantities: str
    money: str
    leads: str
    stages: Mapping[str, str]
    costs: Mapping[str, str]
    stage_heads: Sequence[str]
    money_heads: Sequence[str]
    lead_heads: Sequence[str]
    totals: Mapping[str, str]


def workbook_of(proof: Proof, words: Words, leads: Sequence[Charged] | None) -> bytes:
    """Write a proof as a workbook, with its leads where they are given.

    Sums are formulas, over the leads where these are there. Whatever somebody has typed is text.
    """
    made = BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        book.set_properties({"title": words.about})
        digits = get_currency_precision(proof.currency)
        form = "#,##0" + ("." + "0" * digits if digits else "")
        forms = {
            "head": book.add_format({"bold": True}),
            "amount": book.add_format({"num_format": f"{form} [${proof.currency}]"}),
            "rate": book.add_format({"num_format": "0.0%"}),
        }
        sheets = _Sheets(proof, words, forms, digits)
        sheets.quantities(book.add_worksheet(words.quantities))
        sheets.money(book.add_worksheet(words.money), leads)
        if leads is not None:
            sheets.leads(book.add_worksheet(words.leads), leads)
    return made.getvalue()


@dataclass(frozen=True)
class _Sheets:
    proof: Proof
    words: Words
    forms: Mapping[str, Any]
    digits: int

    def quantities(self, page: Any) -> None:
        """Write each stage, the one before, its rate and what one has cost."""
        self._heads(page, self.words.stage_heads)
        rows = {step.stage: line for line, step in enumerate(self.proof.steps, start=1)}
        total = f"'{self.words.money}'!B{len(self.proof.costs) + 2}"
        for step in self.proof.steps:
            line = rows[step.stage]
            page.write_string(line, 0, self.words.stages[step.stage])
            page.write_number(line, 1, step.count)
            if step.rate:
                page.write_number(line, 2, step.rate.numerator)
                before = f"B{rows[AFTER[step.stage]] + 1}"
                page.write_formula(line, 3, f"={before}", None, step.rate.denominator)
                rate = f'=IF(D{line + 1}=0,"",C{line + 1}/D{line + 1})'
                page.write_formula(line, 4, rate, self.forms["rate"], step.rate.rate or "")
            each = f'=IF(B{line + 1}=0,"",{total}/B{line + 1})'
            worth = "" if step.each is None else self._units(step.each)
            page.write_formula(line, 5, each, self.forms["amount"], worth)

    def money(self, page: Any, leads: Sequence[Charged] | None) -> None:
        """Write each cost, their sum, the margin, and what follows from both."""
        self._heads(page, self.words.money_heads)
        proof, amount = self.proof, self.forms["amount"]
        for line, (kind, spent) in enumerate(proof.costs.items(), start=1):
            page.write_string(line, 0, self.words.costs[kind])
            page.write_number(line, 1, self._units(spent), amount)
        last = len(proof.costs) + 1  # as a spreadsheet counts its lines, the heads included
        cost, margin, gain = (f"B{last + number}" for number in (1, 2, 3))
        sum_of = f"=SUM(B2:B{last})" if proof.costs else "=0"
        rows: list[tuple[str, str | float, float, Any]] = [
            ("cost", sum_of, self._units(proof.cost), amount),
            ("margin", self._units(proof.margin), self._units(proof.margin), amount),
            ("gain", f"={margin}-{cost}", self._units(proof.gain), amount),
            ("gained", f'=IF({cost}=0,"",{gain}/{cost})', proof.gained or 0, self.forms["rate"]),
            ("times", f'=IF({cost}=0,"",{margin}/{cost})', proof.times or 0, None),
        ]
        if leads is not None:
            both = f"=SUM('{self.words.leads}'!D2:D{max(2, len(leads) + 1)})"
            rows.append(("of_leads", both, self._units(proof.cost), amount))
        for line, (name, cell, value, form) in enumerate(rows, start=last):
            page.write_string(line, 0, self.words.totals[name], self.forms["head"])
            if isinstance(cell, str):
                page.write_formula(line, 1, cell, form, value)
            else:
                page.write_number(line, 1, cell, form)
        page.write_string(last + len(rows) + 1, 0, self.words.about)

    def leads(self, page: Any, leads: Sequence[Charged]) -> None:
        """Write each lead with what it has cost and brought."""
        self._heads(page, self.words.lead_heads)
        for line, one in enumerate(leads, start=1):
            page.write_string(line, 0, str(one.lead.id))
            page.write_string(line, 1, str(one.lead.account))
            page.write_string(line, 2, str(one.lead.campaign))
            page.write_number(line, 3, self._units(one.cost), self.forms["amount"])
            if one.margin is not None:
                page.write_number(line, 4, self._units(one.margin), self.forms["amount"])

    def _heads(self, page: Any, heads: Sequence[str]) -> None:
        page.write_row(0, 0, heads, self.forms["head"])
        page.set_column(0, 0, 44)
        page.set_column(1, len(heads), 18)
        page.freeze_panes(1, 0)

    def _units(self, minor: int) -> float:
        """Give an amount as a spreadsheet holds it: it knows no minor units."""
        return float(Decimal(minor).scaleb(-self.digits))
