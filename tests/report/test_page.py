"""The pages: hostile words are only words, nothing comes from outside, and sums close."""

import itertools
import posixpath
import re
import shutil
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import commonweal
from commonweal.archive import fingerprint
from commonweal.archive.writing import published_from
from commonweal.report.charts import charts_of
from commonweal.report.next_steps import next_steps
from commonweal.report.pages import subjects
from commonweal.report.site import site_of
from commonweal.report.view import View
from commonweal.report.words import label

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "src/commonweal/report/templates").glob("*.jinja"))


def pages_of(run):
    view = View(published_from(run))
    return site_of(view, charts_of(view))


class Outline(HTMLParser):
    """Headings, links, ids and the stack of open tags of a page."""

    def __init__(self):
        super().__init__()
        self.headings, self.links, self.ids, self.tags = [], [], [], []
        self.sources = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(found["href"])
        if "id" in found:
            self.ids.append(found["id"])
        self.sources += [found[a] for a in ("src", "srcset", "action", "data") if a in found]
        if tag == "link":
            self.sources.append(found.get("href", ""))


def outline(html):
    parser = Outline()
    parser.feed(html)
    return parser


@pytest.fixture
def hostile(tmp_path):
    """Riverside with a title that would rather be a script."""
    shutil.copytree(ROOT / "examples/riverside", tmp_path / "hostile")
    file = tmp_path / "hostile/proposals/care-homes.toml"
    text = file.read_text().replace(
        'title = "More help for people in care homes"',
        "title = '<script>alert(1)</script> \"><img src=x onerror=alert(2)>'",
    )
    file.write_text(text)
    return commonweal.run(commonweal.read(tmp_path / "hostile"), draws=0)


def test_hostile_words_are_only_words(hostile):
    for html in pages_of(hostile).values():
        tags = [tag for tag, _ in outline(html).tags]
        assert "script" not in tags
        assert "img" not in tags
        assert "onerror" not in {name for _, found in outline(html).tags for name in found}


def test_nothing_on_any_page_comes_from_another_host(site):
    for html in site.values():
        assert outline(html).sources == []
        assert not re.search(r"@import|url\((?!#)", html)
        assert "<script" not in html
        assert not re.search(r'href="[a-z]+:|href="//', html)


def test_every_link_leads_to_a_place_that_is_there(site, charts):
    ids = {name: outline(html).ids for name, html in site.items()}
    files = {f"charts/{chart.name}.csv" for chart in charts}
    for name, html in site.items():
        assert len(ids[name]) == len(set(ids[name]))
        for link in outline(html).links:
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            if target in files:
                continue
            assert not anchor or anchor in ids[target if path else name], f"{name}: {link}"
            assert not path or target in site, f"{name}: {link}"


def test_every_page_can_be_reached_from_the_first(site):
    seen, new = set(), {"report.html"}
    while new:
        seen |= new
        links = {
            posixpath.normpath(posixpath.join(posixpath.dirname(name), link.partition("#")[0]))
            for name in new
            for link in outline(site[name]).links
            if not link.startswith("#")
        }
        new = (links & site.keys()) - seen
    assert seen == site.keys()


def taps_from_the_first_page(site):
    """The fewest links from the first page to each page."""
    taps, new = {"report.html": 0}, ["report.html"]
    for name in new:
        for link in outline(site[name]).links:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), link.split("#")[0]))
            if not link.startswith("#") and path in site and path not in taps:
                taps[path] = taps[name] + 1
                new.append(path)
    return taps


def test_a_citizen_needs_three_taps_at_most_and_a_director_two(site, run):
    taps = taps_from_the_first_page(site)
    for proposal in run.plan.proposals:
        name = f"report/proposal-{proposal.code}.html"
        assert taps[name] <= 3
        for anchor in ("what", "why", "decide"):
            assert f'<h2 id="{anchor}">' in site[name]
    assert taps["report/decide.html"] <= 3
    assert taps["report/money-bodies.html"] <= 2


BANNED = re.compile(
    r"\b(worlds?|doubts?|illustrative|(?:in|into|of|out of) balance)\b", re.IGNORECASE
)


def test_no_page_speaks_of_worlds_doubt_or_balance(site):
    """The sources that the tables of inputs name are quoted as they were written."""
    for name, html in site.items():
        if name != "report/data.html":
            text = unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))
            assert BANNED.findall(text) == [], name


