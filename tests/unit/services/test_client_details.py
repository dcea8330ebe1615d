"""What of a client's details cannot be right, and how they are tidied."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fakes import START, new_workspace
from therapease.errors import InvalidFieldError
from therapease.services.client_details import ClientDetails

TODAY = START.date()


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("  Mara \t Keller ", "Mara Keller"),
        ("Mara\nKeller", "Mara Keller"),
        ("Ma\u0301ra", "Mára"),
        ("\u202eMara\u202c", "Mara"),
        ("مريم كيلر", "مريم كيلر"),
        ("O’Brien-Łuczak", "O’Brien-Łuczak"),
    ],
)
def test_names_are_tidied_and_keep_their_letters(typed: str, tidy: str) -> None:
    details = ClientDetails(typed)
    assert details.checked(TODAY).name == tidy
    assert details.problems(TODAY) == {}


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (ClientDetails(" "), "name"),
        (ClientDetails("\u200f"), "name"),
        (ClientDetails("12 3"), "name"),
        (ClientDetails("x" * 201), "name"),
        (ClientDetails("Mara", date(2026, 3, 18)), "date_of_birth"),
        (ClientDetails("Mara", date(1895, 12, 31)), "date_of_birth"),
        (ClientDetails("Mara", preferred_name="x" * 201), "preferred_name"),
        (ClientDetails("Mara", pronouns="x" * 201), "pronouns"),
        (ClientDetails("Mara", emergency_contact="x" * 1001), "emergency_contact"),
        *((ClientDetails("Mara", phone=wrong), "phone") for wrong in ("1234", "call me", "0" * 201, "+-( )")),
        *(
            (ClientDetails("Mara", email=wrong), "email")
            for wrong in ("mara", "mara@", "@example.org", "mara@example", "a b@example.org", "a@b@example.org")
        ),
    ],
)
def test_what_cannot_be_right_names_its_field(details: ClientDetails, field: str) -> None:
    assert list(details.problems(TODAY)) == [field]
    with pytest.raises(InvalidFieldError) as refused:
        details.checked(TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "phone", ["", "+44 20 7946 0000", "(030) 901820", "030/90.18-20", "555 0100 ext. 12", "٠٣٠٩٠١٨٢٠"]
)
def test_phone_numbers_are_written_in_many_ways(phone: str) -> None:
    assert ClientDetails("Mara", phone=phone).problems(TODAY) == {}


@pytest.mark.parametrize(
    "email", ["", "mara@example.org", "mara.keller+therapy@mail.example.co.uk", "jörg@münchen.example"]
)
def test_addresses_too(email: str) -> None:
    assert ClientDetails("Mara", email=email).problems(TODAY) == {}


def test_what_is_known_fills_the_form_again() -> None:
    details = ClientDetails(
        "Mara Keller", date(1991, 5, 4), "Mar", "she/her", "+44 20 7946 0000", "m@example.org", "Ana, sister"
    )
    assert ClientDetails.of(new_workspace().clients.add(details)) == details
    assert ClientDetails.of(new_workspace().clients.create("Mara")) == ClientDetails("Mara")
