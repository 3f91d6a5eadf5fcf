"""Steers a simulator that runs by itself, over HTTP on its own port."""

from typing import TYPE_CHECKING

from aiohttp import web

from .faults import Fault

if TYPE_CHECKING:
    from .server import Simulator

PREFIX = "/simulator/"


async def handle(simulator: Simulator, request: web.BaseRequest) -> web.Response:
    """Answer a request under `/simulator/`, always with the simulator's state."""
    data = await request.json() if request.can_read_body else {}
    match request.path.removeprefix(PREFIX):
        case "fault":
            simulator.fail(Fault(data["fault"]), times=data.get("times"))
        case "clear_faults":
            simulator.clear_faults()
        case "account":
            account = simulator.accounts[data.pop("username")]
            for name, value in data.items():
                setattr(account, name, value)
        case name if name != "state":
            return web.Response(status=404)
    accounts = {
        username: {"anumber": account.anumber, "bnumber": account.bnumber}
        for username, account in simulator.accounts.items()
    }
    return web.json_response(
        {"accounts": accounts, "calls": simulator.calls, "texts": simulator.texts}
    )
