"""Addresses: fetched over real HTTP on loopback, within limits, and from nowhere else unless allowed."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.address import MOST_PAGES
from index.errors import BadInput
from index.fetched import LARGEST, Fetcher, is_public, normal
from index.reading import Refused, read
from index.report import Report
from index.settings import Settings

PAGE = (
    "<html><head><title>Cấp nước sạch</title><meta property='og:site_name' content='Báo Hà Nam'>"
    "<meta property='og:url' content='https://elsewhere.example/x'></head><body><h1>Cấp nước sạch</h1>"
    "<p>UBND tỉnh Hà Nam giao các sở rà soát kế hoạch cấp nước sạch cho các xã ven sông trong năm 2024.</p>"
    "</body></html>"
)
HTML = "text/html; charset=utf-8"


@dataclass
class Site:
    """A server on loopback: what each path answers, and which paths were asked for."""

    host: str = ""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    slow: Callable[[BaseHTTPRequestHandler], None] | None = None

    def say(
        self, path: str, content: str | bytes, kind: str = HTML, status: int = 200, **headers: str
    ) -> str:
        """Let a path answer so; returns its address."""
        raw = content.encode() if isinstance(content, str) else content
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": kind} | named, raw)
        return self.host + path

    def lead(self, path: str, target: str) -> str:
        """Let a path redirect; returns its address."""
        return self.say(path, "", status=302, Location=target)


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty site."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.hosts.append(self.headers["Host"])
            if self.path == "/slow" and found.slow:
                found.slow(self)
                return
            status, headers, raw = found.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.host = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def got(address: str, *allowed: str) -> list[Report | Refused]:
    """What reading the address gives, with loopback allowed unless other hosts are."""
    return list(read(address, allowed_hosts=allowed or ("127.0.0.1",)))


def report(address: str) -> Report:
    """The one report at the address."""
    (found,) = got(address)
    assert isinstance(found, Report), found
    return found


def code(address: str, *allowed: str) -> str:
    """The code with which the address is refused, and it names the address."""
    (found,) = got(address, *allowed)
    assert isinstance(found, Refused)
    assert found.message_vi and found.message_en
    assert found.file == address
    return found.code


def test_page(site: Site) -> None:
    """A page comes with its words, title and source; key and url are its address, whatever it says."""
    address = site.say("/tin/a.html?id=1", PAGE)
    found = report(f"{address}#dau")
    assert "rà soát kế hoạch cấp nước sạch" in found.text
    assert (found.title, found.source, found.file) == ("Cấp nước sạch", "Báo Hà Nam", None)
    assert (found.key, found.url) == (address, address)
    assert site.asked == ["/robots.txt", "/tin/a.html?id=1"]


def test_redirects(site: Site) -> None:
    """The key is the address given, `url` the one that it leads to; a circle ends."""
    target = site.say("/moi", PAGE)
    given = site.lead("/cu", "/moi")
    found = report(given)
    assert (found.key, found.url) == (given, target)
    assert code(site.lead("/vong", "/vong")) == "too_many_redirects"
    assert code(site.lead("/dau", "ftp://example.org/a")) == "bad_address"


@pytest.mark.parametrize(
    ("path", "kind", "content", "expected"),
    [
        ("/a", "text/plain; charset=utf-8", "Chỉ là chữ.", "Chỉ là chữ."),
        ("/a.csv", "text/plain", "Xã,Hộ\nA,5\n", "Xã: A | Hộ: 5"),
        ("/a", "text/csv", "Xã,Hộ\nA,5\n", "Xã: A | Hộ: 5"),
        ("/a.rtf", "application/octet-stream", r"{\rtf1 B\'e1o}", "Báo"),
        ("/tai?f=1", "application/rtf", r"{\rtf1 B\'e1o}", "Báo"),
        ("/a", "application/msword", r"{\rtf1 B\'e1o}", "Báo"),
    ],
)
def test_content_types(site: Site, path: str, kind: str, content: str, expected: str) -> None:
    """A document goes to the reader of its type, of its name where that is vague, of its bytes at last."""
    assert report(site.say(path, content, kind)).text == expected


def test_name_in_the_header(site: Site) -> None:
    """A download without a type is known by the name that its header gives."""
    address = site.say(
        "/tai", "Xã,Hộ\nA,5\n", "application/octet-stream", Content_Disposition='attachment; filename="a.csv"'
    )
    assert report(address).text == "Xã: A | Hộ: 5"


def test_lines_at_an_address(site: Site) -> None:
    """A .jsonl brings its lines, a nameless one under the address and its text."""
    lines = [{"id": "k", "text": "Một"}, {"text": "Hai", "url": "https://example.org/2"}]
    address = site.say("/a.jsonl", "\n".join(map(json.dumps, lines)), "application/x-ndjson")
    first, second = got(address)
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.key, first.url) == ("k", address)
    assert second.key.startswith(f"{address}#")
    assert second.url == "https://example.org/2"


@pytest.mark.parametrize(
    ("kind", "encoding", "meta"),
    [
        ("text/html; charset=utf-16le", "utf-16-le", ""),
        ("text/html; charset=iso-8859-1", "utf-8", ""),
        ("text/html", "utf-8", ""),
        ("text/html; charset=windows-1258", "cp1258", ""),
        ("text/html", "cp1258", "<meta charset='windows-1258'>"),
    ],
)
def test_encodings(site: Site, kind: str, encoding: str, meta: str) -> None:
    """The header, the page or its bytes tell the encoding; a header wrong about UTF-8 is not believed."""
    words = (
        "UBND tinh họp bàn về nước sạch" if encoding != "cp1258" else "Kê hoach cua tinh: đê xuât muc tiêu"
    )
    markup = f"<html><head>{meta}</head><body><p>{words} cho các xã.</p></body></html>"
    if encoding == "cp1258":
        markup = markup.replace("cho các xã", "cho ca xa")
    assert words in report(site.say("/a", markup.encode(encoding), kind)).text


def test_packed(site: Site) -> None:
    """A gzipped answer is unpacked, up to the limit; a broken one and another packing are refused."""
    assert "nước sạch" in report(site.say("/a", gzip.compress(PAGE.encode()), Content_Encoding="gzip")).text
    bomb = gzip.compress(b"0" * (LARGEST + 1))
    assert code(site.say("/b", bomb, Content_Encoding="gzip")) == "too_large"
    assert (
        code(site.say("/c", gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")) == "address_damaged"
    )
    assert code(site.say("/d", PAGE, Content_Encoding="br")) == "address_damaged"
    assert code(site.say("/e", PAGE, Content_Encoding="gzip")) == "address_damaged"


def test_failures_are_one_sentence(site: Site) -> None:
    """A missing page, a wrong type, a dead port, an unknown host and an empty page are told apart."""
    assert code(site.host + "/khong-co") == "address_status"
    assert code(site.say("/a", b"\0", "video/mp4")) == "content_type_not_supported"
    assert code(site.say("/b", "", "text/plain")) == "empty_text"
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        assert code(f"http://127.0.0.1:{deaf.getsockname()[1]}/") == "address_unreachable"
    assert code("http://khong-co-may-nay.invalid/") == "address_unreachable"


@pytest.mark.parametrize(
    "address",
    ["http://", "https:///a", "http://a:b@127.0.0.1/", "http://[::1", "http://a b/", "http://x:99999/"],
)
def test_no_address(address: str) -> None:
    """What is no address, or hides a name and password, is refused."""
    assert code(address) == "bad_address"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "255.255.255.255",
    ],
)
def test_hosts_of_a_private_network(site: Site, host: str) -> None:
    """Loopback, private, link-local, shared, multicast and reserved hosts are refused in every spelling."""
    port = site.host.rpartition(":")[2]
    # an octal spelling is no address at all to some
    assert code(f"http://{host}:{port}/", "example.org") in ("address_private", "bad_address")
    assert site.asked == []


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("::", False),
        ("ff02::1", False),
        ("fec0::1", False),
        ("2001:0:7f00:1::", False),
        ("240.0.0.1", False),
    ],
)
def test_public(host: str, public: bool) -> None:
    """What is on the public internet and what is not."""
    assert is_public(host) is public


def test_redirect_into_a_private_network(site: Site) -> None:
    """A redirect is looked at like the first address: one that leads inside is refused."""
    other = site.host.replace("127.0.0.1", "127.0.0.2")
    assert code(site.lead("/a", other + "/trong"), "127.0.0.1/32") == "address_private"
    assert "/trong" not in site.asked


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.0/8", "localhost", " LOCALHOST "])
def test_exceptions(site: Site, allowed: str) -> None:
    """A name or a network in the setting is fetched from; the server sees the name that was asked for."""
    name = "localhost" if "local" in allowed.lower() else "127.0.0.1"
    address = site.say("/a", PAGE).replace("127.0.0.1", name)
    found = got(address, allowed)
    if name == "localhost" and isinstance(found[0], Refused):
        pytest.skip("localhost is IPv6 alone here")
    assert isinstance(found[0], Report)
    assert site.hosts[-1] == address.split("/")[2]


def test_a_name_that_changes_its_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the very address that was looked at, whatever the name answers later."""
    answers = iter(["127.0.0.1", "127.0.0.1"])
    asked: list[str] = []
    port = int(site.host.rpartition(":")[2])

    async def answer(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr("anyio.getaddrinfo", answer)
    site.say("/a", PAGE)
    # the name resolves for us alone: a connection by name would fail
    found = got(f"http://doi-ten.invalid:{port}/a", "127.0.0.1")
    assert isinstance(found[0], Report)
    assert asked == ["doi-ten.invalid", "doi-ten.invalid"]
    assert site.hosts[-1] == f"doi-ten.invalid:{port}"


def test_robots(site: Site) -> None:
    """robots.txt is honoured at each redirect; a failing one closes the host, a missing one opens it."""
    site.say("/robots.txt", "User-agent: *\nDisallow: /kin\n", "text/plain")
    site.say("/mo", PAGE)
    assert code(site.say("/kin/a", PAGE)) == "robots_disallowed"
    assert "/kin/a" not in site.asked
    assert isinstance(got(site.host + "/mo")[0], Report)
    assert code(site.lead("/qua", "/kin/a")) == "robots_disallowed"
    site.say("/robots.txt", "", status=503)
    assert code(site.host + "/mo") == "robots_disallowed"
    site.say("/robots.txt", "User-agent: Trich\nDisallow: /mo\n", "text/plain")
    assert code(site.host + "/mo") == "robots_disallowed"


def drip(request: BaseHTTPRequestHandler) -> None:
    """A header a byte at a time, without end."""
    for _ in range(200):
        try:
            request.wfile.write(b"H")
            request.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def test_slow_server(site: Site) -> None:
    """A server that goes on sending its header a byte at a time is left after the time limit."""
    site.slow = drip
    with Fetcher(("127.0.0.1",), seconds=0.5) as fetcher, pytest.raises(BadInput) as caught:
        fetcher.get(site.host + "/slow")
    assert caught.value.code == "address_timeout"


def test_body_without_end(site: Site) -> None:
    """A body without end is left at the limit of its size."""

    def pour(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            for _ in range(LARGEST // 2**20 + 64):
                request.wfile.write(b"0" * 2**20)
        except OSError:
            return

    site.slow = pour
    assert code(site.host + "/slow") == "too_large"


SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


@pytest.mark.parametrize("form", ["sitemap", "rss", "atom", "rdf", "packed"])
def test_lists(site: Site, form: str) -> None:
    """A sitemap or feed brings its host's pages once each; a page that is down and other hosts are named."""
    links = [site.say(f"/{name}", PAGE.replace("Cấp", f"{name} cấp")) for name in "ab"]
    links += [links[0], site.host + "/hong", "https://example.org/khac"]
    markup = {
        "sitemap": SITEMAP.format("".join(f"<url><loc> {link} </loc></url>" for link in links)),
        "rss": "<rss><channel><link>x</link>"
        + "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
        + "</channel></rss>",
        "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/toi"/>'
        + "".join(f'<entry><link rel="self" href="/x"/><link href="{link}"/></entry>' for link in links)
        + "</feed>",
        "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        + "".join(f"<item><link>{link}</link></item>" for link in links)
        + "</rdf:RDF>",
    }
    markup["packed"] = markup["sitemap"]
    raw = markup[form].encode()
    address = (
        site.say("/sitemap.xml.gz", gzip.compress(raw), "application/gzip")
        if form == "packed"
        else site.say("/list.xml", raw, "application/xml")
    )
    found = got(address)
    assert [(each.file, each.code) for each in found if isinstance(each, Refused)] == [
        (address, "other_host"),
        (site.host + "/hong", "address_status"),
    ]
    assert [each.key for each in found if isinstance(each, Report)] == links[:2]


def test_list_of_lists(site: Site) -> None:
    """A sitemap of sitemaps is followed a step, and never in a circle."""
    page = site.say("/a", PAGE)
    inner = site.say("/1.xml", SITEMAP.format(f"<url><loc>{page}</loc></url>"), "text/xml")
    index = "<sitemapindex>{}</sitemapindex>"
    outer = site.host + "/0.xml"
    entries = "".join(
        f"<sitemap><loc>{link}</loc></sitemap>" for link in (inner, outer, inner, site.host + "/x")
    )
    site.say("/0.xml", index.format(entries), "text/xml")
    found = got(outer)
    assert [each.key for each in found if isinstance(each, Report)] == [page]
    assert [each.code for each in found if isinstance(each, Refused)] == ["address_status"]


def test_long_and_empty_lists(site: Site) -> None:
    """A list over the limit is cut and says so; one that names nothing too; one in rags is read in part."""
    links = "".join(f"<url><loc>{site.host}/{number}</loc></url>" for number in range(MOST_PAGES + 5))
    site.say("/robots.txt", "User-agent: *\nDisallow: /1\n", "text/plain")
    found = got(site.say("/s.xml", SITEMAP.format(links), "text/xml"))
    assert [each.code for each in found if isinstance(each, Refused)].count("list_too_long") == 1
    assert len(found) == MOST_PAGES + 1
    assert code(site.say("/e.xml", SITEMAP.format(""), "text/xml")) == "empty_list"
    page = site.say("/page", PAGE)
    ragged = f"<rss><channel><item><link>{page}</link></item><item><title>cắt"
    assert isinstance(got(site.say("/r.xml", ragged, "text/xml"))[0], Report)


def test_entities_in_a_list(site: Site, tmp_path: Path) -> None:
    """A list with entities opens no file and grows to nothing."""
    secret = tmp_path / "secret"
    secret.write_text("/bi-mat", encoding="utf-8")
    laughs = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    markup = (
        f'<!DOCTYPE rss [<!ENTITY x0 "ha"><!ENTITY f SYSTEM "file://{secret}">{laughs}]><rss><channel>'
        f"<item><link>{site.host}/&f;</link></item><item><link>{site.host}/&x11;</link></item></channel></rss>"
    )
    got(site.say("/a.xml", markup, "text/xml"))
    assert not [path for path in site.asked if "bi-mat" in path or "ha" in path]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://example.org:443/a/../b?x=1#c", "https://example.org/b?x=1"),
        ("https://example.org/tin tức", "https://example.org/tin%20t%E1%BB%A9c"),
    ],
)
def test_one_form(given: str, expected: str) -> None:
    """An address has one form, so that the same one again is the same key."""
    assert normal(given) == expected


def test_the_proxy_of_the_environment_is_left_alone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment does not stand between."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert "nước sạch" in report(site.say("/a", PAGE)).text


def test_setting() -> None:
    """ASSISTANT_ALLOWED_HOSTS holds names and networks with commas between; it is empty by default."""
    assert Settings.from_environment({}).allowed_hosts == ()
    said = Settings.from_environment({"ASSISTANT_ALLOWED_HOSTS": " noibo.example , 10.0.0.0/8,"})
    assert said.allowed_hosts == ("noibo.example", "10.0.0.0/8")
