"""Names that stand for candidates: words of stone, wood and landscape that tell nothing and are nobody's name."""

from collections.abc import Collection
from itertools import count

from hiring.vocabulary import Language

# Neighbours sound unlike each other, so that two candidates of one week are not mixed up. Words that people bear as
# names (Hazel, Jade, Kalina) or that name one country's river are left out: they would suggest who somebody is.
NAMES: dict[Language, tuple[str, ...]] = {
    "en": (
        "Granite", "Maple", "Lagoon", "Cobalt", "Birch", "Dune", "Slate", "Willowherb", "Estuary", "Quartz", "Spruce",
        "Harbour", "Basalt", "Larch", "Meander", "Zinc", "Poplar", "Tundra", "Flint", "Cedar", "Islet", "Obsidian",
        "Walnut", "Plateau", "Mica", "Hornbeam", "Valley", "Copper", "Sycamore", "Reef", "Feldspar", "Oak", "Moraine",
        "Limestone", "Alder", "Glacier", "Nickel", "Cypress", "Delta", "Pumice", "Beech", "Inlet", "Shale", "Yew",
        "Prairie", "Gypsum", "Chestnut", "Cove", "Titanium", "Elm", "Savanna", "Sandstone", "Fir", "Ridge", "Chalk",
        "Hawthorn", "Peninsula", "Magnesium", "Pine", "Canyon", "Marble", "Sequoia", "Fjord", "Tin", "Acacia", "Steppe",
    ),
    "pl": (
        "Granit", "Klon", "Laguna", "Kobalt", "Brzoza", "Wydma", "Łupek", "Jesion", "Zatoka", "Kwarc", "Świerk",
        "Przystań", "Bazalt", "Modrzew", "Dolina", "Cynk", "Topola", "Tundra", "Krzemień", "Cedr", "Wyspa", "Obsydian",
        "Orzech", "Płaskowyż", "Mika", "Grab", "Jezioro", "Miedź", "Jawor", "Rafa", "Skaleń", "Dąb", "Morena",
        "Wapień", "Olcha", "Lodowiec", "Nikiel", "Cyprys", "Delta", "Pumeks", "Buk", "Fiord", "Piaskowiec", "Cis",
        "Step", "Gips", "Kasztan", "Potok", "Tytan", "Wiąz", "Sawanna", "Marmur", "Jodła", "Kanion", "Kreda", "Głóg",
        "Półwysep", "Magnez", "Sosna", "Wąwóz", "Onyks", "Sekwoja", "Źródło", "Cyna", "Akacja", "Polana",
    ),
}  # fmt: skip


def suggested(language: Language, used: Collection[str]) -> str:
    """Return the first code name that is not used yet; once all are, the first with a number."""
    taken = {_plain(name) for name in used}
    for number in count(1):
        for name in NAMES[language]:
            found = name if number == 1 else f"{name} {number}"
            if _plain(found) not in taken:
                return found
    raise AssertionError  # numbers never end


def tells_who(code_name: str, real_name: str) -> bool:
    """Whether a code name is the real name, one of its parts, or its initials, however they are written."""
    parts = [part for part in real_name.replace("-", " ").replace(".", " ").split() if _plain(part)]
    initials = "".join(part[0] for part in parts)
    return _plain(code_name) in {_plain(name) for name in (real_name, initials, *parts) if _plain(name)}


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
