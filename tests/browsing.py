"""A browser for tests: it checks the HTML of every page, and fills in forms as a person would."""

import re
import secrets
from collections import Counter
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from xml.etree import ElementTree

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.sweep import LONG

MOST_CHECKED = 2
XHTML = "{http://www.w3.org/1999/xhtml}"


class Browser(FlaskClient):
    """The test client, at an address of its own; a page with a mistake in its HTML fails the test that opened it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.environ_base["REMOTE_ADDR"] = str(ip_address(0x0A000000 + secrets.randbelow(2**24)))

    def open(self, *args: Any, **options: Any) -> TestResponse:
        options.setdefault("buffered", True)
        response = super().open(*args, **options)
        page = response.mimetype == "text/html" and response.data and response.status_code not in (301, 302, 303, 308)
        if page and _worth_checking(response):
            check_html(response.get_data(as_text=True))
        return response


_checked: Counter[tuple[str, str, int]] = Counter()


def _worth_checking(response: TestResponse) -> bool:
    """Every page in a sweep; else the first few times that a page answers in one way, whatever the group is called."""
    page = response.request.path.partition("/")[2].partition("/")[2] or response.request.path
    key = (response.request.method, page, response.status_code)
    _checked[key] += 1
    return LONG or _checked[key] <= MOST_CHECKED


@lru_cache(maxsize=16)
def parse(html: str) -> ElementTree.Element:
    """A page as a tree, which nobody changes: several look at the same answer. Any parse error is raised."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=True)
    tree: ElementTree.Element = parser.parse(html)
    return tree


def check_html(html: str) -> None:
    """Well-formed, no id twice, one h1, every field with a name for it, nothing that the policy would block."""
    tree = parse(html)
    ids = Counter(found for element in tree.iter() if (found := element.get("id")))
    assert not [twice for twice, times in ids.items() if times > 1], f"ids used twice: {ids.most_common(3)}"
    assert len(list(tree.iter(f"{XHTML}h1"))) == 1, "a page has one h1"
    labels = {label.get("for") for label in tree.iter(f"{XHTML}label")}
    for kind in ("input", "select", "textarea"):
        for field in tree.iter(f"{XHTML}{kind}"):
            named = field.get("type") == "hidden" or field.get("id") in labels or field.get("aria-label")
            assert named, f"no label for {field.attrib}"
    for element in tree.iter():
        for attribute in ("aria-describedby", "aria-controls"):
            for wanted in (element.get(attribute) or "").split():
                assert wanted in ids, f"{attribute} points at nothing: {wanted}"
        assert not element.get("style"), "the policy allows no style attributes"
        assert not [name for name in element.attrib if str(name).startswith("on")], (
            "the policy allows no inline scripts"
        )


def text_of(response: TestResponse) -> str:
    """The words of a page, with every run of spaces made one."""
    main = next(e for e in parse(response.get_data(as_text=True)).iter(f"{XHTML}body"))
    return re.sub(r"\s+", " ", " ".join(main.itertext())).strip()


def title_of(response: TestResponse) -> str:
    """The title of a page."""
    return "".join(next(parse(response.get_data(as_text=True)).iter(f"{XHTML}title")).itertext())


def links_of(response: TestResponse) -> list[str]:
    """Every address that a page links to."""
    return [str(a.get("href")) for a in parse(response.get_data(as_text=True)).iter(f"{XHTML}a") if a.get("href")]


def form_of(response: TestResponse, action: str | None = None) -> dict[str, Any]:
    """What the page's form would send untouched: its token, hidden fields and whatever is filled in or chosen already.

    The form with this action; without one, the form that posts to the page itself.
    """
    page = parse(response.get_data(as_text=True))
    for form in page.iter(f"{XHTML}form"):
        if form.get("method") == "post" and form.get("action") == action:
            return _filled_in(form)
    raise AssertionError(f"no form here that posts to {action or 'this page'}: {response.status_code}")


def _filled_in(form: ElementTree.Element) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form.iter(f"{XHTML}input"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind == "file" or (kind in ("radio", "checkbox") and field.get("checked") is None):
            continue
        _add(values, name, field.get("value", "on" if kind == "checkbox" else ""))
    for area in form.iter(f"{XHTML}textarea"):
        _add(values, str(area.get("name")), "".join(area.itertext()).removeprefix("\r").removeprefix("\n"))
    for pick in form.iter(f"{XHTML}select"):
        options = list(pick.iter(f"{XHTML}option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        for option in chosen:
            _add(values, str(pick.get("name")), option.get("value", "".join(option.itertext())))
    return values


def _add(values: dict[str, Any], name: str, value: Any) -> None:
    if name in values:
        before = values[name]
        values[name] = [*(before if isinstance(before, list) else [before]), value]
    else:
        values[name] = value


def post(
    client: FlaskClient,
    url: str,
    *,
    to: str | None = None,
    follow: bool = False,
    headers: dict[str, str] | None = None,
    **fields: Any,
) -> TestResponse:
    """Open a page, fill in its form and press its button. `to` names the form's action when it posts somewhere else.

    A field given as None is left out, as an unticked box is.
    """
    page = client.get(url)
    assert page.status_code == 200, f"{url} answered {page.status_code} {page.headers.get('Location', '')}"
    values = form_of(page, to) | fields
    sent = {name: value for name, value in values.items() if value is not None}
    return client.post(to or url, data=sent, follow_redirects=follow, headers=headers)
