"""Bringing leads in with their history, whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction

from relais.database.models import uuid7
from relais.exchange.actions.counting import ImportResult, Tally
from relais.exchange.actions.parties import Parties
from relais.exchange.actions.people import Named, People, listed
from relais.exchange.actions.places import campaign_for, organization_of
from relais.exchange.actions.running import Run
from relais.exchange.actions.words import Words
from relais.exchange.adapters.mappings import read_mapping
from relais.exchange.adapters.rejects import Rejects
from relais.exchange.adapters.sources import Source, digest_of, open_sources
from relais.exchange.models import ImportBatch
from relais.exchange.rules import Drafter, FileMapping
from relais.exchange.rules.access import Collides, check_may_import
from relais.people.queries import organization
from relais.people.rules.access import Actor, Door


@dataclass(frozen=True, slots=True)
class Given:
    """What an import is given: the files, their mapping, and where the file of rejects goes."""

    files: Sequence[Path]
    mapping: Path
    rejects_in: Path


@dataclass(frozen=True, slots=True)
class _Opened:
    """The mapping read, and the files open."""

    mapping: FileMapping
    digest: str
    sources: dict[str, Source]
    batch_id: UUID

    @property
    def columns(self) -> dict[str, Sequence[str]]:
        return {name: source.columns for name, source in self.sources.items()}


def import_leads(given: Given, *, by: Actor | None, at: datetime) -> ImportResult:
    """Bring the leads of some files in with their history; again, only what is new is added.

    All in one transaction: either the totals add up and everything stays, or nothing does.
    :param by: who imports; None for the command line, into the mapping's own organization.
    :raises MayNotImport: for anybody but a director or an administrator.
    :raises WrongMapping: for a mapping that cannot be followed, naming the key.
    :raises Refusal: for files that cannot be read, or that the mapping does not fit.
    :raises Collides: when the database refuses something, such as overlapping appointments.
    :raises DoesNotAddUp: when what was written is not what was meant.
    """
    opened = _open(given)
    with _rejects(given, opened) as rejects, _whole():
        return _bring_in(opened, rejects, by=by, at=at)


def preview_leads(given: Given, *, by: Actor | None, at: datetime) -> ImportResult:
    """Do all that an import does, and leave nothing of it behind but the file of rejects.

    :raises Refusal: as `import_leads`.
    """
    opened = _open(given)
    with _rejects(given, opened) as rejects, _whole():
        result = _bring_in(opened, rejects, by=by, at=at)
        transaction.set_rollback(True)
    return replace(result, batch=None)


@contextmanager
def _whole() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Collides(why=str(error).partition("\n")[0]) from error


def _open(given: Given) -> _Opened:
    mapping, digest = read_mapping(given.mapping)
    return _Opened(mapping, digest, open_sources(given.files, mapping), uuid7())


def _rejects(given: Given, opened: _Opened) -> Rejects:
    return Rejects(given.rejects_in / f"{opened.batch_id}-rejects.csv", opened.columns)


def _bring_in(opened: _Opened, rejects: Rejects, *, by: Actor | None, at: datetime) -> ImportResult:
    mapping, sources = opened.mapping, opened.sources
    drafter = Drafter(mapping, opened.columns)
    actor = _actor(mapping, by)
    people = People(mapping, _named(mapping, sources), by=_system(actor))
    campaign = campaign_for(mapping, people, by=_system(actor), at=at)
    country = organization(actor.organization_id).country
    run = Run(
        drafter=drafter,
        campaign_id=campaign.id,
        people=people,
        words=Words(mapping, campaign, people),
        parties=Parties(mapping, country=country, by=actor, at=at),
        tally=Tally(rejects),
        batch_id=opened.batch_id,
        by=actor,
    )
    tally = run.go({name: source.rows for name, source in sources.items()})
    tally.check(opened.batch_id, organization_id=actor.organization_id)
    notes = [f"{source.path.name}: {note}" for source in sources.values() for note in source.notes]
    result = tally.result(opened.batch_id, notes=notes)
    _remember(opened, result, by=actor, at=at)
    return result


def _actor(mapping: FileMapping, by: Actor | None) -> Actor:
    actor = by or Actor(organization_of(mapping, by=None), Door.IMPORT)
    check_may_import(actor)
    organization_of(mapping, by=actor)
    return replace(actor, door=Door.IMPORT)


def _system(actor: Actor) -> Actor:
    """Who may import may let the import add the persons and the campaign that it needs."""
    return Actor(actor.organization_id, Door.IMPORT)


def _named(mapping: FileMapping, sources: dict[str, Source]) -> dict[str, Named] | None:
    source = sources.get(mapping.persons.file)
    if source is None:
        return None
    return listed(mapping, source.columns, (row.cells for row in source.rows))


def _remember(opened: _Opened, result: ImportResult, *, by: Actor, at: datetime) -> None:
    ImportBatch.objects.create(
        id=opened.batch_id,
        organization_id=by.organization_id,
        mapping_name=opened.mapping.name,
        mapping=opened.digest,
        files=[
            {"name": source.path.name, "sha256": digest_of(source.path)}
            for source in opened.sources.values()
        ],
        read=result.read,
        created=result.created,
        updated=result.updated,
        skipped=result.skipped,
        rejected=result.rejected,
        imported_at=at,
        imported_by_id=by.person_id,
    )
