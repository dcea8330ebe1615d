"""What is written down about a client, and what of it cannot be right: one rule for the form and for the record."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from datetime import date

from therapease.domain.client import Client
from therapease.errors import InvalidFieldError

MAX_NAME_CHARACTERS = 200
MAX_LINE_CHARACTERS = 200
MAX_NOTE_CHARACTERS = 1_000
MAX_AGE_YEARS = 130

_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_PHONE = re.compile(r"\+?[\d\s()./-]+(\s?(x|ext\.?)\s?\d+)?", re.IGNORECASE)
_LEAST_PHONE_DIGITS = 5
# Characters that turn the reading direction of what stands beside a name; a right-to-left name needs none of them.
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class ClientDetails:
    """The fields of the form, as typed. Only the name has to be there."""

    name: str
    date_of_birth: date | None = None
    preferred_name: str = ""
    pronouns: str = ""
    phone: str = ""
    email: str = ""
    emergency_contact: str = ""

    @classmethod
    def of(cls, client: Client) -> ClientDetails:
        """Return what is written down now."""
        return cls(
            client.name,
            client.date_of_birth,
            client.preferred_name or "",
            client.pronouns or "",
            client.phone or "",
            client.email or "",
            client.emergency_contact or "",
        )

    def tidied(self) -> ClientDetails:
        """Return the same without stray spaces and direction marks, each letter in one form (Unicode NFC)."""
        texts = {
            field.name: _tidy(getattr(self, field.name)) for field in fields(self) if field.name != "date_of_birth"
        }
        return ClientDetails(date_of_birth=self.date_of_birth, **texts)

    def problems(self, today: date) -> dict[str, str]:
        """Return what cannot be right by field, in the words to show there; empty when all is well."""
        tidy = self.tidied()
        found = {
            "name": _name_problem(tidy.name),
            "date_of_birth": _birth_date_problem(tidy.date_of_birth, today),
            "preferred_name": _length_problem(tidy.preferred_name, MAX_NAME_CHARACTERS),
            "pronouns": _length_problem(tidy.pronouns, MAX_LINE_CHARACTERS),
            "phone": _phone_problem(tidy.phone),
            "email": _email_problem(tidy.email),
            "emergency_contact": _length_problem(tidy.emergency_contact, MAX_NOTE_CHARACTERS),
        }
        return {field: problem for field, problem in found.items() if problem}

    def checked(self, today: date) -> ClientDetails:
        """Return the details tidied. Raise InvalidFieldError for the first field that cannot be right."""
        for field, problem in self.problems(today).items():
            raise InvalidFieldError(field, problem)
        return self.tidied()


def _tidy(text: str) -> str:
    plain = _DIRECTION_MARKS.sub("", unicodedata.normalize("NFC", text))
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in plain).split())


def _name_problem(name: str) -> str:
    if not name:
        return "Enter the client's name."
    if not any(character.isalpha() for character in name):
        return "A name has at least one letter."
    return _length_problem(name, MAX_NAME_CHARACTERS)


def _length_problem(text: str, limit: int) -> str:
    return f"This can have up to {limit:,} characters." if len(text) > limit else ""


def _birth_date_problem(born: date | None, today: date) -> str:
    if born is None:
        return ""
    if born > today:
        return "The date of birth lies in the future."
    return "Check the year of birth." if born.year < today.year - MAX_AGE_YEARS else ""


def _phone_problem(phone: str) -> str:
    if not phone:
        return ""
    has_digits = sum(character.isdigit() for character in phone) >= _LEAST_PHONE_DIGITS
    is_one = has_digits and _PHONE.fullmatch(phone) is not None
    return (
        _length_problem(phone, MAX_LINE_CHARACTERS) if is_one else "Write a phone number, for example +44 20 7946 0000."
    )


def _email_problem(email: str) -> str:
    if not email:
        return ""
    is_one = _EMAIL.fullmatch(email) is not None
    return _length_problem(email, MAX_LINE_CHARACTERS) if is_one else "Write an address such as name@example.org."
