"""The words of payments: states, what leads from one to the next, and the codes under which a payment is refused.

States and codes are those of G2P payments (G2P Connect's disbursement API: rcvd, pdng, succ, rjct and its reason codes; envelope and
disbursement as in OpenG2P). A bank's reason codes are ISO 20022's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zhyto.faults import Fault, InputRefused
from zhyto.texts import Said, as_is


@dataclass(frozen=True, slots=True)
class Transition:
    """What leads from one state to another. of: `envelope` or `disbursement`. who: who does it. moves: accounts the money goes between."""

    of: str
    before: str
    act: str
    after: str
    who: str
    moves: str = ""


TRANSITIONS: Final = (
    Transition("envelope", "", "pay", "open", "maker", "Fund → Envelope"),
    Transition("envelope", "open", "approve", "approved", "two officers, neither of them the maker"),
    Transition("envelope", "approved", "send", "sent", "an officer"),
    Transition("envelope", "sent", "reconcile", "reconciled", "an officer"),
    Transition("envelope", "reconciled", "close", "closed", "an officer", "Returns → Fund, Envelope → Fund"),
    Transition("envelope", "open", "withdraw", "withdrawn", "an officer, while nothing of it is sent", "Envelope → Fund, Returns → Fund"),
    Transition("envelope", "approved", "withdraw", "withdrawn", "an officer, while nothing of it is sent", "Envelope → Fund, Returns → Fund"),
    Transition("envelope", "reconciled", "pay again", "open", "maker", "Returns → Envelope"),
    Transition("envelope", "sent", "pay again", "open", "maker", "Returns → Envelope"),
    Transition("disbursement", "", "pay", "prepared", "maker"),
    Transition("disbursement", "", "pay", "rejected", "maker, where the account or address is not one", "Envelope → Returns"),
    Transition("disbursement", "prepared", "approve", "approved", "two officers, neither of them the maker"),
    Transition("disbursement", "prepared", "decide", "cancelled", "an officer: the recipient is paid already", "Envelope → Fund"),
    Transition("disbursement", "approved", "decide", "cancelled", "an officer: the recipient is paid already", "Envelope → Fund"),
    Transition("disbursement", "prepared", "withdraw", "cancelled", "an officer: the envelope was a mistake", "Envelope → Fund"),
    Transition("disbursement", "approved", "withdraw", "cancelled", "an officer: the envelope was a mistake", "Envelope → Fund"),
    Transition("disbursement", "rejected", "withdraw", "cancelled", "an officer: the envelope was a mistake", "Returns → Fund"),
    Transition("disbursement", "approved", "send", "sent", "an officer; not while a question about it is open", "Envelope → Transit"),
    Transition("disbursement", "sent", "answer", "confirmed", "the bank or the post", "Transit → Hromada"),
    Transition("disbursement", "sent", "answer", "rejected", "the bank or the post", "Transit → Returns"),
    Transition("disbursement", "confirmed", "answer", "returned", "the bank or the post", "Hromada → Returns"),
    Transition("disbursement", "sent", "decide", "confirmed", "an officer: as the bank booked it", "Transit → Hromada"),
    Transition("disbursement", "rejected", "decide", "confirmed", "an officer: the bank paid it after all", "Returns → Hromada"),
    Transition("disbursement", "confirmed", "decide", "returned", "an officer: it came back, as the bank booked it", "Hromada → Returns"),
    Transition("disbursement", "rejected", "pay again", "superseded", "maker: a new payment with mended details", "Returns → Envelope"),
    Transition("disbursement", "returned", "pay again", "superseded", "maker: a new payment with mended details", "Returns → Envelope"),
)
"""The whole cycle. Whatever is not here is refused."""
ENVELOPE_STATES: Final = ("open", "approved", "sent", "reconciled", "closed", "withdrawn")
STATES: Final = ("prepared", "approved", "sent", "confirmed", "rejected", "returned", "cancelled", "superseded")
G2P_STATUS: Final = {
    "prepared": "rcvd", "approved": "rcvd", "sent": "pdng", "confirmed": "succ", "rejected": "rjct", "returned": "rjct", "cancelled": "rjct",
    "superseded": "rjct",
}  # fmt: skip
STATE_NAMES: Final = {
    "open": ("відкрито", "open"), "prepared": ("підготовлено", "prepared"), "approved": ("затверджено", "approved"), "sent": ("надіслано", "sent"),
    "confirmed": ("виплачено", "confirmed"), "rejected": ("відхилено", "rejected"), "returned": ("повернуто", "returned"),
    "cancelled": ("скасовано", "cancelled"), "superseded": ("замінено новою виплатою", "superseded"), "reconciled": ("звірено", "reconciled"),
    "closed": ("закрито", "closed"), "withdrawn": ("відкликано", "withdrawn"),
}  # fmt: skip

REFERENCE_INVALID: Final = "rjct.reference_id.invalid"
REFERENCE_DUPLICATE: Final = "rjct.reference_id.duplicate"
PAYER_INVALID: Final = "rjct.payer_fa.invalid"
PAYEE_INVALID: Final = "rjct.payee_fa.invalid"
AMOUNT_INVALID: Final = "rjct.amount.invalid"

REASONS: Final = {
    REFERENCE_INVALID: ("посилання на виплату невідоме", "the payment's reference is not known"),
    REFERENCE_DUPLICATE: ("таку виплату вже підготовлено", "this payment was prepared before"),
    PAYEE_INVALID: ("рахунок або адреса отримувача не годяться", "the recipient's account or address is not valid"),
    AMOUNT_INVALID: ("сума не та", "the amount is not right"),
    "AC01": ("рахунок отримувача неправильний", "the recipient's account number is not right"),
    "AC04": ("рахунок отримувача закрито", "the recipient's account is closed"),
    "AC06": ("рахунок отримувача заблоковано", "the recipient's account is blocked"),
    "BE01": ("ім'я не відповідає рахунку", "the name does not fit the account"),
    "MD07": ("отримувач помер", "the recipient has died"),
    "MS03": ("банк не назвав причини", "the bank gave no reason"),
    "NOTCLAIMED": ("отримувач не прийшов на пошту", "the recipient did not come to the post office"),
    "paid_before": ("отримувачеві вже виплачено", "the recipient is paid already"),
    "withdrawn": ("список виплат відкликано", "the list of payments was withdrawn"),
    "same_person": ("це та сама особа, що й в іншій виплаті", "it is the same person as in another payment"),
}
"""Why a payment did not reach its recipient, in Ukrainian and English."""


def reason_text(code: str, lang: str) -> str:
    """A reason in words; the code itself where it is not known here."""
    return REASONS[code][0 if lang == "uk" else 1] if code in REASONS else code


def leads(of: str, before: str, act: str) -> set[str]:
    """States to which an act leads from a state; empty where it may not be done."""
    return {one.after for one in TRANSITIONS if (one.of, one.before, one.act) == (of, before, act)}


def before(of: str, act: str, after: str) -> list[str]:
    """States from which an act leads to a state."""
    found = [one.before for one in TRANSITIONS if (one.of, one.act, one.after) == (of, act, after)]
    assert found, f"no {act} leads a {of} to {after}"
    return found


def refuse(place: str, code: str, found: object, expected: Said, remedy: Said) -> InputRefused:
    """One fault under one of the codes above, to be raised."""
    return InputRefused([Fault(place, 0, code, as_is(found), expected, remedy)])
