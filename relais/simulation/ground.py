"""Where a simulated world lies: regions of one country, or countries."""

from dataclasses import dataclass
from typing import Final

from relais.simulation.rules import Scenario

Cities = tuple[tuple[str, str], ...]  # each with its postcode


@dataclass(frozen=True)
class Ground:
    """A region or country of the sales force; without a country it is as the unit above."""

    name: str
    cities: Cities
    country: str | None = None
    timezone: str | None = None


REGIONS: Final = (
    Ground("Nord", (("59000", "Lille"), ("62000", "Arras"), ("80000", "Amiens"))),
    Ground("Île-de-France", (("75011", "Paris"), ("78000", "Versailles"), ("91000", "Évry"))),
    Ground("Est", (("67000", "Strasbourg"), ("57000", "Metz"), ("54000", "Nancy"))),
    Ground("Sud-Est", (("69003", "Lyon"), ("38000", "Grenoble"), ("13002", "Marseille"))),
    Ground("Ouest", (("35000", "Rennes"), ("44000", "Nantes"), ("29200", "Brest"))),
    Ground("Sud-Ouest", (("31000", "Toulouse"), ("33000", "Bordeaux"), ("64000", "Pau"))),
)
COUNTRIES: Final = (
    Ground("France", (("69003", "Lyon"), ("35000", "Rennes")), "FR", "Europe/Paris"),
    Ground("Deutschland", (("50667", "Köln"), ("80331", "München")), "DE", "Europe/Berlin"),
    Ground("Italia", (("20121", "Milano"), ("40121", "Bologna")), "IT", "Europe/Rome"),
    Ground("España", (("46001", "Valencia"), ("41001", "Sevilla")), "ES", "Europe/Madrid"),
    Ground("Portugal", (("4000", "Porto"), ("3000", "Coimbra")), "PT", "Europe/Lisbon"),
    Ground("Belgique", (("4000", "Liège"), ("9000", "Gent")), "BE", "Europe/Brussels"),
    Ground("Nederland", (("3511", "Utrecht"), ("5611", "Eindhoven")), "NL", "Europe/Amsterdam"),
    Ground("Luxembourg", (("1111", "Luxembourg"),), "LU", "Europe/Luxembourg"),
    Ground("Österreich", (("4020", "Linz"), ("8010", "Graz")), "AT", "Europe/Vienna"),
    Ground("Schweiz", (("3011", "Bern"), ("4051", "Basel")), "CH", "Europe/Zurich"),
    Ground("United Kingdom", (("LS1", "Leeds"), ("BS1", "Bristol")), "GB", "Europe/London"),
    Ground("Ireland", (("T12", "Cork"), ("V94", "Limerick")), "IE", "Europe/Dublin"),
    Ground("Danmark", (("8000", "Aarhus"), ("5000", "Odense")), "DK", "Europe/Copenhagen"),
    Ground("Sverige", (("41101", "Göteborg"), ("21119", "Malmö")), "SE", "Europe/Stockholm"),
    Ground("Norge", (("5003", "Bergen"), ("7010", "Trondheim")), "NO", "Europe/Oslo"),
    Ground("Suomi", (("33100", "Tampere"), ("20100", "Turku")), "FI", "Europe/Helsinki"),
    Ground("Polska", (("50-001", "Wrocław"), ("30-001", "Kraków")), "PL", "Europe/Warsaw"),
    Ground("Česko", (("602 00", "Brno"), ("301 00", "Plzeň")), "CZ", "Europe/Prague"),
)


def ground_of(scenario: Scenario, number: int) -> Ground:
    """Give where the reps of a number work."""
    grounds = COUNTRIES if scenario.waves else REGIONS
    return grounds[number % len(grounds)]
