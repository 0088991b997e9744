"""Writing what is to be sent, sending it, and answering a repeated request."""

from relais.outbox.actions.decline import accept_mail, decline_mail
from relais.outbox.actions.deliver import Delivered, deliver_due
from relais.outbox.actions.enqueue import Letter, enqueue, enqueue_many
from relais.outbox.actions.forget import forget_answers
from relais.outbox.actions.heartbeat import beat
from relais.outbox.actions.invite import give_sign_in, invite, open_sign_in, send_forgotten
from relais.outbox.actions.receipts import answer_once
from relais.outbox.rules.receipts import KeyReused

__all__ = [
    "Delivered",
    "KeyReused",
    "Letter",
    "accept_mail",
    "answer_once",
    "beat",
    "decline_mail",
    "deliver_due",
    "enqueue",
    "enqueue_many",
    "forget_answers",
    "give_sign_in",
    "invite",
    "open_sign_in",
    "send_forgotten",
]
