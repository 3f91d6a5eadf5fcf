"""How a reply gets to the client, or does not."""

import asyncio
import socket
import struct
from typing import NoReturn

from aiohttp import web

from .faults import HUGE_CHUNK, HUGE_CHUNKS, Fault
from .replies import Reply

DRIP_SECONDS = 1
EXTRA_REPLY_SECONDS = 0.05


async def deliver(
    request: web.BaseRequest, reply: Reply, date: str, fault: Fault | None
) -> web.StreamResponse:
    """Send the reply, unless the fault wants it otherwise, or the client has left."""
    try:
        return await _deliver(request, reply, date, fault)
    except ConnectionError:
        await _wait_for_the_end()


async def _deliver(
    request: web.BaseRequest, reply: Reply, date: str, fault: Fault | None
) -> web.StreamResponse:
    headers = {
        "Content-Type": "text/html; charset=UTF-8",
        "Date": date,
        "Set-Cookie": "PHPSESSID=1; path=/",
        **reply.headers,
    }
    match fault:
        case Fault.RESET_BEFORE | Fault.RESET_AFTER:
            await _reset(request)
        case Fault.SILENCE | Fault.SILENCE_AFTER:
            await _wait_for_the_end()
        case Fault.EXTRA_REPLY:
            await _reply_twice(request, reply)
        case Fault.RESET_WITHIN:
            response = await _begin(request, reply, headers)
            await response.write(reply.body[: len(reply.body) // 2])
            await _reset(request)
        case Fault.DRIP:
            response = await _begin(request, reply, headers)
            for byte in reply.body:
                await response.write(bytes([byte]))
                await asyncio.sleep(DRIP_SECONDS)
            return response
        case Fault.HUGE:
            response = web.StreamResponse(headers=headers)
            await response.prepare(request)
            for _ in range(HUGE_CHUNKS):
                await response.write(HUGE_CHUNK)
            return response
    return web.Response(status=reply.status, headers=headers, body=reply.body)


async def _begin(
    request: web.BaseRequest, reply: Reply, headers: dict[str, str]
) -> web.StreamResponse:
    response = web.StreamResponse(status=reply.status, headers=headers)
    response.content_length = len(reply.body)
    await response.prepare(request)
    return response


async def _reply_twice(request: web.BaseRequest, reply: Reply) -> NoReturn:
    """Send the reply, and again when the client has read it; keep the connection."""
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(reply.body)}\r\n\r\n"
    for _ in range(2):
        if request.transport is not None:
            request.transport.write(head.encode() + reply.body)
        await asyncio.sleep(EXTRA_REPLY_SECONDS)
    await _wait_for_the_end()


async def _reset(request: web.BaseRequest) -> NoReturn:
    """End the connection with a TCP reset."""
    if request.transport is not None:
        sock = request.transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    await _wait_for_the_end()


async def _wait_for_the_end() -> NoReturn:
    """Wait until the connection is lost, which cancels this task."""
    end: asyncio.Future[NoReturn] = asyncio.get_running_loop().create_future()
    await end
