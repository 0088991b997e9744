"""What `make agreement` says at its end: how far each figure is from R's at the most."""

import sys
from collections import defaultdict

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the largest difference of each figure over all sets; nothing where R was not asked."""
    module = sys.modules.get("tests.with_r.agreement")
    if module is None or not module.both.cache_info().currsize:
        return
    ours, reference = module.both()
    farthest: dict[str, float] = defaultdict(float)
    counted: dict[str, int] = defaultdict(int)
    for seed, figures in ours.items():
        for name, values in figures.items():
            pairs = list(zip(values, reference[seed][name], strict=True))
            apart = [abs(one - other) / max(1.0, abs(other)) for one, other in pairs]
            farthest[name] = max(farthest[name], *apart)
            counted[name] += len(pairs)
    terminalreporter.section(f"beside R, over {len(ours)} data sets")
    for name, most in sorted(farthest.items()):
        terminalreporter.write_line(
            f"{name:<14} {counted[name]:>6} figures, {most:.1e} apart at most"
        )
