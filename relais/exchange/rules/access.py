"""Who may bring files in, and what stops an import as a whole (pure)."""

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role


class MayNotImport(Refusal):
    """Histories are brought in by those who answer for them."""

    code = "may_not_import"
    message = gettext_noop("Only a director or an administrator brings leads in from a file.")


class FileNotNamed(Refusal):
    """A file that the mapping does not know."""

    code = "file_not_named"
    message = gettext_noop("The mapping says nothing of the file “%(file)s”.")


class FileMissing(Refusal):
    """A file that the mapping wants."""

    code = "file_missing"
    message = gettext_noop("The mapping wants a file like “%(match)s” for its [files.%(name)s].")


class TwoFiles(Refusal):
    """Two files for one place."""

    code = "two_files"
    message = gettext_noop("“%(one)s” and “%(other)s” are both like [files.%(name)s].")


class NotThere(Refusal):
    """Something that the import may not create."""

    code = "not_there"
    message = gettext_noop(
        "There is no %(what)s “%(name)s”: add it, or let the mapping create it"
        " (create = [“%(create)s”])."
    )


class OtherOrganization(Refusal):
    """A mapping made for another organization."""

    code = "other_organization"
    message = gettext_noop("The mapping is for the organization “%(slug)s”.")


class WhichOrganization(Refusal):
    """A mapping that does not say where its leads go."""

    code = "which_organization"
    message = gettext_noop("Say into which organization: the mapping has no [organization].")


class NoOwner(Refusal):
    """A campaign without anybody who answers for it."""

    code = "no_owner"
    message = gettext_noop("Nobody directs here: name the campaign's owner in the mapping.")


class SeenBefore(Refusal):
    """The same key twice in a file."""

    code = "seen_before"
    message = gettext_noop("The key “%(key)s” stands on line %(line)s already.")


class LeadNotThere(Refusal):
    """A row that belongs to a lead of which there is no row."""

    code = "lead_not_there"
    message = gettext_noop("No lead has the key “%(key)s”.")


class LeadRejected(Refusal):
    """A row whose lead could not be taken."""

    code = "lead_rejected"
    message = gettext_noop("Its lead was rejected, on line %(line)s of “%(file)s”.")


class DoesNotAddUp(Refusal):
    """What was written is not what was meant: nothing of it stays."""

    code = "does_not_add_up"
    message = gettext_noop(
        "The import does not add up and was undone: %(what)s, %(meant)s meant, %(found)s found."
    )


class Collides(Refusal):
    """Something that the database refuses, such as two appointments of a rep at one time."""

    code = "collides"
    message = gettext_noop("Nothing was kept: the import collides with what is there (%(why)s).")


class NotANumber(Refusal):
    """A count that is none."""

    code = "not_a_number"
    message = gettext_noop("“%(text)s” is not a whole number.")


class NoSuchReason(Refusal):
    """A reason that is on no list."""

    code = "no_such_reason"
    message = gettext_noop("“%(code)s” is not among the reasons of the list “%(kind)s”.")


class NoSuchBatch(Refusal):
    """A batch that the organization does not have."""

    code = "no_such_batch"
    message = gettext_noop("There is no import %(batch)s.")


def check_may_import(by: Actor) -> None:
    """Let a director or an administrator bring files in, or the command line.

    :raises MayNotImport: for anybody else.
    """
    if not by.has(Role.DIRECTOR, Role.ADMIN):
        raise MayNotImport
