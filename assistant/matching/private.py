"""Numbers that nobody should text, such as a burgerservicenummer or a bank account: found to be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.nl import bsn

_HIDDEN = "*"
_IBAN = re.compile(r"\b[A-Za-z]{2} ?\d{2}(?: ?[A-Za-z0-9]){11,30}\b")
_DIGITS = re.compile(r"(?<![\w+])\d(?:[ .-]?\d){7,18}(?!\w)")
_SEPARATORS = re.compile(r"[ .-]")
_CARD = range(13, 20)
"""Digits on a payment card (ISO/IEC 7812)."""
_BSN = 9
"""Digits of a BSN, of which the weighted sum can be divided by 11 (the "elfproef"). Eight digits are mostly a date."""
_PHONE = re.compile(r"0?6\d{8}|0\d{9}|0800\d{4,7}|0900\d{4,7}")


def has_private_number(text: str) -> bool:
    """Does the message hold a number that passes the check of a BSN, an IBAN or a payment card?"""
    return any(True for _ in _spans(text))


def without_private_numbers(text: str) -> str:
    """The message with a star for each digit and letter of such numbers."""
    for start, end in _spans(text):
        text = text[:start] + re.sub(r"\w", _HIDDEN, text[start:end]) + text[end:]
    return text


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for found in _IBAN.finditer(text):
        end = _iban_end(found[0])
        if end:
            yield found.start(), found.start() + end
    for found in _DIGITS.finditer(text):
        digits = _SEPARATORS.sub("", found[0])
        if (len(digits) == _BSN and bsn.is_valid(digits) and not _PHONE.fullmatch(digits)) or (
            len(digits) in _CARD and luhn.is_valid(digits)
        ):
            yield found.start(), found.end()


def _iban_end(written: str) -> int:
    """Where the account number ends: a word may follow it without a sign between. 0 where none is valid."""
    ends = (end for end in range(len(written), 14, -1) if end == len(written) or written[end] == " ")
    return next((end for end in ends if iban.is_valid(written[:end])), 0)
