"""What no further attempt can send."""


class Undeliverable(Exception):
    """There is nobody to send this to; trying again would not help."""
