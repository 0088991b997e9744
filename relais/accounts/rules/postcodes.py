"""Where a French postcode lies."""

OVERSEAS = ("97", "98")
CORSICA = "20"
NORTHERN_CORSICA = ("202", "206")  # 20000 to 20190 are Corse-du-Sud


def department_of(postcode: str) -> str:
    """Give the department of a French postcode: "69", "2A", "974"; "" if it is none.

    A few communes are served by a post office across the border of their department: the
    postcode alone cannot tell, and the department of the office is given.
    """
    code = postcode.replace(" ", "")
    if len(code) != 5 or not code.isdecimal():
        return ""
    if code.startswith(OVERSEAS):
        return code[:3]
    if code.startswith(CORSICA):
        return "2B" if code.startswith(NORTHERN_CORSICA) else "2A"
    return code[:2]