def test_every_subject_has_its_page_and_is_in_the_contents_of_every_page(site):
    for subject in subjects()[1:]:
        assert f"report/{subject.slug}.html" in site
        for name, html in site.items():
            where = "report/" if name == "report.html" else ""
            assert f'<a href="{where}{subject.slug}.html"' in html


def test_every_page_says_of_what_run_it_is_and_that_it_is_made_up(site, view):
    for html in site.values():
        foot = html[html.index("<footer>") :]
        assert fingerprint(view.published) in foot
        assert "1 April 2026" in foot
        title = re.search("<title>(.*?)</title>", html)[1]
        assert title.endswith("(made-up example)")
        assert "Made-up example" in html[: html.index("<main")]


def test_headings_go_down_one_step_at_a_time(site):
    for html in site.values():
        headings = outline(html).headings
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_every_table_has_a_caption_and_every_header_a_scope(page):
    assert page.count("<table") == page.count("<caption")
    assert all("scope" in found for tag, found in outline(page).tags if tag == "th")


def test_every_picture_has_a_name_and_a_description(site):
    pictures = 0
    for html in site.values():
        found = outline(html)
        for tag, attrs in found.tags:
            if tag == "svg":
                pictures += 1
                assert attrs["role"] == "img"
                assert set(attrs["aria-labelledby"].split()) <= set(found.ids)
    assert pictures


def test_what_was_set_for_the_run_stands_at_the_head():
    plan = commonweal.read(ROOT / "examples/riverside")
    run = commonweal.run(plan, draws=0, settings={"money.pay_growth": "0.05"})
    for html in pages_of(run).values():
        assert "Some numbers were set for this run" in html
        assert "<code>money.pay_growth = 0.05</code>" in html


