"""Companies, their people, and who answers for them."""

from django.db import models

from relais.accounts.rules.words import LONGEST_WORD
from relais.database.models import OrganizationRow, VolumeRow
from relais.database.prefix import PATTERN
from relais.lib.folding import LONGEST
from relais.lib.names import full_name, in_one_line
from relais.privacy.rules import name_value


def _by_beginning(*columns: str, name: str) -> models.Index:
    opclasses = ["uuid_ops", *(PATTERN for _ in columns)]
    return models.Index(fields=["organization", *columns], name=name, opclasses=opclasses)


class Account(VolumeRow):
    """A company, as one address of it.

    `name_key` is its name made comparable, `words` are those by which it is found.
    """

    name = models.CharField(max_length=400)
    name_key = models.CharField(max_length=400, blank=True)
    words = models.CharField(max_length=LONGEST, blank=True)
    siren = models.CharField(max_length=9, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    vat = models.CharField(max_length=20, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    phone_typed = models.CharField(max_length=60, blank=True)
    street = models.CharField(max_length=400, blank=True)
    postcode = models.CharField(max_length=16, blank=True)
    city = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, default="FR")
    activity_code = models.CharField(max_length=10, blank=True)
    sector = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    external_key = models.CharField(max_length=120, null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            _by_beginning("siren", name="account_by_siren"),
            models.Index(fields=["organization", "domain"], name="account_by_domain"),
            models.Index(fields=["organization", "phone"], name="account_by_phone"),
            _by_beginning("name_key", "postcode", name="account_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization", "external_key", name="account_external_key_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it is, on one line; "" where nothing is known of that."""
        return in_one_line(self.street, self.postcode, self.city)


class Contact(VolumeRow):
    """A person at a company. What is personal stands here, and nowhere in the log.

    `words` are those by which he is found: of his last name, then of his first.
    """

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=LONGEST, blank=True)
    function = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    phone_typed = models.CharField(max_length=60, blank=True)
    timezone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=8, blank=True)
    external_key = models.CharField(max_length=120, null=True, blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "account"], name="contact_of_account"),
            models.Index(fields=["organization", "phone"], name="contact_by_phone"),
            _by_beginning("email", name="contact_by_email"),
            _by_beginning("words", name="contact_by_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organization", "external_key", name="contact_external_key_once"
            ),
        ]

    def __str__(self) -> str:
        return "–" if self.erased_at else full_name(self.first_name, self.last_name)

    @property
    def number(self) -> str:
        """The number to dial: his own, else the company's; "" if there is none."""
        return self.phone or self.account.phone

    @property
    def name_value(self) -> str:
        """What tells him at his company by his name alone; "" if there is none."""
        return name_value(self.account_id, self.first_name, self.last_name)


class AccountWord(VolumeRow):
    """A word of a company's name besides the first of its key: an entry of the index of names."""

    word = models.CharField(max_length=LONGEST_WORD)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="entries", db_index=False
    )

    class Meta:
        indexes = [_by_beginning("word", name="account_word")]

    def __str__(self) -> str:
        return self.word


class ContactWord(VolumeRow):
    """A word of a person's name besides the first: personal, and erased with the name."""

    word = models.CharField(max_length=LONGEST_WORD)
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="entries", db_index=False
    )

    class Meta:
        indexes = [
            _by_beginning("word", name="contact_word"),
            models.Index(fields=["organization", "contact"], name="word_of_contact"),
        ]

    def __str__(self) -> str:
        return self.word


class AccountOwnership(OrganizationRow):
    """Which rep answers for an account, from when to when; at most one at a time."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ownerships")
    rep = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["organization", "rep", "until"], name="ownership_of_rep")]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "account",
                condition=models.Q(until__isnull=True),
                name="one_active_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.rep_id}"
