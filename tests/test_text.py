"""The site's words: complete, checked, used where they are, and put into the document."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast, parse, serialize

from tests import nodejs
from tools import distribution, environment, keys, messages, pseudolanguage, text
from tools.text import Static, UnfitTextError, Words

ENGLISH = """\
### Words of a small site.

## The frame

title = A <b>small</b> site
field =
    .placeholder = Type “here” & now
    .aria-label = Name
state-idle = idle
state-error = error
# $step: of the search
stopped = It stopped at step { $step }.
found = Found { $count ->
    [one] { $count } isomer
   *[other] { $count } isomers
}.
loader-damaged = The file { $name } is damaged.
manifest-name = A “small” site
"""
# What the build says about the site in any case.
ABOUT = [
    f"about-{what}"
    for what in (
        *("title", "free", "method", "private", "made-of", "within", "parts"),
        *("name", "version", "licence", "purpose"),
    )
]
GERMAN = """\
title = Eine <b>kleine</b> Seite
stopped = Bei Schritt { $step } angehalten.
loader-damaged = Die Datei { $name } ist beschädigt.
"""
PAGE = """\
<!doctype html>
<html lang="en"><head><title>x</title></head>
<body><!-- <p data-l10n-id="none"></p> -->
  <h1 class="big"   data-l10n-id="title"></h1>
  <input type=text data-l10n-id="field">
  <p data-l10n-id="component-wiener_index"></p>
  <script>if (1 < 2) "</p>";</script>
</body></html>
"""
PYTHON = """\
from page.words import detail, words

def tell(state, run):
    words(f"state-{state}")
    words("stopped", step=float(run.step)), words("found", count=2.0)
    return words("title2") if run else detail("component-wiener_index", "meaning")