def test_every_page_forbids_itself_scripts_other_hosts_and_any_style_but_its_own(site):
    for html in site.values():
        policy = next(
            found["content"]
            for tag, found in outline(html).tags
            if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        style = re.search("<style>(.*?)</style>", html, flags=re.DOTALL)[1]
        assert b64encode(sha256(style.encode()).digest()).decode() in policy
        assert not any("style" in found for _, found in outline(html).tags)


def test_every_cell_says_its_column_where_rows_are_stacked(page):
    """On a phone a cell stands after the name of its column; roles keep it a table."""
    cells = [found for tag, found in outline(page).tags if tag == "td"]
    assert cells
    assert all(found.get("data-head") and found.get("role") == "cell" for found in cells)


SAID = re.compile(r'<a class="number" href="(?:report/)?([^"#]+)#(n\d+)">(.*?)</a>')
NUMBER = re.compile(r"£?(-?[\d,]*\.?\d+)( million| billion|m\b|%)?( in (10|100)\b)?")
SCALES = {" million": 1e6, "m": 1e6, " billion": 1e9, "%": 0.01}
WORDS = {"almost none": 0.0, "almost 100 in 100": 1.0, "at break-even": 0.0}


def number_in(text):
    """The size of a number as a page says it, and by how much its rounding may be off."""
    plain = unescape(text).replace("\N{MINUS SIGN}", "-").replace("\N{WORD JOINER}", "")
    if plain == "£0":
        return 0.0, 5_000.0  # in a table of £ million, to two places
    if plain in WORDS:
        return WORDS[plain], 0.005
    digits, scale, chance, of = NUMBER.search(plain).groups()
    bare = digits.replace(",", "").lstrip("-")
    size = float(bare) * SCALES.get(scale, 1.0)
    figures = bare.replace(".", "").lstrip("0")
    last = len(bare.partition(".")[2])
    step = 10.0**-last * SCALES.get(scale, 1.0)
    if not last and len(figures) > 3 and figures.endswith("0"):
        step *= 10 ** (len(figures) - 3)  # whole numbers past a thousand are told to three figures
    if chance:
        return size / int(of), (0.5 + 0.5 * ("than" in plain)) / int(of) + 1e-9
    return size, step * (1.0 if "than" in plain else 0.5) * 1.01


def test_the_text_of_every_number_is_the_figure_that_it_links_to(site):
    values = {}
    for name, html in site.items():
        for anchor, entry in re.findall(
            r'<li id="(n\d+)">\s*<p><strong data-value="([^"]+)"', html
        ):
            values[name.removeprefix("report/"), anchor] = float(entry)
    seen = 0
    for name, html in site.items():
        for path, anchor, text in SAID.findall(html):
            size, step = number_in(text)
            assert size == pytest.approx(abs(values[path, anchor]), abs=step), (name, text)
            seen += 1
    assert seen > 200


def test_every_number_says_its_value_how_sure_it_is_and_what_it_comes_from(site):
    for name, html in site.items():
        if not name.startswith("report/why-"):
            continue
        entries = re.findall(r'<li id="n\d+">(.*?)\n    </li>', html, flags=re.DOTALL)
        assert entries
        assert "commonweal why RUN " in html
        for entry in entries:
            assert 'class="badge"' in entry
            assert "No range: " in entry or "inside this range is 8 in 10" in entry
            assert "What it comes from" in entry or "The sum: " in entry


def test_every_assumption_is_there_with_source_owner_and_mark(run, page):
    told = re.sub(r"\s+", " ", unescape(page))
    for one in run.plan.assumptions.values():
        row = told[told.index(f"{one.says} <span") :]
        row = row[: row.index("</tr>")]
        assert f"Source: {one.source}. Owner: {one.owner}." in row
        assert f'">{one.mark} <span class="badge">{label(one.status)}</span>' in row


def test_every_finding_is_there_with_its_fix(run, page):
    told = unescape(page)
    assert run.findings
    for finding in run.findings:
        assert f"rule {finding.rule}</span>" in told
    assert told.count("To put it right: ") == len(run.findings)


def test_what_could_not_be_asked_is_there_with_the_reason(run, page):
    missed = [one for one in run.asked if one.outcome == "not asked"]
    assert missed
    assert f"{len(missed)} of {len(run.asked)} checks could not be asked" in page
    for one in missed:
        assert f"<li>{one.title}: {one.because}.</li>" in unescape(page)


def test_the_list_of_things_to_do_leads_to_every_one_of_them_in_order(site):
    page = site["report/findings.html"]
    listed = re.search(r'<div class="todo">(.*?)</div>', page, flags=re.DOTALL)[1]
    links = re.findall(r'href="#(do-[a-z-]+)"', listed)
    assert links
    assert links == re.findall(r'<article class="finding[^"]*" id="(do-[a-z-]+)"', page)


def test_a_plan_without_draws_or_proposals_has_a_page_too():
    plan = commonweal.read(ROOT / "examples/riverside")
    off = {f"proposal.{p.code}": "off" for p in plan.proposals}
    run = commonweal.run(plan, draws=0, settings=off)
    site = pages_of(run)
    assert "No proposal is in this plan" in site["report/proposals.html"]
    assert "no proposal is in this plan" in site["report/near.html"]


KNOWN = {"NHS", "GP", "A&E", "GPs"}
"""What about four people in five understand; GPs is the plural of one."""

PLACEHOLDERS = {"RUN", "CODE"}


def written():
    """All templates, and what they say of each thing to do."""
    steps = "".join(f"<p>{one.does}. {one.why}</p>" for one in next_steps())
    return "".join(one.read_text() for one in TEMPLATES) + steps


def test_our_own_words_hold_no_abbreviation_that_few_know():
    text = re.sub(r"\{[%{#].*?[%}#]\}", " ", written(), flags=re.DOTALL)
    plain = re.sub(r"<[^>]*>", " ", text)
    capitals = set(re.findall(r"\b[A-Z][A-Z&]+s?\b", unescape(plain)))
    assert capitals - {"DOCTYPE"} <= KNOWN | PLACEHOLDERS


def own_sentences():
    """The templates' own words, a sentence each: what we say to the public."""
    text = written()
    text = re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", " three ", text, flags=re.DOTALL)
    found = re.findall(r"<(p|li)\b[^>]*>(.*?)</\1>", text, flags=re.DOTALL)
    for _, block in found:
        plain = re.sub(r"<[^>]+>|&\w+;", " ", block)
        for sentence in re.split(r"(?<=[.!?:])\s+", " ".join(plain.split())):
            if len(sentence.split()) > 3:
                yield sentence


@pytest.mark.parametrize("sentence", list(own_sentences()))
def test_our_own_sentences_are_short(sentence):
    assert len(sentence.split()) <= 25, "GOV.UK writes sentences of at most 25 words"


def syllables(word):
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, groups - silent)


def test_our_own_words_read_at_age_eleven_or_so():
    """Flesch-Kincaid grade plus five is a reading age: up to grade 6.5 reads at 11 and a half."""
    sentences = list(own_sentences())
    words = [w for s in sentences for w in re.findall(r"[A-Za-z&']+", s)]
    per_sentence, per_word = len(words) / len(sentences), sum(map(syllables, words)) / len(words)
    grade = 0.39 * per_sentence + 11.8 * per_word - 15.59
    assert grade <= 6.5, f"grade {grade:.1f}"
