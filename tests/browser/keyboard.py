"""Working a page by keyboard alone, as somebody does who cannot hold a mouse."""

from playwright.sync_api import Page

LABEL = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const own = e.labels && e.labels.length ? e.labels[0].innerText : (e.getAttribute("aria-label") || e.innerText || "");
  const group = e.type === "radio" ? (e.closest("fieldset")?.querySelector("legend")?.innerText || "") + " / " : "";
  return (group + own).replace(/\\s+/g, " ").trim();
}"""
MOST_STOPS = 120


def here(page: Page) -> str:
    """What the focus stands on, in its own words."""
    return str(page.evaluate(LABEL))


def reach(page: Page, words: str) -> None:
    """Press Tab until the focus stands on something that says these words."""
    passed = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        now = here(page)
        if words.lower() in now.lower():
            return
        passed.append(now)
    raise AssertionError(f"Tab never comes to “{words}”; it stops at {passed[:40]}")


def write(page: Page, label: str, text: str) -> None:
    """Tab to a field, empty it and type."""
    reach(page, label)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def choose(page: Page, question: str, answer: str) -> None:
    """Tab to a row of radio buttons and move to an answer with the arrow keys."""
    reach(page, question)
    for _ in range(12):
        if answer.lower() in here(page).split(" / ")[-1].lower():
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"“{question}” has no answer “{answer}”")


def pick(page: Page, label: str, answer: str) -> None:
    """Tab to a list and type the beginning of an answer."""
    reach(page, label)
    page.keyboard.type(answer)
    chosen = page.evaluate("document.activeElement.selectedOptions[0].innerText")
    assert answer.lower() in chosen.lower(), f"{label} shows {chosen}"


def press(page: Page, words: str) -> None:
    """Tab to a button or link and press Enter; the next page is there when this returns."""
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
