"""Fetched: what one http(s) address gave, within limits and from public hosts only.

Every name is resolved here, each of its addresses checked, and the connection made to the very address that was
checked, anew at every redirect: a name that resolves differently a second time changes nothing. Private networks are
fetched from only if a setting allows it. robots.txt is honoured.
"""

import socket
import zlib
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import Message
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Self
from urllib.robotparser import RobotFileParser

import anyio
import anyio.from_thread
import httpx

from index.errors import BadInput

AGENT = "Trich"
LARGEST = 32 * 1024 * 1024
_LARGEST_ROBOTS = 512 * 1024
_MOST_REDIRECTS = 5
_MOST_HOSTS = 4
# For one address with its redirects; a page that takes longer will not come.
_SECONDS = 30
_QUIET_SECONDS = 10
_CHUNK = 256 * 1024
# 64:ff9b::/96 carries an IPv4 address in its last four bytes (RFC 6052), so do the first of 2002::/16.
_TRANSLATED = ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the address it came from after redirects, its media type, encoding and name as it says."""

    address: str
    kind: str
    charset: str | None
    name: str | None
    content: bytes


class Fetcher:
    """Fetches one address after another; open only within a `with`."""

    def __init__(self, allowed: Collection[str] = (), seconds: float = _SECONDS) -> None:
        self._allowed = frozenset(each.strip().lower() for each in allowed if each.strip())
        self._seconds = seconds
        self._robots: dict[str, RobotFileParser] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        # a loop of its own, so that a time limit ends whatever the other side does, and any caller may wait
        self._portal = self._open.enter_context(anyio.from_thread.start_blocking_portal())
        client = httpx.AsyncClient(
            trust_env=False,
            timeout=_QUIET_SECONDS,
            headers={"User-Agent": f"{AGENT}/1.0", "Accept-Encoding": "gzip"},
        )
        self._client = self._open.enter_context(self._portal.wrap_async_context_manager(client))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def get(self, address: str) -> Fetched:
        """What the address gives; BadInput with one sentence if it gives nothing that may be taken."""
        url = _parsed(address)
        try:
            return self._portal.call(self._get, url)
        except TimeoutError as error:
            raise _too_slow(self._seconds) from error

    async def _get(self, url: httpx.URL) -> Fetched:
        """The answer, with all its redirects, within the time."""
        with anyio.fail_after(self._seconds):
            for _ in range(_MOST_REDIRECTS + 1):
                if not (await self._robots_of(url)).can_fetch(AGENT, str(url)):
                    raise BadInput(
                        "robots_disallowed",
                        "Trang web không cho chương trình đọc địa chỉ này (robots.txt); hãy lưu trang bằng "
                        "trình duyệt rồi thêm tệp.",
                        "The site lets no program read this address (robots.txt); save the page with a "
                        "browser and add the file.",
                    )
                answer = await self._answer(url, LARGEST)
                if isinstance(answer, Fetched):
                    return answer
                if isinstance(answer, int):
                    raise BadInput(
                        "address_status",
                        f"Máy chủ trả lời mã {answer} thay vì nội dung; hãy xem lại địa chỉ.",
                        f"The server answered {answer} instead of the content; check the address.",
                    )
                url = answer
        raise _too_many_redirects()

    async def _robots_of(self, url: httpx.URL) -> RobotFileParser:
        """What the host lets programs read: everything if it has no rules, nothing if it fails to give them."""
        origin = f"{url.scheme}://{url.netloc.decode()}"
        if origin in self._robots:
            return self._robots[origin]
        rules, place = RobotFileParser(), httpx.URL(f"{origin}/robots.txt")
        for _ in range(_MOST_REDIRECTS + 1):
            answer = await self._answer(place, _LARGEST_ROBOTS)
            if isinstance(answer, httpx.URL):
                place = answer
                continue
            if isinstance(answer, Fetched):
                rules.parse(answer.content.decode("utf-8", "replace").splitlines())
            elif answer >= 500:  # as RFC 9309 has it
                rules.parse(["User-agent: *", "Disallow: /"])
            else:
                rules.parse([])
            self._robots[origin] = rules
            return rules
        raise _too_many_redirects()

    async def _answer(self, url: httpx.URL, limit: int) -> Fetched | httpx.URL | int:
        """One request: the content, the address it leads on to, or the status of a failure."""
        fault: httpx.HTTPError | None = None
        for host in (await self._hosts(url))[:_MOST_HOSTS]:
            request = self._client.build_request(
                "GET",
                url.copy_with(host=host),
                headers={"Host": url.netloc.decode()},
                extensions={"sni_hostname": url.raw_host.decode()},
            )
            try:
                response = await self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                fault = error
                continue
            except httpx.HTTPError as error:
                raise _unreachable(error) from error
            try:
                return await _taken(response, url, limit)
            except httpx.HTTPError as error:
                raise _unreachable(error) from error
            finally:
                await response.aclose()
        raise _unreachable(fault) from fault

    async def _hosts(self, url: httpx.URL) -> list[str]:
        """The addresses of the host's name; BadInput if any is not public and not allowed."""
        name = url.raw_host.decode()
        try:
            found = await anyio.getaddrinfo(name, url.port or 80, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise BadInput(
                "address_unreachable",
                f"Không tìm thấy máy chủ “{name}”; hãy xem lại địa chỉ và kết nối mạng.",
                f"There is no host “{name}”; check the address and the network.",
            ) from error
        hosts = list(dict.fromkeys(str(each[4][0]) for each in found))
        for host in hosts:
            if not is_public(host) and not self._allows(name, host):
                raise BadInput(
                    "address_private",
                    f"“{name}” là máy trong mạng nội bộ ({host}), không được tải; nếu cần, ghi tên máy vào "
                    "ASSISTANT_ALLOWED_HOSTS.",
                    f"“{name}” is a host of a private network ({host}) and is not fetched; if it must be, "
                    "name it in ASSISTANT_ALLOWED_HOSTS.",
                )
        return hosts

    def _allows(self, name: str, host: str) -> bool:
        """Whether the setting makes an exception for the name or for the network of its address."""
        if name.lower() in self._allowed:
            return True
        place = ip_address(host.partition("%")[0])
        for each in self._allowed:
            try:
                if place in ip_network(each, strict=False):
                    return True
            except ValueError:  # a name, not a network
                continue
        return False


def is_public(host: str) -> bool:
    """Whether an IP address is public, and so is the one that it may carry inside."""
    place: IPv4Address | IPv6Address = ip_address(host.partition("%")[0])
    if isinstance(place, IPv6Address):
        inner = place.ipv4_mapped or place.sixtofour or (place.teredo[1] if place.teredo else None)
        if place in _TRANSLATED:
            inner = IPv4Address(int(place) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if place.is_site_local:
            return False
    return place.is_global and not (place.is_multicast or place.is_reserved or place.is_unspecified)


def normal(address: str) -> str:
    """The address in its one form: host in small letters, no default port, no fragment; BadInput for none."""
    return str(_parsed(address))


def _parsed(address: str) -> httpx.URL:
    """The address; BadInput if it is none, or hides a name and password."""
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
        is_web = url.scheme in ("http", "https") and url.host and (url.port or 1) in range(1, 65536)
        if is_web and not url.userinfo and "%" not in url.host:
            return url.copy_with(raw_path=url.raw_path)  # which is "/" where there was none
    except (httpx.InvalidURL, UnicodeError, ValueError):
        pass
    raise BadInput(
        "bad_address",
        "Không phải địa chỉ http(s) dùng được (địa chỉ kèm tên và mật khẩu cũng không nhận); hãy chép lại.",
        "This is no usable http(s) address (nor may it hold a name and password); copy it again.",
    )


async def _taken(response: httpx.Response, url: httpx.URL, limit: int) -> Fetched | httpx.URL | int:
    """What a response gives, its body read up to the limit."""
    if response.status_code in (301, 302, 303, 307, 308) and (target := response.headers.get("location")):
        try:
            return _parsed(str(url.join(target)))
        except (httpx.InvalidURL, ValueError) as error:
            raise _too_many_redirects() from error
    if response.status_code != 200:
        return response.status_code
    content = await _body(response, limit)
    said = Message()
    said["content-type"] = response.headers.get("content-type") or "application/octet-stream"
    said["content-disposition"] = response.headers.get("content-disposition") or "inline"
    try:
        return Fetched(
            str(url), said.get_content_type(), said.get_content_charset(), said.get_filename(), content
        )
    except (ValueError, LookupError, TypeError):
        return Fetched(str(url), "application/octet-stream", None, None, content)


async def _body(response: httpx.Response, limit: int) -> bytes:
    """The body's bytes; BadInput if they are too many, or packed in a way that was not asked for."""
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "", "gzip", "x-gzip"):
        raise _damaged()
    unpack = zlib.decompressobj(wbits=47) if "gzip" in packed else None
    content = bytearray()
    try:
        async for chunk in response.aiter_raw(_CHUNK):
            while chunk:
                content += unpack.decompress(chunk, _CHUNK) if unpack else chunk
                chunk = unpack.unconsumed_tail if unpack else b""
                if len(content) > limit:
                    raise BadInput(
                        "too_large",
                        f"Nội dung tại địa chỉ lớn quá {limit // 1024**2} MB; hãy tải về rồi thêm tệp.",
                        f"The address holds over {limit // 1024**2} MB; download it and add the file.",
                    )
    except zlib.error as error:
        raise _damaged() from error
    if unpack and content and not unpack.eof:
        raise _damaged()
    return bytes(content)


def _damaged() -> BadInput:
    """The error for a body that cannot be unpacked."""
    return BadInput(
        "address_damaged",
        "Nội dung máy chủ gửi về bị hỏng hoặc nén theo cách không hỗ trợ; hãy thử lại sau.",
        "What the server sent is damaged or packed in a way that is not supported; try again later.",
    )


def _too_slow(seconds: float) -> BadInput:
    """The error for a server that takes too long."""
    return BadInput(
        "address_timeout",
        f"Máy chủ không gửi xong nội dung trong {seconds:g} giây; hãy thử lại sau.",
        f"The server did not send the content within {seconds:g} seconds; try again later.",
    )


def _too_many_redirects() -> BadInput:
    """The error for an address that leads on and on."""
    return BadInput(
        "too_many_redirects",
        f"Địa chỉ chuyển hướng quá {_MOST_REDIRECTS} lần hoặc tới chỗ không hợp lệ; hãy xem lại địa chỉ.",
        f"The address redirects over {_MOST_REDIRECTS} times or to no address; check it.",
    )


def _unreachable(error: httpx.HTTPError | None) -> BadInput:
    """The error for a host that cannot be reached."""
    if isinstance(error, httpx.TimeoutException):
        return _too_slow(_QUIET_SECONDS)
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return BadInput(
            "address_untrusted",
            "Chứng thực (TLS) của máy chủ không hợp lệ; hãy lưu trang bằng trình duyệt rồi thêm tệp.",
            "The server's TLS certificate is not valid; save the page with a browser and add the file.",
        )
    reason = str(error) or type(error).__name__
    return BadInput(
        "address_unreachable",
        f"Không kết nối được tới máy chủ ({reason}); hãy thử lại sau.",
        f"The server cannot be reached ({reason}); try again later.",
    )