""".replace('words("title2")', 'words("state-idle" if state else "state-error")')
LOADER = 'refuse({ key: "loader-damaged", name });\n'
PANEL = "page/panels/head/panel.html"
MANIFEST = '{\n  "name": "l10n:manifest-name",\n  "lang": "en"\n}\n'
DECLARED: Mapping[str, Any] = {
    "components": [
        {"name": "wiener_index", "title": "Wiener index", "meaning": "A {sum}", "unit": "bonds"},
        {"name": "smarts", "title": "[OX2H] matches", "meaning": "* each", "unit": ""},
    ],
    "constraints": [{"name": "no_rings", "title": "No rings", "meaning": ".none < 1"}],
    "parameters": [{"name": "kt0", "title": "Initial kT₀", "meaning": "The “heat” at first"}],
    "refusals": {
        "too_many_steps": "{steps:,} steps are too many. At most {most:,} are {{possible}}.",
        "empty": "[OX2H] is empty.",
    },
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a small site."""
    folder = tmp_path / "site"
    for name, content in {
        "text/en.ftl": ENGLISH + "".join(f"{key} = x\n" for key in ABOUT),
        "text/de.ftl": GERMAN,
        "shell/index.html": PAGE.replace('<h1 class="big"   data-l10n-id="title"></h1>', ""),
        "shell/loader.js": LOADER,
        "shell/manifest.json": MANIFEST,
        "page/main.py": PYTHON,
        PANEL: '<h1 data-l10n-id="title"></h1>\n',
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def change(site: Path, name: str, old: str, new: str) -> None:
    path = site / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def add(site: Path, name: str, more: str) -> None:
    path = site / name
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def small_words(**static: Static) -> Words:
    return Words(["en"], static, frozenset({"stopped"}), {})


def bundle(source: str) -> FluentBundle:
    made = FluentBundle(["en"], use_isolating=False)
    made.add_resource(FluentResource(source))
    return made


def said(made: FluentBundle, key: str, attribute: str = "", **values: object) -> str:
    message = made.get_message(key)
    pattern = message.attributes[attribute] if attribute else message.value
    assert pattern is not None
    formatted, errors = made.format_pattern(pattern, values)
    assert errors == []
    return str(formatted)


# What the package says


def test_what_the_package_says_reads_as_it_was_written() -> None:
    made = bundle(serialize(ast.Resource(list(messages.of_package(DECLARED)))))
    for kind in ("component", "constraint", "parameter"):
        for one in DECLARED[f"{kind}s"]:
            assert said(made, f"{kind}-{one['name']}") == one["title"]
            assert said(made, f"{kind}-{one['name']}", "meaning") == one["meaning"]
    assert said(made, "component-wiener_index", "unit") == "bonds"
    assert "unit" not in made.get_message("component-smarts").attributes
    refusal = said(made, "refusal-too_many_steps", steps=20_000_000, most=10_000_000)
    assert refusal == "20,000,000 steps are too many. At most 10,000,000 are {possible}."
    assert said(made, "refusal-empty") == "[OX2H] is empty."


def test_an_aim_has_a_title_and_a_question() -> None:
    aim = {"name": "benzene", "title": "Benzene", "question": "Which is {it}?"}
    made = bundle(serialize(ast.Resource(list(messages.of_package({"aims": [aim]})))))
    assert said(made, "aim-benzene") == "Benzene"
    assert said(made, "aim-benzene", "question") == "Which is {it}?"


@pytest.mark.outside
def test_the_script_of_the_page_reads_it_so_too(tmp_path: Path) -> None:
    source = tmp_path / "en.ftl"
    source.write_text(serialize(ast.Resource(list(messages.of_package(DECLARED)))))
    smaller = tmp_path / "bundle.js"
    whole = environment.npm_packages() / "@fluent/bundle/index.js"
    environment.run([environment.python("site"), "-m", "tools.minified", whole, smaller])
    assert smaller.stat().st_size < whole.stat().st_size / 2
    script = tmp_path / "read.cjs"
    script.write_text(
        "const { FluentBundle, FluentResource } = require(process.argv[2]);\n"
        "const bundle = new FluentBundle('en', { useIsolating: false });\n"
        "const text = require('fs').readFileSync(process.argv[3], 'utf8');\n"
        "const errors = bundle.addResource(new FluentResource(text));\n"
        "const { value } = bundle.getMessage('refusal-too_many_steps');\n"
        "const { attributes } = bundle.getMessage('component-wiener_index');\n"
        "console.log(JSON.stringify([errors.length, bundle.formatPattern(attributes.meaning),\n"
        "  bundle.formatPattern(value, { steps: 20000000, most: 10000000 })]));\n"
    )
    for one in (smaller, whole):
        assert json.loads(nodejs.run(script, one, source)) == [
            0,
            "A {sum}",
            "20,000,000 steps are too many. At most 10,000,000 are {possible}.",
        ]


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({"refusals": {"x": "{value!r} is wrong."}}, "writes value with a format of Python's"),
        ({"refusals": {"x": "{value:.3f} is wrong."}}, "writes value with a format"),
        ({"refusals": {"x": "{} is wrong."}}, "“” cannot be a name"),
        ({"refusals": {"x y": "Wrong."}}, "“x y” cannot be a name|“refusal-x y” cannot"),
        ({"refusals": {"x": "Two\nlines."}}, "“refusal-x” has several lines"),
        ({"refusals": {"x": "Wrong. "}}, "“refusal-x” is empty, or has a blank at an end"),
        ({"components": [{"name": "x", "title": "", "meaning": ""}]}, "“component-x” is empty"),
    ],
)
def test_what_fluent_cannot_say_is_refused(declared: Mapping[str, Any], words: str) -> None:
    with pytest.raises(UnfitTextError, match=words):
        messages.of_package(declared)


# Reading


