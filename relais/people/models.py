"""Tables of people: organization, units, persons and their roles, call centers, time."""

from datetime import time

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from uuid_utils import compat

from relais.database.models import OrganizationRow
from relais.lib.folding import LONGEST
from relais.lib.names import full_name
from relais.people.rules.access import Role

ROLES = [(role.value, role.value) for role in Role]


class Organization(models.Model):
    """A tenant: everything else belongs to one."""

    id = models.UUIDField(primary_key=True, default=compat.uuid7, editable=False)
    name = models.CharField(max_length=400)
    slug = models.SlugField(max_length=80, unique=True)
    country = models.CharField(max_length=2, default="FR")
    timezone = models.CharField(max_length=64, default="Europe/Paris")
    language = models.CharField(max_length=8, default="fr")
    currency = models.CharField(max_length=3, default="EUR")
    works_council_on = models.DateField(null=True, blank=True)
    privacy_notice = models.CharField(max_length=80, blank=True)
    impact_assessment = models.CharField(max_length=80, blank=True)
    purging = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class LoginManager(BaseUserManager["Login"]):
    """Makes sign-ins; addresses are compared without case."""

    def create_user(self, email: str, password: str | None = None) -> "Login":
        """Create a sign-in; without a password nobody can use it until one is set."""
        login = self.model(email=email.strip().lower())
        login.set_password(password)
        login.save(using=self._db)
        return login

    def give_another(self, login: "Login", email: str, password: str | None = None) -> "Login":
        """Give a sign-in that nobody has used another address and password."""
        login.email = email.strip().lower()
        login.set_password(password)
        login.save(using=self._db)
        return login

    def get_by_natural_key(self, username: str | None) -> "Login":
        """Find a sign-in whatever the case of the address."""
        return self.get(email=(username or "").strip().lower())


class Login(AbstractBaseUser, PermissionsMixin):
    """What somebody signs in with. Global: a person of an organization points at it."""

    id = models.UUIDField(primary_key=True, default=compat.uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LoginManager()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Unit(OrganizationRow):
    """A node of the sales force: country, region or agency. `path` is made of the ids above it."""

    class Kind(models.TextChoices):
        COUNTRY = "country"
        REGION = "region"
        AGENCY = "agency"

    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=10, blank=True)
    timezone = models.CharField(max_length=64)
    external_key = models.CharField(max_length=120, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "path", name="unit_path_once"),
            models.UniqueConstraint("organization", "external_key", name="unit_external_key_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CallCenter(OrganizationRow):
    """Where telemarketers work. An outsourced one sees its own campaigns, while mandated."""

    class Kind(models.TextChoices):
        IN_HOUSE = "in_house"
        OUTSOURCED = "outsourced"

    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    mandate_since = models.DateField(null=True, blank=True)
    mandate_until = models.DateField(null=True, blank=True)
    external_key = models.CharField(max_length=120, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "name", name="call_center_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(OrganizationRow):
    """Somebody who works with leads here. A leaver stays, with the day he left.

    `words` are those of his name, made comparable: by them he is found.
    """

    login = models.OneToOneField(
        Login, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200)
    words = models.CharField(max_length=LONGEST, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    phone_typed = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, default="fr")
    country = models.CharField(max_length=2, default="FR")
    subdivision = models.CharField(max_length=10, blank=True)
    timezone = models.CharField(max_length=64, default="Europe/Paris")
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    external_key = models.CharField(max_length=120, null=True, blank=True)

    class Meta:
        indexes = [models.Index("organization", Lower("last_name"), name="person_by_name")]
        constraints = [
            models.UniqueConstraint(
                "organization", "external_key", name="person_external_key_once"
            ),
        ]

    def __str__(self) -> str:
        return full_name(self.first_name, self.last_name)


class Membership(OrganizationRow):
    """A role that a person holds, in a unit or a call center, between two dates.

    For a rep, `weight` is his part in the rotation and `capacity` how many open leads he takes
    at most (None: no limit).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    call_center = models.ForeignKey(
        CallCenter, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "role", "unit"], name="membership_by_role")]
        constraints = [
            models.UniqueConstraint(
                "organization",
                "person",
                "role",
                "unit",
                "call_center",
                "since",
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class WorkingPeriod(OrganizationRow):
    """A stretch of a working week, in local time: of a person, else of his country.

    One that ends at midnight ends at 00:00.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="working_periods"
    )
    country = models.CharField(max_length=2, blank=True)
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "person"], name="working_period_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")) | models.Q(ends=time(0)),
                name="period_forward",
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="period_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"


class ClosingDay(OrganizationRow):
    """A day on which an organization does not work in a country, beside public holidays."""

    country = models.CharField(max_length=2)
    day = models.DateField()
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "country", "day", name="closing_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.day}"


class Absence(OrganizationRow):
    """A time in which a person takes no lead and no appointment. Why is nobody's business."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "person", "ends_at"], name="absence_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="absence_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts_at:%Y-%m-%d}"


class ApiToken(OrganizationRow):
    """A key with which a program acts for a person, within its scopes. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
