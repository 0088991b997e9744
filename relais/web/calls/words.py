"""What is said of calls only: how they end, what they achieve, why somebody is called back."""

from typing import Final

from django.utils.translation import gettext_noop

ENDS: Final[dict[str, str]] = {
    "answered": gettext_noop("Answered"),
    "no_answer": gettext_noop("No answer"),
    "busy": gettext_noop("Line busy"),
    "voicemail": gettext_noop("Voicemail"),
    "wrong_number": gettext_noop("Wrong number"),
    "dropped": gettext_noop("The line dropped"),
}
OUTCOMES: Final[dict[str, str]] = {
    "qualified": gettext_noop("Qualified: open the lead"),
    "callback": gettext_noop("Call back"),
    "not_now": gettext_noop("Not now"),
    "not_interested": gettext_noop("Not interested"),
    "information_sent": gettext_noop("Information sent"),
    "unreachable": gettext_noop("The person is not there"),
    "do_not_call": gettext_noop("Never call again"),
}
REACHED: Final = {  # the key of each outcome, in the order of the buttons
    "not_now": "p",
    "not_interested": "n",
    "information_sent": "i",
    "unreachable": "a",
}
MISSED: Final = {
    "no_answer": "s",
    "voicemail": "m",
    "busy": "o",
    "wrong_number": "f",
    "dropped": "c",
}
WHYS: Final[dict[str, str]] = {
    "asked": gettext_noop("As agreed on the phone"),
    "apology": gettext_noop("To apologise: nobody came"),
    "rebook": gettext_noop("To book again"),
    "returned_lead": gettext_noop("To complete the lead"),
    "recovered": gettext_noop("Recovered from an earlier campaign"),
}
VERDICTS: Final[dict[str, str]] = {
    "created": gettext_noop("new contacts"),
    "matched": gettext_noop("known already, now in the campaign"),
    "skipped": gettext_noop("passed over"),
}
COLUMNS: Final[dict[str, str]] = {
    "name": gettext_noop("company"),
    "siren": gettext_noop("SIREN"),
    "siret": gettext_noop("SIRET"),
    "vat": gettext_noop("VAT number"),
    "website": gettext_noop("website"),
    "company_phone": gettext_noop("company phone"),
    "street": gettext_noop("street"),
    "postcode": gettext_noop("postcode"),
    "city": gettext_noop("city"),
    "country": gettext_noop("country"),
    "activity_code": gettext_noop("activity code"),
    "sector": gettext_noop("sector"),
    "size": gettext_noop("size"),
    "last_name": gettext_noop("last name"),
    "first_name": gettext_noop("first name"),
    "function": gettext_noop("function"),
    "email": gettext_noop("e-mail"),
    "phone": gettext_noop("phone"),
    "timezone": gettext_noop("time zone"),
    "priority": gettext_noop("priority"),
}
