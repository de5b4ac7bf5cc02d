from dataclasses import replace

from attrib.errors import ReadError
from attrib.render.github import MOST, render

from . import samples, tools


def lines(*args: object, **more: object) -> list[str]:
    given = {"stopping": tools.STOPPING, "root": tools.ROOT, **more}
    return render(*args, **given).splitlines()  # type: ignore[arg-type]


def test_commands() -> None:
    told = lines([tools.report()], [tools.ERROR], [tools.ENTRY])
    assert told[0] == "::error file=lost.txt,title=could not be read::no such file"
    assert told[2] == (
        "::error file=pier.txt,line=1,col=27,endLine=1,endColumn=41,"
        "title=AT101 unattributed-quote::Who says “Größe zählt.”? Suggestion: perhaps Zoë."
    )
    over_lines = next(line for line in told if "endLine=4" in line)
    assert over_lines.startswith("::notice file=pier.txt,line=3,endLine=4,title=AT101")
    assert any(line.startswith("::warning file=attrib.yaml,line=3,col=5,title=") for line in told)


def test_what_parts_a_command_is_escaped() -> None:
    report = samples.report("a, b:c%\n::error ::x.txt")
    (line,) = lines([report])
    head, _, said = line.partition("::")[2].partition("::")
    assert head.startswith("warning file=a%2C b%3Ac%25%0A%3A%3Aerror %3A%3Ax.txt,line=3,")
    assert said.startswith("Nobody can check who “Critics” are; name them.")
    odd = ReadError("100 % of it:\r\nbad, bad", path="x.txt")
    assert lines([], [odd]) == [
        "::error file=x.txt,title=could not be read::100 %25 of it: bad, bad"
    ]


def test_ten_of_each_kind_are_written_the_worst_first_and_the_rest_counted() -> None:
    report = tools.report()
    blocking, suppressed = report.findings[0], report.findings[1]
    many = replace(report, findings=(suppressed,) * 12 + (blocking,) * 11, unread=())
    told = lines([many], [tools.ERROR])
    assert len(told) == 2 * MOST + 1
    assert [line.split(" ")[0] for line in told[:-1]] == ["::error"] * MOST + ["::notice"] * MOST
    assert "lost.txt" in told[0]
    assert told[-1].startswith("attrib: 4 more annotations left out")
