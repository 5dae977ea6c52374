"""The site in a browser: on a phone, with a keyboard, on paper."""

import shutil
from pathlib import Path

import axe_playwright_python
import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.report.charts.drawing import style
from commonweal.report.write import write_report

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; CI installs one"),
    # Playwright's own event loop warns as it closes; nothing of ours is in it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    out = tmp_path_factory.mktemp("run")
    run = commonweal.run(commonweal.read(ROOT / "examples/riverside"), draws=60)
    write_report(published_from(run), out)
    return out


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture(params=[320, 1280], ids=["phone", "desk"])
def page(request, browser, report):
    opened = browser.new_page(viewport={"width": request.param, "height": 800})
    asked = []
    opened.on("request", lambda one: asked.append(one.url))
    opened.goto((report / "report.html").as_uri())
    opened.asked = asked
    opened.others = [path.as_uri() for path in sorted((report / "report").iterdir())]
    yield opened
    opened.close()


def everywhere(page, script):
    """What a script gives on every page, by the page's address, where it gives anything."""
    found = {}
    for address in [page.url, *page.others]:
        page.goto(address)
        found[address] = page.evaluate(script)
    return {address: one for address, one in found.items() if one}


TOO_WIDE = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"


def test_every_page_fits_its_width(page):
    assert everywhere(page, TOO_WIDE) == {}


AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LOOK = """rules => axe.run(document, {resultTypes: ["violations"], runOnly: rules}).then(
    found => found.violations.map(one => [one.id, one.help, one.nodes.map(node => node.html)]))"""


def one_of_each_kind(folder):
    """The start page, and of pages that are made alike the one with most on it."""
    largest = {}
    for path in sorted((folder / "report").iterdir(), key=lambda path: path.stat().st_size):
        largest[path.stem.split("-")[0]] = path
    return [folder / "report.html", *largest.values()]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_that_shuts_people_out(browser, report, width):
    # What axe-core is told to do stands outside the page, whose own rules allow no script.
    opened = browser.new_page(viewport={"width": width, "height": 844}, bypass_csp=True)
    found = {}
    for path in one_of_each_kind(report):
        opened.goto(path.as_uri())
        opened.evaluate(AXE)
        found[path.name] = opened.evaluate(LOOK, RULES)
    opened.close()
    assert len(found) > 10
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_axe_would_find_what_shuts_people_out(browser):
    opened = browser.new_page()
    opened.set_content("<html><body><img src='x'><p style='color:#ccc'>pale</p></body></html>")
    opened.evaluate(AXE)
    found = {one[0] for one in opened.evaluate(LOOK, RULES)}
    opened.close()
    assert found >= {"image-alt", "color-contrast", "document-title"}


def test_the_pages_ask_for_nothing_but_themselves(page):
    everywhere(page, "0")
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []


