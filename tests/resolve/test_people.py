from __future__ import annotations

import pytest

from attrib.resolve.people import PersonName, fold, is_short_for, parts_of, same_person


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "Lena Arvid",
            PersonName("lena", "arvid", "arvid", "", ("lena", "arvid")),
            id="plain",
        ),
        pytest.param("Sukarto", PersonName("", "sukarto", "sukarto", "", ("sukarto",)), id="one"),
        pytest.param(
            "Rosa de la Vega",
            PersonName("rosa", "de la vega", "vega", "", ("rosa", "de", "la", "vega")),
            id="two particles",
        ),
        pytest.param(
            "Omar bin Rashid",
            PersonName("omar", "bin rashid", "rashid", "", ("omar", "bin", "rashid")),
            id="bin",
        ),
        pytest.param(
            "Henrik van der Linde",
            PersonName("henrik", "van der linde", "linde", "", ("henrik", "van", "der", "linde")),
            id="van der",
        ),
        pytest.param(
            "Henrik Van Der Linde",
            PersonName("henrik", "van der linde", "linde", "", ("henrik", "van", "der", "linde")),
            id="particles with capitals",
        ),
        pytest.param(
            "Leo Price Jr.",
            PersonName("leo", "price", "price", "jr", ("leo", "price")),
            id="junior",
        ),
        pytest.param(
            "Leo Price III",
            PersonName("leo", "price", "price", "iii", ("leo", "price")),
            id="the third",
        ),
        pytest.param(
            "Rosa de la Vega Jr.",
            PersonName("rosa", "de la vega", "vega", "jr", ("rosa", "de", "la", "vega")),
            id="particles and a suffix",
        ),
        pytest.param(
            "José Ramírez-Peña",
            PersonName("jose", "ramirezpena", "ramirezpena", "", ("jose", "ramirezpena")),
            id="accents and a hyphen",
        ),
        pytest.param("", PersonName("", "", "", "", ()), id="nothing"),
        pytest.param("—", PersonName("", "", "", "", ()), id="no word"),
    ],
)
def test_parts(name: str, expected: PersonName) -> None:
    assert parts_of(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Lena Arvid", "Arvid Lena", id="reversed"),
        pytest.param("Lena Arvid", "LENA ARVID", id="capitals"),
        pytest.param("Wei Lianhua", "Wei Lian-hua", id="hyphenated given name"),
        pytest.param("Wei Lianhua", "Lian-hua Wei", id="hyphenated and reversed"),
        pytest.param("Ada Moss-Vale", "Ada Moss Vale", id="a double name, hyphenated or not"),
        pytest.param("Mohammed Sabry", "Mohamed Sabry", id="transliterated"),
        pytest.param("José Ramírez", "Jose Ramirez", id="accents"),
        pytest.param("L. Arvid", "Lena Arvid", id="an initial"),
        pytest.param("Lena J. Arvid", "Lena Arvid", id="a middle initial"),
        pytest.param("Ada Lena Moss", "Lena Moss", id="called by the second given name"),
        pytest.param("Rosa de la Vega", "Rosa Vega", id="without its particles"),
        pytest.param("Rosa de la Vega", "R. de la Vega", id="an initial before particles"),
        pytest.param("Leo Price Jr.", "Leo Price", id="junior is left off"),
        pytest.param("Leo Price III", "Leo Price", id="the third is left off"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ada Smith", "Ines Smith", id="two of one surname"),
        pytest.param("Lena Arvid", "Lena Moss", id="two of one given name"),
        pytest.param("Erik Lund", "Erika Lund", id="another ending is another name"),
        pytest.param("Marta Ortega", "Maria Ortega", id="one letter of a short name"),
        pytest.param("Ian Moss", "Ion Moss", id="names too short for a spelling"),
        pytest.param("Leo Price Jr.", "Leo Price Sr.", id="father and son"),
        pytest.param("Leo Price II", "Leo Price III", id="the second and the third"),
        pytest.param("A. Moss", "Ines Moss", id="another initial"),
        pytest.param("Arvid", "Lena Arvid", id="one word is no full name"),
        pytest.param("Rosa de la Vega", "Ines de la Vega", id="one family with particles"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        pytest.param("Arvid", "Lena Arvid", True, id="a surname"),
        pytest.param("Wei", "Wei Lianhua", True, id="a family name that stands first"),
        pytest.param("de la Vega", "Rosa de la Vega", True, id="with its particles"),
        pytest.param("De la Vega", "Rosa de la Vega", True, id="its particle opens a sentence"),
        pytest.param("Vega", "Rosa de la Vega", True, id="without its particles"),
        pytest.param("bin Rashid", "Omar bin Rashid", True, id="bin"),
        pytest.param("Van der Linde", "Henrik van der Linde", True, id="van der"),
        pytest.param("la Vega", "Rosa de la Vega", False, id="half of its particles"),
        pytest.param("Price", "Leo Price Jr.", True, id="a surname before a suffix"),
        pytest.param("Jr", "Leo Price Jr.", False, id="a suffix"),
        pytest.param("Moss", "Lena Arvid", False, id="another's"),
        pytest.param("Moss", "Ada Moss-Vale", False, id="half of a double name"),
        pytest.param("Moss-Vale", "Ada Moss-Vale", True, id="a double name"),
        pytest.param("Lena", "Lena", False, id="a name of one word is not short"),
        pytest.param("", "Lena Arvid", False, id="nothing"),
    ],
)
def test_short_for(short: str, full: str, expected: bool) -> None:
    assert is_short_for(short, full) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Arvid", "arvid"),
        ("O’Hara", "ohara"),
        ("Ci-mei", "cimei"),
        ("J.", "j"),
        ("Ødegård", "ødegard"),
    ],
)
def test_fold(word: str, expected: str) -> None:
    assert fold(word) == expected
