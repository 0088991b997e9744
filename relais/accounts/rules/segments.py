"""By what companies are told apart in rules and targets: where, what, how large."""

OVERSEAS = ("97", "98")
CORSICA = "20"
NORTHERN_CORSICA = ("202", "206")  # 20000 to 20190 are Corse-du-Sud
EVERYWHERE = ""


def department_of(postcode: str) -> str:
    """Give the department of a French postcode: "69", "2A", "974"; "" if it is none.

    A few communes are served by a post office across the border of their department: the
    postcode alone cannot tell, and the department of the office is given.
    """
    code = bare(postcode)
    if len(code) != 5 or not code.isdecimal():
        return ""
    if code.startswith(OVERSEAS):
        return code[:3]
    if code.startswith(CORSICA):
        return "2B" if code.startswith(NORTHERN_CORSICA) else "2A"
    return code[:2]


def areas_of(postcode: str) -> set[str]:
    """List the areas in which a postcode lies: its beginnings, its department, and everywhere."""
    code = bare(postcode)
    beginnings = {code[:length] for length in range(1, len(code) + 1)}
    return {EVERYWHERE, *beginnings, department_of(code)}


def has_activity(code: str, *, prefixes: tuple[str, ...]) -> bool:
    """Tell whether an activity code begins like one of these, dots and spaces apart."""
    return bool(code) and bare(code).startswith(tuple(map(bare, prefixes)))


def has_size(size: int | None, *, least: int | None, most: int | None) -> bool:
    """Tell whether a number of employees lies between two, both included."""
    if least is None and most is None:
        return True
    return size is not None and (least or 0) <= size and (most is None or size <= most)


def bare(code: str) -> str:
    """Give a code without dots and spaces, in capitals."""
    return code.replace(".", "").replace(" ", "").upper()
