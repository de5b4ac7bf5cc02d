"""The pairs that the costs of slips and the threshold were chosen by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.registry import Registry
from attrib.registry.match import words_of
from attrib.registry.spelling import THRESHOLD, likeness

# Points that every pair must lie clear of the threshold.
MARGIN = 1.0

PERSON, BODY = True, False

MISSPELLED = [
    ("Huang Cipin", "Huang Ciping", PERSON),
    ("Hunag Ciping", "Huang Ciping", PERSON),
    ("Ciping Hunag", "Ciping Huang", PERSON),
    ("Jin Xinjang", "Jin Xinjiang", PERSON),
    ("Eric Yaun", "Eric Yuan", PERSON),
    ("Mark Zuckerburg", "Mark Zuckerberg", PERSON),
    ("Jens Stoltenburg", "Jens Stoltenberg", PERSON),
    ("Angela Merkell", "Angela Merkel", PERSON),
    ("Volodymyr Zelenskky", "Volodymyr Zelensky", PERSON),
    ("Antonio Gueterres", "Antonio Guterres", PERSON),
    ("Micheal Bloomberg", "Michael Bloomberg", PERSON),
    ("Xi Jiping", "Xi Jinping", PERSON),
    ("Aung Sann Suu Kyi", "Aung San Suu Kyi", PERSON),
    ("Ursula von der Leyden", "Ursula von der Leyen", PERSON),
    ("Jutsice Department", "Justice Department", BODY),
    ("Depatment of Justice", "Department of Justice", BODY),
    ("Departement of Justice", "Department of Justice", BODY),
    ("Depatment of Jutsice", "Department of Justice", BODY),
    ("Rueters", "Reuters", BODY),
    ("Reutters", "Reuters", BODY),
    ("Bloomebrg", "Bloomberg", BODY),
    ("Associatd Press", "Associated Press", BODY),
    ("Agence France-Prese", "Agence France-Presse", BODY),
    ("Fedral Bureau of Investigation", "Federal Bureau of Investigation", BODY),
    ("Federal Bureau of Investigaton", "Federal Bureau of Investigation", BODY),
    ("Ministry of Defense", "Ministry of Defence", BODY),
    ("Citzen Lab", "Citizen Lab", BODY),
    ("Chinese Comunist Party", "Chinese Communist Party", BODY),
    ("Wei Jinsheng Foundation", "Wei Jingsheng Foundation", BODY),
    ("World Heatlh Organization", "World Health Organization", BODY),
    ("World Health Organisation", "World Health Organization", BODY),
]

DIFFERENT = [
    ("Jin Xingyu", "Jin Xinjiang", PERSON),
    ("Wang Dong", "Wang Dan", PERSON),
    ("Wang Yan", "Wang Dan", PERSON),
    ("John Smith", "Joan Smith", PERSON),
    ("Jon Smith", "Joan Smith", PERSON),
    ("John Smyth", "John Smith", PERSON),
    ("Li Min", "Li Ming", PERSON),
    ("Zhang Yang", "Zhang Yan", PERSON),
    ("Chen Hui", "Chen Hua", PERSON),
    ("Huang", "Huang Ciping", PERSON),
    ("Ciping", "Huang Ciping", PERSON),
    ("Eric Wong", "Eric Wang", PERSON),
    ("Tom Prince", "Tom Price", PERSON),
    ("Ana Marin", "Ana Martin", PERSON),
    ("Max Gant", "Max Grant", PERSON),
    ("Lena Gomez", "Lena Gomes", PERSON),
    ("Erica Stone", "Eric Stone", PERSON),
    ("Louise Martin", "Louis Martin", PERSON),
    ("Hannah Berg", "Hanna Berg", PERSON),
    ("Christina Berg", "Christian Berg", PERSON),
    ("Marina Costa", "Marian Costa", PERSON),
    ("Oleg Petrova", "Oleg Petrov", PERSON),
    ("Paul Roberts", "Paul Robert", PERSON),
    ("Francisca Ruiz", "Francisco Ruiz", PERSON),
    ("Kim Jong Il", "Kim Jong Un", PERSON),
    ("Bush", "Busch", PERSON),
    ("Georgina", "Georgia", PERSON),
    ("Georgina", "Georgia", BODY),
    ("NBC", "BBC", BODY),
    ("AFL", "AFP", BODY),
    ("Router", "Reuters", BODY),
    ("Routers", "Reuters", BODY),
    ("Zambia", "Gambia", BODY),
    ("Slovenia", "Slovakia", BODY),
    ("Australia", "Austria", BODY),
    ("Iran", "Iraq", BODY),
    ("Nigeria", "Niger", BODY),
    ("Channel 5", "Channel 4", BODY),
    ("Class of 1984", "Class of 1985", BODY),
    ("Human China", "Humane China", BODY),
    ("Ministry of Justice", "Minister of Justice", BODY),
    ("Department of State", "Department of Justice", BODY),
    ("Department Justice", "Department of Justice", BODY),
    ("Rational Party", "National Party", BODY),
    ("The Post", "The Pest", BODY),
    ("Board of Trace", "Board of Trade", BODY),
    ("Bank of Chile", "Bank of China", BODY),
    ("Interior Ministry", "Exterior Ministry", BODY),
]


def score(written: str, name: str, person: bool) -> float:
    return likeness(" ".join(words_of(written)), " ".join(words_of(name)), person)


def registry_of(name: str, person: bool) -> Registry:
    kind = "person" if person else "outlet"
    return Registry.parse(
        f"version: 1\nsources: [{{id: it, kind: {kind}, name: '{name}'}}]", shipped=False
    )


@pytest.mark.parametrize(("written", "name", "person"), MISSPELLED)
def test_a_misspelling_is_clear_of_the_threshold_and_found(written, name, person):
    assert score(written, name, person) >= THRESHOLD + MARGIN
    match = registry_of(name, person).find(written)
    assert match is not None
    assert match.how == "fuzzy"
    assert match.score == pytest.approx(score(written, name, person))


@pytest.mark.parametrize(("written", "name", "person"), DIFFERENT)
def test_another_name_is_clear_of_the_threshold_and_not_found(written, name, person):
    assert score(written, name, person) <= THRESHOLD - MARGIN
    assert registry_of(name, person).find(written) is None


def test_the_threshold_stands_in_the_middle_of_the_gap():
    lowest = min(score(*pair) for pair in MISSPELLED)
    highest = max(score(*pair) for pair in DIFFERENT)
    assert lowest - highest >= 2 * MARGIN
    assert abs(THRESHOLD - (lowest + highest) / 2) < MARGIN


names = st.text(alphabet="abcdefgxyz ", max_size=40).filter(lambda s: s.split() != [])


@given(names, names, st.booleans())
def test_likeness_is_symmetric_and_bounded(one, other, person):
    there, back = likeness(one, other, person), likeness(other, one, person)
    assert there == pytest.approx(back)
    assert 0.0 <= there <= 100.0
    assert (there == 100.0) == (one.split() == other.split())
