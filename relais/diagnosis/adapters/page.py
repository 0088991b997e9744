"""A diagnosis as one HTML file that needs nothing else: no server, no network, no script."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from relais.diagnosis.adapters.funnel import caption, funnel_svg
from relais.diagnosis.rules import Diagnosis, explain, headline
from relais.diagnosis.rules.words import Language, count, percent

HERE = Path(__file__).resolve().parent


def html_page(diagnosis: Diagnosis, *, source: str, language: Language) -> str:
    """Write the page of a diagnosis of `source`, the name of the file that it was read from."""
    env = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    env.filters["percent"] = lambda rate: percent(rate, language)
    env.filters["count"] = lambda value: count(value, language)
    return env.get_template("page.html").render(
        d=diagnosis,
        source=source,
        language=language,
        french=language == "fr",
        headline=headline(diagnosis, language=language),
        explanation=explain(diagnosis, language=language),
        funnel=funnel_svg(diagnosis, language=language),
        caption=caption(language),
        reps=sorted(diagnosis.findings, key=lambda f: (f.rate, -f.due, f.rep)),
    )
