"""Work on many thousand objects, all let go at its end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

OFTEN_ENOUGH: Final = 1_000_000  # objects made and not let go since the last look


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python look for cycles of objects after so many only.

    Looking through a batch of them after each few hundred costs a tenth to a quarter of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(OFTEN_ENOUGH, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
