"""At night the addresses in products are asked whether they still work."""

import contextlib
import ipaddress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from onthaal.catalogue import rich_text
from onthaal.catalogue.actions import links, products
from onthaal.catalogue.models import LinkCheck


@pytest.fixture
def web(settings, monkeypatch):
    """A web server with pages in every state; ``web.asked`` is what it was asked, in order."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            server.asked.append((self.command, self.path))
            if self.path == "/verhuisd":
                self.send_response(301)
                self.send_header("Location", "/goed")
            elif self.path == "/alleen-get" and self.command == "HEAD":
                self.send_response(405)
            else:
                self.send_response(server.states.get(self.path, 200))
            self.end_headers()
            if self.command == "GET":
                with contextlib.suppress(OSError):  # who has seen enough hangs up
                    self.wfile.write(b"x" * (700_000 if self.path == "/lang" else 5))

        do_GET = do_HEAD = answer

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.asked = []
    server.states = {"/weg": 404, "/stuk": 500, "/besloten": 403, "/lang": 405}
    settings.PARTNER_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    monkeypatch.setattr(links, "PAUSE", 0)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "works", "sure"),
    [
        ("/goed", True, True),
        ("/verhuisd", True, True),
        ("/alleen-get", True, True),
        ("/lang", True, True),
        ("/weg", False, True),
        ("/stuk", False, False),
        ("/besloten", True, False),
    ],
)
def test_every_answer_is_understood(web, path, works, sure):
    assert links.look(web.url + path)[::2] == (works, sure)


def test_where_head_is_enough_the_page_itself_is_not_asked(web):
    links.look(f"{web.url}/goed")
    assert web.asked == [("HEAD", "/goed")]


def test_our_own_machines_are_never_asked(web, settings):
    settings.PARTNER_NETWORKS = []
    works, words, _ = links.look(f"{web.url}/goed")
    assert works is None
    assert "openbare internet" in words
    assert web.asked == []


def test_a_server_that_is_gone_is_broken(web):
    assert links.look("http://127.0.0.1:9/")[0] is False


def test_an_address_in_a_text_is_asked_as_a_browser_would(web):
    html = rich_text.clean(f'<p><a href="{web.url}/goed?a=1&amp;b=2">x</a></p>')
    (address,) = rich_text.links(html)
    assert address == f"{web.url}/goed?a=1&b=2"
    links.look(address)
    assert web.asked == [("HEAD", "/goed?a=1&b=2")]


@pytest.mark.django_db
def test_the_list_follows_the_products(web, published, town, on):
    on("2026-11-23 03:00")
    product = published(
        websites=[
            {"order": 1, "naam": {"nl": "Goed"}, "url": f"{web.url}/goed#deel"},
            {"order": 2, "naam": {"nl": "Weg"}, "url": f"{web.url}/weg"},
        ],
        uitzonderingen={"nl": f'<p><a href="{web.url}/stuk">x</a> <a href="tel:112">y</a></p>'},
    )
    assert links.check_links.call() == 3
    broken = LinkCheck.objects.filter(broken_since__isnull=False)
    assert [each.url for each in broken] == [f"{web.url}/weg"]
    assert list(broken.get().products.all()) == [product]
    # asked once a day
    assert links.check_links.call() == 0
    # one bad night is no news, two are
    on("2026-11-24 03:00")
    assert links.check_links.call() == 3
    assert {each.url for each in broken.all()} == {f"{web.url}/weg", f"{web.url}/stuk"}
    web.states = {}
    on("2026-11-25 03:00")
    links.check_links.call()
    assert not broken.all().exists()
    products.archive(product=product, why="", by=town.joris)
    links.collect()
    assert not LinkCheck.objects.exists()
