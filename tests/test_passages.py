"""Short passages through the whole of it: each a way to credit the wrong person or medium."""

from __future__ import annotations

import pytest

from attrib import Checker, Report


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def credited(report: Report) -> list[tuple[str, str, str]]:
    """Each statement's source as written, speaker and outlet."""
    return [
        (
            report.document.slice(a.statement.source[0]) if a.statement.source else "",
            a.speaker.name if a.speaker else "",
            a.outlet.name if a.outlet else "",
        )
        for a in report.attributions
    ]


SELF = "this publication"


@pytest.mark.parametrize(
    ("text", "source", "speaker", "outlet"),
    [
        pytest.param(
            "ARDEN (Reuters) - The National Water Works Agency lost its case. In a statement, the "
            "agency said that families had been paid.",
            "the agency",
            "National Water Works Agency",
            "National Water Works Agency",
            id="the agency is not the one whose report it is",
        ),
        pytest.param(
            "Halden Robotics AS, a leading provider of arms, opened a plant. It makes the company’s "
            "H7 arm, which the company says is used in forty warehouses.",
            "the company",
            "Halden Robotics AS",
            "Halden Robotics AS",
            id="the company is not what it makes",
        ),
        pytest.param(
            "The highways committee met. Conservative group leader Cllr Neil Boyd said the plan was "
            "“a gamble”. A report to the committee said that the bridge would cost £4 million. "
            "It warned that traffic on Station Road would double.",
            "It",
            "A report to the committee",
            SELF,
            id="it is the report that spoke before",
        ),
        pytest.param(
            "Carl Boyd said he was innocent. The judge said she would rule on Friday.",
            "The judge",
            "The judge",
            SELF,
            id="a role is not whoever spoke last",
        ),
        pytest.param(
            "Prosecutor Dana West said Pike was guilty. The defence lawyer said Pike was drunk.",
            "The defence lawyer",
            "The defence lawyer",
            SELF,
            id="nor is another role",
        ),
        pytest.param(
            "Deputy Prime Minister Olga Brandt said the prime minister, Erik Solberg, was ill. "
            "The prime minister said he was fine.",
            "The prime minister",
            "Erik Solberg",
            SELF,
            id="the deputy is not the minister",
        ),
        pytest.param(
            "Iran's foreign minister, Reza Kamali, met his French counterpart, Anne Duval, in Paris. "
            "He said the talks were good. She said Iran must comply.",
            "She",
            "Anne Duval",
            SELF,
            id="he is not she in the next sentence",
        ),
        pytest.param(
            "Coach Dana Pruitt benched striker Leo Marsh. The coach said he was tired. "
            "The 24-year-old said he was fine.",
            "The 24-year-old",
            "The 24-year-old",
            SELF,
            id="an age that nobody is given",
        ),
        pytest.param(
            "Carl Boyd's lawyer, Ann Lee, said he was sorry. Kevin Dunn, the second defendant, "
            "pleaded guilty. His lawyer said Dunn was sorry.",
            "His lawyer",
            "Kevin Dunn’s lawyer",
            SELF,
            id="another man's lawyer",
        ),
        pytest.param(
            "A friend of the victim, Mia Holt, said the road was dangerous.",
            "A friend of the victim, Mia Holt,",
            "A friend of the victim",
            SELF,
            id="which of the two has the name",
        ),
        pytest.param(
            "Mr. Lowell and his wife, Jane Lowell, sued. Mr. Lowell said it was late. "
            "Mrs. Lowell said it was cold.",
            "Mrs. Lowell",
            "Jane Lowell",
            SELF,
            id="a couple",
        ),
        pytest.param(
            "Norvatek, the drugmaker, said it would appeal. He said more would follow.",
            "He",
            "He",
            SELF,
            id="a drugmaker is no man",
        ),
        pytest.param(
            "Tesla shares fell. Analysts at Morgan Bank wrote that demand was weak. "
            "The carmaker said orders were strong.",
            "The carmaker",
            "The carmaker",
            SELF,
            id="a bank is no carmaker",
        ),
        pytest.param(
            "The Farmers' Union said prices were low. The union said it would march.",
            "The union",
            "Farmers' Union",
            "Farmers' Union",
            id="a plural owner in a body's name",
        ),
        pytest.param(
            "Jane Fox, editor of the Arden Courier, said the strike was over.",
            "Jane Fox, editor of the Arden Courier,",
            "Jane Fox",
            SELF,
            id="an editor's medium is no outlet",
        ),
        pytest.param(
            "Ada Moss, who once worked for CNN, said it was not true.",
            "Ada Moss, who once worked for CNN,",
            "Ada Moss",
            SELF,
            id="nor where somebody once worked",
        ),
        pytest.param(
            "Anna Kern told staff at Reuters that layoffs were coming.",
            "Anna Kern",
            "Anna Kern",
            SELF,
            id="staff at a medium are not the medium",
        ),
        pytest.param(
            "Tom Reed told the Times that he had left. The newspaper said it had seen the letter.",
            "Tom Reed",
            "Tom Reed",
            "Times",
            id="a newspaper of one word",
        ),
        pytest.param(
            "In a statement on Friday, the BBC said the show would return.",
            "the BBC",
            "BBC",
            "BBC",
            id="a medium's own statement",
        ),
        pytest.param(
            "The BBC published the report by Sir Tom Hale. The report said staff were bullied.",
            "The report",
            "The report",
            SELF,
            id="publishing is not writing",
        ),
        pytest.param(
            "On Twitter, Tom Reed said he had quit. “Time to go,” he added.",
            "he",
            "Tom Reed",
            "Twitter",
            id="a post at the head of the sentence",
        ),
        pytest.param(
            "A spokeswoman for the Ministry of Health told Radio Nordsund that stocks were low. "
            "She said more doses were on order.",
            "She",
            "Ministry of Health",
            "Radio Nordsund",
            id="she still speaks for it",
        ),
    ],
)
def test_passage(checker: Checker, text: str, source: str, speaker: str, outlet: str) -> None:
    found = credited(checker.check(text))
    assert (source, speaker, outlet) in found, found
