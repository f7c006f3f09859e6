"""Proxied: what is believed about the client: the connection itself, or the word of a trusted proxy."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from index.errors import BadInput

Network = IPv4Network | IPv6Network


def networks(proxies: Sequence[str]) -> list[Network]:
    """The networks of the setting, which names addresses or networks; BadInput for anything else."""
    try:
        return [ip_network(proxy, strict=False) for proxy in proxies]
    except ValueError as error:
        raise BadInput(
            "bad_setting",
            f"ASSISTANT_TRUSTED_PROXIES phải là địa chỉ IP hoặc mạng, cách nhau bằng dấu phẩy ({error}).",
            f"ASSISTANT_TRUSTED_PROXIES must be IP addresses or networks with commas between ({error}).",
            "ASSISTANT_TRUSTED_PROXIES",
        ) from error


class Proxied:
    """The layer that takes client address and scheme from a trusted proxy's headers, and notes that it did."""

    def __init__(self, app: ASGIApp, proxies: Sequence[Network]) -> None:
        self.app = app
        self._networks = proxies
        self._believing = ProxyHeadersMiddleware(app, [str(each) for each in proxies])  # type: ignore[arg-type]  # uvicorn's own scopes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as it came, or as a trusted proxy describes it."""
        client = scope.get("client")
        if scope["type"] == "http" and client and self._is_trusted(client[0]):
            scope["trich.by_proxy"] = True
            await self._believing(scope, receive, send)  # type: ignore[arg-type]  # the same scopes, typed apart
            return
        await self.app(scope, receive, send)

    def _is_trusted(self, address: str) -> bool:
        """Whether a peer is one of the proxies."""
        try:
            peer = ip_address(address)
        except ValueError:
            return False
        return any(peer in network for network in self._networks)
