from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import SettingsError
from attrib.model import Allowance
from attrib.settings import (
    Limits,
    Settings,
    find_upwards,
    load_settings,
    nearest_settings,
)

PRINT = "0123456789abcdef0123456789abcdef"
ENTRY = f"article: a.txt, rule: AT204, fingerprint: {PRINT}"


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "attrib.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_all_keys_are_read(written, tmp_path: Path):
    path = written(
        "version: 1\nsources: desk/sources.yaml\nfail_on: warning\n"
        "rules:\n  vague-source: error\n  AT204: off\n  AT301: note\n"
        "limits: {max_bytes: 1_000_000, max_paragraph: 500, max_text_bytes: 2_000}\n"
    )
    assert load_settings(path) == Settings(
        sources=tmp_path / "desk" / "sources.yaml",
        fail_on="warning",
        severities={"vague-source": "error", "AT204": "off", "AT301": "note"},
        limits=Limits(max_bytes=1_000_000, max_paragraph=500, max_text_bytes=2_000),
        path=path,
        rule_places={"vague-source": (5, 3), "AT204": (6, 3), "AT301": (7, 3)},
    )


def test_what_is_left_out_or_empty_keeps_its_default(written):
    path = written("version: 1\nsources:\nrules:\nlimits: {max_bytes: 10}\n")
    assert load_settings(path) == Settings(limits=Limits(max_bytes=10), path=path)
    assert Settings().limits == Limits(
        max_bytes=8_000_000, max_paragraph=50_000, max_text_bytes=50_000_000
    )
    assert Settings().fail_on == "error"


