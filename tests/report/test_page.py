"""The page: hostile words are only words, nothing comes from outside, and sums close."""

import itertools
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.report.charts import charts_of
from commonweal.report.next_steps import next_steps
from commonweal.report.page import report_html
from commonweal.report.view import View

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "src/commonweal/plan/report/templates").glob("*.jinja"))
VOID = {"meta", "br", "link", "img", "input", "hr", "path", "rect", "line", "circle"}


def page_of(run):
    view = View(published_from(run))
    return report_html(view, charts_of(view))


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
    html = page_of(hostile)
    tags = [tag for tag, _ in outline(html).tags]
    assert "script" not in tags
    assert "img" not in tags
    assert "onerror" not in {name for _, found in outline(html).tags for name in found}


def test_nothing_on_the_page_comes_from_another_host(page):
    assert outline(page).sources == []
    assert not re.search(r"@import|url\((?!#)", page)
    assert "<script" not in page


def test_every_link_leads_somewhere_on_the_page(page):
    found = outline(page)
    assert len(found.ids) == len(set(found.ids))
    assert {link for link in found.links if link.startswith("#")} <= {f"#{i}" for i in found.ids}


def test_headings_go_down_one_step_at_a_time(page):
    headings = outline(page).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_every_table_has_a_caption_and_every_header_a_scope(page):
    assert page.count("<table") == page.count("<caption")
    assert all("scope" in found for tag, found in outline(page).tags if tag == "th")


def test_every_picture_has_a_name_and_a_description(page):
    found = outline(page)
    pictures = [attrs for tag, attrs in found.tags if tag == "svg"]
    assert pictures
    for attrs in pictures:
        assert attrs["role"] == "img"
        assert set(attrs["aria-labelledby"].split()) <= set(found.ids)


def test_what_was_set_for_the_run_stands_at_the_head():
    plan = commonweal.read(ROOT / "examples/riverside")
    run = commonweal.run(plan, draws=0, settings={"money.pay_growth": "0.05"})
    html = page_of(run)
    assert "Some numbers were set for this run" in html
    assert "<code>money.pay_growth = 0.05</code>" in html


def test_the_page_forbids_itself_scripts_and_other_hosts(page):
    policy = next(
        found["content"]
        for tag, found in outline(page).tags
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_every_cell_says_its_column_where_rows_are_stacked(page):
    """On a phone a cell stands after the name of its column; roles keep it a table."""
    cells = [found for tag, found in outline(page).tags if tag == "td"]
    assert cells
    assert all(found.get("data-head") and found.get("role") == "cell" for found in cells)


def test_every_number_that_is_linked_says_its_command_and_how_sure_it_is(page):
    anchors = re.findall(r'<a class="number" href="#(why-\d+)">', page)
    assert anchors
    for anchor in set(anchors):
        answer = re.search(rf'<li id="{anchor}">(.*?)</li>', page, flags=re.DOTALL)[1]
        assert "commonweal why RUN " in answer
        assert "No range: " in answer or "The range holds" in answer
        assert 'class="badge"' in answer


def test_every_assumption_is_there_with_source_owner_and_mark(run, page):
    told = re.sub(r"\s+", " ", unescape(page))
    for one in run.plan.assumptions.values():
        row = told[told.index(f"{one.says} <span") :]
        row = row[: row.index("</tr>")]
        assert f"Source: {one.source}. Owner: {one.owner}." in row
        assert f'">{one.mark} <span class="badge">{one.status}</span>' in row


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


def test_the_list_of_things_to_do_leads_to_every_one_of_them_in_order(page):
    listed = re.search(r'<div class="todo">(.*?)</div>', page, flags=re.DOTALL)[1]
    links = re.findall(r'href="#(do-[a-z-]+)"', listed)
    assert links
    assert links == re.findall(r'<section class="finding[^"]*" id="(do-[a-z-]+)"', page)


def test_a_plan_without_draws_or_proposals_has_a_page_too():
    plan = commonweal.read(ROOT / "examples/riverside")
    off = {f"proposal.{p.code}": "off" for p in plan.proposals}
    run = commonweal.run(plan, draws=0, settings=off)
    assert "No proposal is in this plan" in page_of(run)


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