def test_each_language_is_written_complete_and_without_comments(site: Path, tmp_path: Path) -> None:
    messages.main(site, tmp_path / "out", DECLARED, tmp_path / "words.json")
    english = (tmp_path / "out/en.ftl").read_text(encoding="utf-8")
    assert "#" not in english
    assert said(bundle(english), "found", count=1) == "Found 1 isomer."
    assert said(bundle(english), "parameter-kt0") == "Initial kT₀"
    german = (tmp_path / "out/de.ftl").read_text(encoding="utf-8")
    assert german == GERMAN
    content = json.loads((tmp_path / "words.json").read_text(encoding="utf-8"))
    assert content["languages"] == ["de", "en"]
    assert content["dynamic"] == ["stopped", "found", "loader-damaged", "refusal-too_many_steps"]
    assert content["static"]["title"] == ["A <b>small</b> site", {}]
    assert content["of_loader"] == {
        "en": {"loader-damaged": "The file { $name } is damaged."},
        "de": {"loader-damaged": "Die Datei { $name } ist beschädigt."},
    }


def test_a_message_may_put_in_others_and_marks(site: Path) -> None:
    add(site, "text/en.ftl", 'again = { title }: { field.aria-label } { "{" }\n')
    english = messages.languages(site, DECLARED)["en"]
    assert english.plain(english["again"].value) == "A <b>small</b> site: Name {"
    assert english.plain(english["stopped"].value) is None


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("two = Two <a>links</a>\n", r"en.ftl: “two” holds markup .* b, i, sub"),
        ('two = Two <b class="x">b</b>\n', "“two” holds markup"),
        ("two = <br>\n", "“two” holds markup"),
        ("two = a &nbsp; b\n", "“two” holds markup"),
        ("two = <!-- a -->\n", "“two” holds markup"),
        ("two = <b>a\n", "“two” never closes its tag b"),
        ("two = <b><i>a</b></i>\n", "“two” closes a tag b that was not opened last"),
        ("two = { $n ->\n    [one] <b>a\n   *[other] b</b>\n}\n", "“two” .* its tag b"),
        ("two = Two\n    .title = <b>a</b>\n", "“two” has a tag in .title"),
        ("two = Two\n    .colour = red\n", r"“two” has an attribute .colour. Choose among: .alt"),
        ("title = Another\n", "“title” stands there twice"),
        ("constraint-x = Mine\n", "“constraint-x” has its English in the package"),
        ("two = { $n\n", r"en.ftl:30: Expected token"),
        ("loader-two = { $file } is lost\n", "“loader-two” is said by the loader"),
        ("loader-two = { $name -> [one] a *[other] b }\n", "Correct the message|by the loader"),
    ],
)
def test_a_message_that_cannot_be_shown_is_refused(
    site: Path, tmp_path: Path, more: str, words: str
) -> None:
    add(site, "text/en.ftl", more)
    with pytest.raises(UnfitTextError, match=words):
        messages.main(site, tmp_path / "out", DECLARED, tmp_path / "words.json")


def test_other_languages_are_checked_too(site: Path) -> None:
    add(site, "text/de.ftl", "field = <u>Name</u>\n")
    with pytest.raises(UnfitTextError, match=r"site/text/de.ftl: “field” holds markup"):
        messages.languages(site, DECLARED)


def test_a_site_without_english_is_refused(site: Path) -> None:
    (site / "text/en.ftl").unlink()
    with pytest.raises(UnfitTextError, match=r"There is no site/text/en.ftl"):
        messages.languages(site, DECLARED)


def test_the_build_gets_the_words_and_says_what_is_wrong(
    site: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = text.write(site, tmp_path / "out")
    assert (list(words.languages), "stopped" in words.dynamic) == (["de", "en"], True)
    assert words.static["field"].attributes["aria-label"] == "Name"
    assert words.static["component-wiener_index"].value == "Wiener index"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"de.ftl", "en.ftl"}
    add(site, "text/en.ftl", "two = <u>Two</u>\n")
    with pytest.raises(subprocess.CalledProcessError):
        text.write(site, tmp_path / "again")
    assert "site/text/en.ftl: “two” holds markup" in capfd.readouterr().err