def test_an_absolute_path_stays_as_it_is(written, tmp_path: Path):
    elsewhere = tmp_path.parent / "sources.yaml"
    assert load_settings(written(f"version: 1\nsources: {elsewhere}\n")).sources == elsewhere


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": is empty; expected at least 'version: 1'"),
        ("fail_on: error\n", ":1:1: the file lacks 'version'"),
        ("version: 2\n", ":1:10: expected version to be 1, found '2'"),
        (
            "version: 1\nfailon: error\n",
            ":2:1: unknown key 'failon' in the file; did you mean 'fail_on'?",
        ),
        (
            "version: 1\nshipped_sources: yes\n",
            ":2:18: expected shipped_sources to be true or false, found 'yes'",
        ),
        (
            "version: 1\nfail_on: errors\n",
            ":2:10: expected fail_on to be error, warning, note or never, found 'errors'",
        ),
        ("version: 1\nsources: [a, b]\n", ":2:10: expected sources to be text, found a list"),
        (
            "version: 1\nrules: [vague-source]\n",
            ":2:8: expected rules to be a mapping (key: value), found a list",
        ),
        (
            "version: 1\nrules:\n  vague-source: fatal\n",
            ":3:17: expected rule 'vague-source' to be error, warning, note or off, found 'fatal'",
        ),
        (
            "version: 1\nrules:\n  vague-source:\n",
            ":3:16: expected rule 'vague-source' to be error, warning, note or off, found nothing",
        ),
        (
            "version: 1\nrules:\n  vague-source: off\n  vague-source: note\n",
            ":4:3: 'vague-source' is given twice in rules (line 3)",
        ),
        (
            "version: 1\nlimits:\n  max_bytes: 8 MB\n",
            ":3:14: expected max_bytes to be a whole number from 1 to 1,000,000,000, found '8 MB'",
        ),
        (
            "version: 1\nlimits: {max_paragraph: 0}\n",
            ":2:25: expected max_paragraph to be a whole number from 1 to 1,000,000,000, found '0'",
        ),
        (
            "version: 1\nlimits: {max_words: 3}\n",
            ":2:10: unknown key 'max_words' in limits; expected max_bytes, max_paragraph or max_text_bytes",
        ),
        (
            "version: 1\nlimits: {max_bytes: 1e3}\n",
            ":2:21: expected max_bytes to be a whole number from 1 to 1,000,000,000, found '1e3'",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(written, text, message):
    path = written(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(caught.value) == f"{path}{message}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path / "attrib.yaml")
    assert str(caught.value) == f"{tmp_path / 'attrib.yaml'}: there is no such file"


def test_the_first_of_several_mistakes_is_raised(written):
    with pytest.raises(SettingsError) as caught:
        load_settings(written("limits: {max_bytes: x}\nfail_on: y\nversion: 1\n"))
    assert (caught.value.line, caught.value.column) == (1, 21)


def test_an_unknown_rule_is_told_at_the_line_that_names_it(written):
    path = written("version: 1\nrules:\n  vague-sauce: off\n")
    error = load_settings(path).unknown_rule("vague-sauce", "'vague-source'")
    assert str(error) == f"{path}:3:3: unknown rule 'vague-sauce'; expected 'vague-source'"
    made_in_code = Settings(severities={"x": "off"}).unknown_rule("x", "a rule")
    assert str(made_in_code) == "unknown rule 'x'; expected a rule"


def test_the_settings_of_a_folder(tmp_path: Path):
    desk = tmp_path / "desk"
    desk.mkdir()
    (tmp_path / "attrib.yaml").write_text("version: 1\nfail_on: note\n", encoding="utf-8")
    (desk / "sources.yaml").touch()
    settings = nearest_settings(desk)
    assert (settings.fail_on, settings.sources) == ("note", desk / "sources.yaml")
    (desk / "attrib.yaml").write_text("version: 1\nsources: mine.yaml\n", encoding="utf-8")
    settings = nearest_settings(desk)
    # A file that is named and missing is not quietly replaced by another.
    assert (settings.fail_on, settings.sources) == ("error", desk / "mine.yaml")


pieces = st.sampled_from(
    [
        *("allow:\n- ", "{" + ENTRY + "}", "until: ", "baseline: ", "signoffs: ", "<<<<<<< a\n"),
        *("version: 1\n", "rules:", "limits:", "fail_on: ", "sources: ", "max_bytes: ", "9" * 30),
        *("\n  ", "off", "AT101: ", "[", "]", "{", "}", "- ", '"', "'", "&a ", "*a", "\t", "é"),
    ]
)


@given(st.lists(pieces, max_size=15).map("".join))
def test_no_text_makes_it_raise_anything_but_its_own_error(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("settings") / "attrib.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        settings: Settings | None = load_settings(path)
        message = ""
    except SettingsError as error:
        settings, message = None, str(error)
    assert "\n" not in message
    if settings is not None:
        assert settings.rule_places.keys() == settings.severities.keys()
        assert settings.limits.max_bytes >= 1


def test_the_example_in_its_documentation_loads(written):
    page = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
    example = page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    settings = load_settings(written(example))
    assert settings.limits == Limits()
    assert settings.severities["AT301"] == "off"


def test_the_shipped_sources_can_be_left_out(written):
    assert Settings().shipped_sources
    assert load_settings(written("version: 1\nshipped_sources: true\n")).shipped_sources
    assert not load_settings(written("version: 1\nshipped_sources: false\n")).shipped_sources


def test_what_is_allowed_is_read_with_its_places(written, tmp_path: Path):
    path = written(
        "version: 1\nbaseline: desk/old.yaml\nsignoffs: desk/signed.yaml\nallow:\n"
        f"- {{{ENTRY}, reason: known, owner: Ana, until: 2026-12-31}}\n"
        f"-   article: 'drafts/*.txt'\n    rule: vague-source\n    fingerprint: {'1' * 32}\n"
        "    reason: ''\n"
    )
    settings = load_settings(path)
    assert settings.baseline == tmp_path / "desk" / "old.yaml"
    assert settings.signoffs == tmp_path / "desk" / "signed.yaml"
    assert settings.allow == (
        Allowance("a.txt", "AT204", PRINT, "known", "Ana", date(2026, 12, 31), 5, 3),
        Allowance("drafts/*.txt", "vague-source", "1" * 32, line=6, column=5),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("allow: a.txt\n", ":2:8: expected allow to be a list"),
        ("allow: [a.txt]\n", ":2:9: expected an entry of allow to be a mapping"),
        (f"allow:\n- {{{ENTRY.replace('rule: AT204, ', '')}}}\n", ":3:3: an entry of allow lacks"),
        (f"allow:\n- {{{ENTRY}, until: 2026-02-30}}\n", "expected until to be a day such as"),
        (f"allow:\n- {{{ENTRY}, until: soon}}\n", "expected until to be a day such as 2026-12-31"),
        (f"allow:\n- {{{ENTRY}0}}\n", "expected fingerprint to be 32 of the signs 0 to 9"),
        (f"allow:\n- {{{ENTRY}, reason: [a]}}\n", "expected reason to be text, found a list"),
        (f"allow:\n- {{{ENTRY}, why: x}}\n", "unknown key 'why' in an entry of allow"),
        (
            f"allow:\n- {{{ENTRY}}}\n- {{{ENTRY}}}\n",
            ":4:3: the same as the entry of allow on line 3",
        ),
        ("baseline: [a]\n", ":2:11: expected baseline to be text, found a list"),
        ("||||||| base\n", ":2:1: a merge conflict stands here; resolve it"),
    ],
)
def test_a_mistake_in_what_is_allowed_is_told_at_its_place(written, text, message):
    with pytest.raises(SettingsError) as caught:
        load_settings(written("version: 1\n" + text))
    assert message in str(caught.value)


def test_a_link_to_nothing_is_told_as_one(tmp_path: Path):
    (tmp_path / "attrib.yaml").symlink_to(tmp_path / "nowhere.yaml")
    with pytest.raises(SettingsError, match="is a link to a file that is not there"):
        load_settings(tmp_path / "attrib.yaml")


def test_the_nearest_is_found_upwards_whatever_it_is(tmp_path: Path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "old.yaml").touch()
    assert find_upwards("old.yaml", deep) == tmp_path / "old.yaml"
    (tmp_path / "a" / "old.yaml").symlink_to(tmp_path / "nowhere")
    assert find_upwards("old.yaml", deep) == tmp_path / "a" / "old.yaml"
    (deep / "old.yaml").mkdir()
    assert find_upwards("old.yaml", deep) == deep / "old.yaml"
    assert find_upwards("no-such-file-anywhere.yaml", deep) is None


def test_settings_that_cannot_be_read_are_an_error_and_not_the_defaults(tmp_path: Path):
    (tmp_path / "attrib.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SettingsError, match="link to a file"):
        nearest_settings(tmp_path)
    (tmp_path / "attrib.yaml").unlink()
    (tmp_path / "attrib.yaml").mkdir()
    with pytest.raises(SettingsError, match="directory"):
        nearest_settings(tmp_path)
