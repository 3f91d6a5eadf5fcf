"""Steers a simulator that runs by itself, over HTTP on its own port."""

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .accounts import Account
from .faults import Fault

if TYPE_CHECKING:
    from .server import Simulator

PREFIX = "/simulator/"
ACCOUNT_FIELDS = frozenset(field.name for field in fields(Account))


async def handle(simulator: Simulator, request: web.BaseRequest) -> web.Response:
    """Answer a request under `/simulator/`, always with the simulator's state."""
    name = request.path.removeprefix(PREFIX)
    if request.method == "POST" and name in _COMMANDS:
        try:
            _COMMANDS[name](
                simulator, await request.json() if request.can_read_body else {}
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            return web.Response(status=400, text=repr(error))
    elif (request.method, name) != ("GET", "state"):
        return web.Response(
            status=404, text=f"No {request.method} {request.path} here."
        )
    return web.json_response(_state(simulator))


def _state(simulator: Simulator) -> dict[str, Any]:
    return {
        "accounts": {
            username: {
                "balance": account.balance,
                "anumber": account.anumber,
                "bnumber": account.bnumber,
            }
            for username, account in simulator.accounts.items()
        },
        "stores": simulator.stores,
        "calls": simulator.calls,
        "texts": simulator.texts,
        "faults": [
            {"fault": failure.fault, "times": failure.times, "method": failure.method}
            for failure in simulator.failures
        ],
        "requests": len(simulator.requests),
    }


def _fail(simulator: Simulator, data: dict[str, Any]) -> None:
    simulator.fail(
        Fault(data["fault"]), times=data.get("times"), method=data.get("method")
    )


def _clear_faults(simulator: Simulator, data: dict[str, Any]) -> None:
    simulator.clear_faults()


def _change_account(simulator: Simulator, data: dict[str, Any]) -> None:
    account = simulator.accounts[data.pop("username")]
    if unknown := data.keys() - ACCOUNT_FIELDS:
        raise ValueError(f"An account has no {', '.join(sorted(unknown))}")
    for name, value in data.items():
        setattr(account, name, value)


def _set_clock(simulator: Simulator, data: dict[str, Any]) -> None:
    simulator.clock_offset = timedelta(seconds=data["offset"])


_COMMANDS: dict[str, Callable[[Simulator, dict[str, Any]], None]] = {
    "fault": _fail,
    "clear_faults": _clear_faults,
    "account": _change_account,
    "clock": _set_clock,
}