# The document and the manifest


WORDS = small_words(
    title=Static("A <b>small</b> site", {"title": 'Say "this" & <that>'}),
    field=Static(None, {"placeholder": "Type here", "aria-label": "Name"}),
    **{"component-wiener_index": Static("Wiener index", {"meaning": "A sum", "unit": "bonds"})},
)


def test_the_document_gets_its_words_and_nothing_else_changes() -> None:
    filled = text.fill_document(PAGE, WORDS)
    more = ' title="Say &quot;this&quot; &amp; &lt;that&gt;"'
    assert filled == (
        PAGE.replace(
            'data-l10n-id="title"></h1>', f'data-l10n-id="title"{more}>A <b>small</b> site</h1>'
        )
        .replace('"field">', '"field" placeholder="Type here" aria-label="Name">')
        .replace('index"></p>', 'index">Wiener index</p>')
    )


def test_an_element_with_content_may_get_attributes() -> None:
    page = '<div\n  data-l10n-id="field" hidden><p>x</p></div><img data-l10n-id="field" />'
    attributes = ' placeholder="Type here" aria-label="Name"'
    assert text.fill_document(page, WORDS) == (
        f'<div\n  data-l10n-id="field" hidden{attributes}><p>x</p></div>'
        f'<img data-l10n-id="field"{attributes} />'
    )


def test_a_word_in_every_kind_of_element_arrives() -> None:
    page = "".join(
        f'<{tag} data-l10n-id="title"></{tag}>\n'
        for tag in ("title", "noscript", "option", "template", "p")
    )
    assert text.fill_document(f"é𝟙\n{page}", WORDS).count("A <b>small</b> site</") == 5


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            '<p data-l10n-id="none"></p>',
            'no message “none”, which stands in <p data-l10n-id="none">',
        ),
        ('<p data-l10n-id="stopped"></p>', "“stopped” has a value to put in"),
        ('<p data-l10n-id="title">A site</p>', "must be empty, because the message “title”"),
        ('<p data-l10n-id="title"> </p>', "must be empty"),
        ('<input data-l10n-id="title">', "must be empty"),
        ('<p data-l10n-id="field" aria-label="x"></p>', "has the attribute aria-label twice"),
        ("<p data-l10n-id></p>", "no message “”"),
    ],
)
def test_words_that_do_not_fit_stop_the_build(page: str, words: str) -> None:
    with pytest.raises(UnfitTextError, match=words):
        text.fill_document(page, WORDS)


def test_the_manifest_gets_its_words() -> None:
    words = small_words(**{"manifest-name": Static('A "small" site…', {})})
    filled = text.fill_manifest(MANIFEST, words)
    assert json.loads(filled) == {"name": 'A "small" site…', "lang": "en"}
    assert "…" in filled
    with pytest.raises(UnfitTextError, match=r"no message “manifest-x”.* manifest.json"):
        text.fill_manifest('{"name": "l10n:manifest-x"}', words)


# Keys


def faults(site: Path) -> list[str]:
    return keys.report(site, DECLARED).faults


def test_a_site_whose_keys_are_right_has_no_faults(site: Path) -> None:
    told = keys.report(site, DECLARED)
    assert told.faults == []
    assert told.notes[0] == "en: 25 messages"
    assert told.notes[1] == "de: 3 messages"
    assert told.notes[2].startswith("de: 22 missing: field, state-idle,")


