"""Faults between Home Assistant and the platform."""

import asyncio
from enum import StrEnum
import socket
import ssl
from typing import override

from aiohttp import TCPConnector
from aiohttp.abc import ResolveResult
from aiohttp.resolver import AsyncResolver
import pytest

from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .common import trust
from .simulator import Fault, Simulator
from .tls import Tls

NAME = "platform.example"


class NetworkFault(StrEnum):
    """What fails on the way to the platform."""

    REFUSED = "refused"
    NO_NAME = "no_name"
    CERTIFICATE = "certificate"


class Platform(Simulator):
    """A platform at which one fault begins and ends."""

    async def begin(self, fault: Fault | NetworkFault) -> None:
        """Let requests fail."""
        self.fail(Fault(fault))

    async def end(self) -> None:
        """Let them succeed again."""
        self.clear_faults()


class ClosedPlatform(Platform):
    """A platform that refuses connections."""

    @override
    async def begin(self, fault: Fault | NetworkFault) -> None:
        await self.stop()

    @override
    async def end(self) -> None:
        await self.start()


class NamedPlatform(Platform):
    """A platform with a name that cannot be resolved."""

    def __init__(self, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
        """Give Home Assistant a resolver that knows the name."""
        super().__init__()
        self._hass = hass
        self._known_as = "localhost"
        resolver, resolve = AsyncResolver(), AsyncResolver.resolve

        async def resolve_name(
            self_: AsyncResolver, host: str, port: int, family: socket.AddressFamily
        ) -> list[ResolveResult]:
            assert host == NAME
            return await resolve(resolver, self._known_as, port, socket.AF_INET)

        monkeypatch.setattr(AsyncResolver, "resolve", resolve_name)

    @property
    @override
    def url(self) -> str:
        return super().url.replace("127.0.0.1", NAME)

    @override
    async def begin(self, fault: Fault | NetworkFault) -> None:
        self._known_as = "denied.onion"  # The resolver denies it without a question
        connector = async_get_clientsession(self._hass).connector
        assert isinstance(connector, TCPConnector)
        connector.clear_dns_cache()
        await self.stop()
        await self.start()

    @override
    async def end(self) -> None:
        self._known_as = "localhost"


class UntrustedPlatform(Platform):
    """A platform that presents a certificate that nobody trusts."""

    def __init__(self, trusted: Tls, untrusted: Tls) -> None:
        """Begin with the trusted one."""
        trust(trusted)
        self._certificates = trusted.certificate, untrusted.certificate
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(trusted.certificate)
        super().__init__(ssl_context=self._context)

    @override
    async def begin(self, fault: Fault | NetworkFault) -> None:
        # Else the loop reports the server's end of each handshake that is broken off.
        asyncio.get_running_loop().set_debug(False)
        await self.stop()
        self._context.load_cert_chain(self._certificates[1])
        await self.start()

    @override
    async def end(self) -> None:
        self._context.load_cert_chain(self._certificates[0])
