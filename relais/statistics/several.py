"""Many looks at once: which of many p-values still say something.

Benjamini, Hochberg, *Journal of the Royal Statistical Society B* 57 (1995) 289-300.
"""

from collections.abc import Sequence

import numpy as np
from scipy.stats import false_discovery_control


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Give each p-value adjusted for how many there are: a share of false alarms, not a chance.

    Keep those at most 0.05, and at most 5 % of what is kept is expected to be nothing.
    :raises ValueError: for a p-value outside [0, 1].
    """
    if not p_values:
        return []
    return [float(p) for p in false_discovery_control(np.asarray(p_values, dtype=np.float64))]