ADDED_PYTHON = [
    ('words("none")', "“none” is not in site/text/en.ftl"),
    ('words(f"none-{x}")', "“none-…” is not in site/text/en.ftl"),
    ('words("title")', "“title” has tags, which Python shows as text"),
    ('words("field")', "“field” has attributes only"),
    ('words("stopped")', "“stopped” also needs { $step }"),
    ('words("stopped", step=1.0, of=2)', "“stopped” does not use { $of }"),
    ('words(f"refusal-{code}", steps=1)', "“refusal-too_many_steps” also needs { $most }"),
    ('words(f"state-{x}", step=1)', "“state-…” does not use { $step }"),
    ("words(key)", "a key that cannot be told from the source"),
    ('words(f"{x}-idle")', "a key that cannot be told"),
    ('words(f"state-{x}-{y}")', "a key that cannot be told"),
    ('words("state-" + x)', "a key that cannot be told"),
    ('words(f"sta{x}")', "“sta…” ends in the middle of a word"),
    ("words()", "words() is called without a key"),
    ('detail("component-wiener_index", "colour")', "has no attribute “.colour”"),
    ('words.words("none")', "“none” is not in site/text/en.ftl"),
    ('words("state-idle" if x else "none")', "“none” is not in site/text/en.ftl"),
]


@pytest.mark.parametrize(("call", "fault"), ADDED_PYTHON)
def test_a_wrong_call_is_found_in_its_line(site: Path, call: str, fault: str) -> None:
    add(site, "page/main.py", f"{call}\n")
    (found,) = faults(site)
    assert found.startswith("site/page/main.py:7: ")
    assert fault in found


@pytest.mark.parametrize(
    "call",
    [
        'words(f"refusal-{code}", **values)',
        'has_words(f"none-{x}")',
        'self._words("none")',
        'error.words("none")',
        'detail(f"component-{x}", "unit")',
    ],
)
def test_a_right_call_is_no_fault(site: Path, call: str) -> None:
    add(site, "page/main.py", f"{call}\n")
    assert faults(site) == []


@pytest.mark.parametrize(
    ("name", "more", "fault"),
    [
        ("text/en.ftl", "two = Two\n", "site/text/en.ftl: “two” is used nowhere"),
        ("text/en.ftl", "loader-two = Two\n", "“loader-two” is used nowhere"),
        ("text/de.ftl", "found = { $n }\n", "“found” puts in { $n }, English { $count }"),
        ("text/de.ftl", "state-idle = { $n }\n", "“state-idle” puts in { $n }, English nothing"),
        ("text/de.ftl", "found = Isomere\n", "de.ftl: “found” puts in nothing, English { $count }"),
        ("text/de.ftl", "field =\n    .title = { $x }\n", "“field.title” puts in { $x }"),
        ("text/de.ftl", "state-idle = { title2 }\n", "puts in a message “title2”, which is not"),
        (PANEL, '<b\n data-l10n-id="none"></b>\n', "head/panel.html:3: “none”"),
        (PANEL, '<b data-l10n-id="stopped"></b>', "needs { $step }, which only Python"),
        ("shell/loader.js", 'refuse("loader-none");\n', "site/shell/loader.js:2: “loader-none”"),
        ("shell/manifest.json", '"l10n:manifest-none"\n', "shell/manifest.json:5: “manifest-none”"),
    ],
)  # fmt: skip
def test_a_key_at_fault_is_found(site: Path, name: str, more: str, fault: str) -> None:
    add(site, name, more)
    (found,) = faults(site)
    assert fault in found


def test_a_message_that_is_put_into_another_is_used(site: Path) -> None:
    add(site, "text/en.ftl", "two = Two\n")
    change(site, "text/en.ftl", "state-idle = idle", "state-idle = { two }")
    assert faults(site) == []


def test_what_a_language_has_too_much_is_told(site: Path) -> None:
    add(site, "text/de.ftl", "two = Zwei\n")
    told = keys.report(site, DECLARED)
    assert told.faults == []
    assert told.notes[-1] == "de: 1 superfluous: two"


