"""Files of leads of our own, in the shape of a public marketing funnel."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

TELEMARKETERS, REPS = 32, 22
WON = 0.105


def write_funnel(folder: Path, *, leads: int) -> list[Path]:
    """Write a file of leads and one of deals, a tenth of the leads signed; give both."""
    random = Random(2018)
    first = folder / "bench_marketing_qualified_leads.csv"
    second = folder / "bench_closed_deals.csv"
    with first.open("w", newline="") as file, second.open("w", newline="") as deals:
        rows, signed = csv.writer(file), csv.writer(deals)
        rows.writerow(["mql_id", "first_contact_date", "landing_page_id", "origin"])
        signed.writerow(["mql_id", "seller_id", "sdr_id", "sr_id", "won_date", "business_segment"])
        for number in range(leads):
            key = f"{number:032x}"
            opened = date(2018, 1, 1) + timedelta(days=random.randrange(240))
            rows.writerow([key, opened.isoformat(), f"{number % 200:032x}", "organic_search"])
            if random.random() < WON:
                won = opened + timedelta(days=random.randrange(1, 60))
                signed.writerow(
                    [
                        key,
                        f"{number:032x}",
                        f"{random.randrange(TELEMARKETERS):032x}",
                        f"{1_000 + random.randrange(REPS):032x}",
                        f"{won.isoformat()} 12:00:00",
                        "pet",
                    ]
                )
    return [first, second]
