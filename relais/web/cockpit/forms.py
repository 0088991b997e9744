"""With which rep somebody goes along, and until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.web.fields import Choices, DayField, pick


class AccompaniedForm(forms.Form):
    """With whom."""

    def __init__(self, *args: Any, reps: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep_id"] = pick(_("Rep"), reps)
        self.order_fields(["rep_id"])


class AccompanyForm(AccompaniedForm):
    """With whom, and until when."""

    due_on = DayField(label=_("On, or before"))