def test_the_script_tells_with_its_status(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert keys.main(site, DECLARED) == 0
    assert "Every key is used, and is there." in capsys.readouterr().out
    add(site, "text/en.ftl", "two = Two\n")
    assert keys.main(site, DECLARED) == 1
    printed = capsys.readouterr()
    assert (printed.out.splitlines()[-1], "“two” is used" in printed.err) == ("Faults: 1", True)
    add(site, "text/en.ftl", "two = <u>Two</u>\n")
    assert keys.main(site, DECLARED) == 1
    assert "stands there twice" in capsys.readouterr().err


def test_the_site_itself_has_its_keys_right() -> None:
    told = keys.report(distribution.SITE, text.declared())
    assert told.faults == []


# The pseudo-language


@pytest.mark.parametrize(
    ("words", "longer"),
    [
        ("Steps per cycle", "⟦Steps⟧ ⟦per⟧ ⟦cycle⟧"),
        ("degree of unsaturation", "⟦degreee⟧ ⟦of⟧ ⟦unsaturationnnn⟧"),
        ("A <b>constraint</b>, 27.", "⟦A⟧ <b>⟦constrainttt⟧</b>, 27."),
        ("(hydrogens) – 1.5 %", "⟦(hydrogenssss)⟧ – 1.5 %"),
        ("", ""),
    ],
)
def test_every_word_is_in_brackets_and_longer(words: str, longer: str) -> None:
    assert pseudolanguage.stretched(words) == longer


def test_the_pseudo_language_leaves_all_but_texts_as_it_is(site: Path) -> None:
    english = messages.languages(site, DECLARED)["en"]
    made = bundle(serialize(pseudolanguage.made(english.resource)))
    assert said(made, "stopped", step=1234) == "⟦It⟧ ⟦stoppedd⟧ ⟦at⟧ ⟦step⟧ 1,234."
    assert said(made, "found", count=1) == "⟦Found⟧ 1 ⟦isomerr⟧."
    assert said(made, "found", count=2) == "⟦Found⟧ 2 ⟦isomerss⟧."
    assert said(made, "field", "placeholder") == "⟦Type⟧ ⟦“heree”⟧ & ⟦now⟧"
    assert said(made, "title") == "⟦A⟧ <b>⟦small⟧</b> ⟦site⟧"
    assert said(made, "component-wiener_index", "meaning") == "⟦A⟧ {⟦sum⟧}"
    assert serialize(english.resource).startswith("### Words of a small site.")


def test_all_texts_of_the_site_are_longer_by_two_fifths() -> None:
    english = messages.languages(distribution.SITE, text.declared())["en"]
    changed = pseudolanguage.made(english.resource)
    before, after = texts(english.resource), texts(changed)
    assert len(before) == len(after) > 250
    for one, other in zip(before, after, strict=True):
        bare = [word for word in Bare(one).words if any(map(str.isalpha, word))]
        assert other.count("⟦") == other.count("⟧") == len(bare)
        assert len(other) - len(one) >= 0.4 * sum(map(len, bare))


def texts(resource: ast.Resource) -> list[str]:
    """Return all texts within messages, variants and attributes among them."""
    found = []
    for one in resource.body:
        if isinstance(one, ast.Message):
            for top in (one.value, *(attribute.value for attribute in one.attributes)):
                for pattern in messages.patterns(top):
                    found += [e.value for e in pattern.elements if isinstance(e, ast.TextElement)]
    return found


class Bare(HTMLParser):
    """The words of a text, without its tags."""

    def __init__(self, value: str) -> None:
        super().__init__(convert_charrefs=False)
        self.words: list[str] = []
        self.feed(value)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def test_the_pseudo_language_is_a_language_of_a_copied_site(tmp_path: Path) -> None:
    copied = tmp_path / "site"
    shutil.copytree(distribution.SITE, copied)
    written = pseudolanguage.write(copied)
    assert written == copied / "text/en-XA.ftl"
    assert not [one for one in parse(written.read_text()).body if isinstance(one, ast.Junk)]
    told = keys.report(copied, text.declared())
    assert [note for note in told.notes if "missing" in note or "superfluous" in note] == []