def test_the_first_tab_reaches_a_link_that_skips_to_the_plan(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to what this page says"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_number_leads_to_its_why(page):
    page.locator("a.number").first.click()
    anchor = page.evaluate("location.hash.slice(1)")
    why = page.locator(f"li[id='{anchor}']")
    why.locator("summary").press("Enter")
    parent = why.locator("a.number").first
    assert parent.is_visible()
    parent.click()
    assert page.locator(page.evaluate("location.hash")).is_visible()


SMALL = """() => [...document.querySelectorAll('summary, nav a, .doors a, .list > li > a')]
  .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([_, r]) => r.height && r.height < 24).map(([text]) => text)"""


def test_links_and_buttons_are_large_enough_to_touch(page):
    """WCAG 2.2, 2.5.8: 24 by 24 pixels; links inside a sentence are excepted."""
    assert {a: small for a, small in everywhere(page, SMALL).items() if small} == {}


CONTRAST = """() => {
  const lum = c => { const [r, g, b] = c.map(v => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  const ground = e => { for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c }
    return [255, 255, 255] };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest('svg, style') || !e.getClientRects().length)
      continue;
    const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push([walk.currentNode.data.trim().slice(0, 40), ratio]);
  }
  return bad;
}"""


def test_all_words_stand_out_from_what_they_stand_on(page):
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    assert everywhere(page, CONTRAST) == {}


def test_the_page_prints(page):
    assert page.pdf()[:5] == b"%PDF-"


FOLDED = """() => [...document.querySelectorAll('details:not([open])')].filter(d =>
  d.getClientRects().length && [...d.children].slice(1).some(c => !c.getBoundingClientRect().height)
).length"""


def test_paper_shows_what_is_folded_on_a_screen(page):
    page.emulate_media(media="print")
    assert everywhere(page, "() => document.querySelectorAll('details').length")
    assert everywhere(page, FOLDED) == {}


def test_every_page_fits_its_width_with_everything_unfolded(page):
    unfold = "document.querySelectorAll('details').forEach(d => { d.open = true })"
    assert everywhere(page, f"() => {{ {unfold}; return ({TOO_WIDE})() }}") == {}


def test_a_neighbour_reaches_what_would_change_by_keyboard_alone(page):
    """From the first page to the place, to the proposal, to all that is said of it."""
    page.locator("nav.ways a").first.press("Enter")
    assert page.url.endswith("report/near.html")
    page.locator(".doors a").first.press("Enter")
    if (
        page.locator("main .list a").count() == 0
        or not page.locator("main .list a").first.is_visible()
    ):
        page.locator("main summary").first.press("Enter")
    page.locator("main .list a").first.press("Enter")
    for heading in ("What changes, for whom and when", "Why", "Who decides, and how to speak"):
        assert page.get_by_role("heading", name=heading, exact=True).is_visible()


def test_each_question_about_money_leads_to_more_that_is_in_sight(page):
    page.locator("nav.ways a").nth(1).click()
    money, links = page.url, page.locator("dl.minute dt a")
    ways = [one.get_attribute("href") for one in links.all()]
    assert len(ways) >= 4
    for way in ways:
        page.goto(money)
        page.locator(f"dl.minute dt a[href='{way}']").first.click()
        assert page.locator(page.evaluate("location.hash")).is_visible()


def test_each_thing_to_do_leads_to_its_findings(page):
    page.locator("nav.ways a").nth(2).click()
    for link in page.locator(".todo a").all():
        link.click()
        todo = page.locator(page.evaluate("location.hash"))
        todo.locator("summary").press("Enter")
        assert todo.get_by_text("To put it right: ").first.is_visible()


LABELS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('figure svg')) {
    const seen = svg.getBoundingClientRect();
    if (!seen.width) continue;
    const scale = seen.width / svg.viewBox.baseVal.width;
    const letters = scale * parseFloat(svg.getAttribute('font-size'));
    if (letters < 12) found.push(['small', svg.id, letters]);
    const boxes = [...svg.querySelectorAll('text:not([aria-hidden])')]
      .map(one => [one.textContent, one.getBoundingClientRect()]);
    for (const [n, [says, a]] of boxes.entries())
      for (const [other, b] of boxes.slice(n + 1)) {
        // A line of type has some white above its capitals and below its tails.
        const white = letters / 4;
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > white)
          found.push([says, other]);
      }
  }
  return found.length ? found : 0;
}"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_labels_of_charts_can_be_read_and_lie_apart(browser, report, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.others = [path.as_uri() for path in sorted((report / "report").iterdir())]
    page.goto((report / "report.html").as_uri())
    assert everywhere(page, LABELS) == {}
    page.close()


@pytest.mark.parametrize(
    ("reader", "plan"),
    [
        ({}, style.PLAN.light),
        ({"color_scheme": "dark"}, style.PLAN.dark),
        ({"forced_colors": "active"}, style.PLAN.forced),
    ],
)
def test_charts_follow_dark_paper_and_forced_colours(browser, report, reader, plan):
    page = browser.new_page(**reader)
    page.goto((report / "report" / "money.html").as_uri())
    label, stroke, wanted = page.evaluate(
        """plan => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style = `forced-color-adjust: none; color: ${plan}`;
          const seen = name => getComputedStyle(document.querySelector(`figure svg ${name}`));
          return [seen('text.f-plan').fill, seen('path.s-plan').stroke,
                  getComputedStyle(probe).color];
        }""",
        plan,
    )
    assert (label, stroke) == (wanted, wanted)
    page.close()


def test_the_first_page_is_one_screen_of_a_phone(browser, report):
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto((report / "report.html").as_uri())
    assert phone.evaluate("document.documentElement.scrollHeight") <= 844
    phone.close()
