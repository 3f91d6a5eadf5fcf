"""One read: sign, send, open, parse."""

from functools import partial
import json

from aiohttp import ClientSession, TCPConnector
from yarl import URL

from custom_components.callcard.api import CallcardClient, password_key
from custom_components.callcard.api.auth import Signer
from homeassistant.util import dt as dt_util
from scripts.benchmark.measure import Measure, compare, interleave
from scripts.benchmark.replies import LARGE, PASSWORD, SMALL, USERNAME
from scripts.benchmark.server import PATH

ROUNDS, RUNS = 200, 10


async def read(session: ClientSession, url: URL) -> None:
    """Read what a server answers, and no more than that."""
    async with session.get(url) as response:
        json.loads(await response.read())


async def read_signed(session: ClientSession, url: URL, key: str) -> None:
    """Read as the vendor's published clients do, in as few steps.

    They open a new connection for each request, if the session does.
    """
    headers = Signer(USERNAME, key).sign(dt_util.utcnow())
    async with session.get(url, headers=headers) as response:
        json.loads(await response.read())


async def measure(server: str) -> list[Measure]:
    """Compare our client with a bare read, and with the vendor's published way.

    Each reply is another one than the last.
    """
    key = password_key(PASSWORD)
    measures = []
    for size in (SMALL, LARGE):
        address = f"{server}/{size}/changing"
        async with (
            ClientSession() as our_session,
            ClientSession() as session,
            ClientSession(connector=TCPConnector(force_close=True)) as new_connections,
        ):
            client = CallcardClient(our_session, USERNAME, key, f"{address}/1001")
            floor_url = URL(f"{address}/1002{PATH}", encoded=True)
            vendor_url = URL(f"{address}/1003{PATH}", encoded=True)
            signed_url = URL(f"{address}/1004{PATH}", encoded=True)
            ours, floor, signed, vendor = await interleave(
                client.async_get_account,
                partial(read, session, floor_url),
                partial(read_signed, session, signed_url, key),
                partial(read_signed, new_connections, vendor_url, key),
                rounds=ROUNDS,
                runs=RUNS,
            )
        name = f"read, {size} numbers"
        measures += [
            compare(name, ours.typical, floor.typical, 1.15),
            compare(f"{name}, to a signed one", ours.typical, signed.typical),
            compare(f"{name}, to the vendor's way", ours.typical, vendor.typical, 0.6),
        ]
    return measures
