"""The accounts that are measured, and the bytes that the simulated platform answers for them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import phonenumbers
from phonenumbers import PhoneNumberType

from tests.simulator import Account, Simulator
from tests.simulator.server import TARGET
from tests.simulator.signature import DATE_FORMAT, sign

USERNAME = "demo"
PASSWORD = "secret"
FIRST_ACCOUNT = 1000
"""All account numbers have as many digits."""
SMALL, LARGE = 20, 240


def account(numbers: int) -> Account:
    """Return an account that has so many callthrough numbers, each of which is an entity."""
    countries = [
        (country, fixed_line)
        for country in sorted(phonenumbers.SUPPORTED_REGIONS)
        if (fixed_line := _example(country, PhoneNumberType.FIXED_LINE))
    ][: numbers // 2]
    return Account(
        username=USERNAME,
        password=PASSWORD,
        account_number=str(FIRST_ACCOUNT),
        customer_number=str(FIRST_ACCOUNT),
        currency="eur",
        balance="18,40",
        personal_number="493034649495",
        callthrough_geo={country.lower(): number for country, number in countries},
        callthrough_free={
            country.lower(): _example(country, PhoneNumberType.TOLL_FREE) or number
            for country, number in countries
        },
    )


def _example(country: str, number_type: int) -> str | None:
    number = phonenumbers.example_number_for_type(country, number_type)
    if number is None:
        return None
    return f"{number.country_code}{phonenumbers.national_significant_number(number)}"


async def record(account: Account) -> bytes:
    """Return the simulated platform's whole reply for an account, headers included."""
    date = datetime.now(UTC).strftime(DATE_FORMAT)
    async with Simulator({account.username: account}) as simulator:
        host, port = simulator.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            f"GET {TARGET} HTTP/1.1\r\nHost: {host}\r\nx-date: {date}\r\n"
            f"x-authorization: {account.username}:{sign(account.password, date)}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split()[0])
        reply = head + await reader.readexactly(length)
        writer.close()
    return reply


async def replies() -> dict[str, list[bytes]]:
    """Return what the server answers by turns for the first account, by the path that its address begins with."""
    pages: dict[str, list[bytes]] = {}
    for size in (SMALL, LARGE):
        same = await record(account(size))
        other = await record(replace(account(size), balance="18,30"))
        pages |= {f"/{size}": [same], f"/{size}/changing": [same, other]}
    return pages


def for_account(reply: bytes, number: int) -> bytes:
    """Return the reply for another account."""
    assert len(str(number)) == len(str(FIRST_ACCOUNT))
    return reply.replace(f'"{FIRST_ACCOUNT}"'.encode(), f'"{number}"'.encode())
