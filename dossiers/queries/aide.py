"""What the files of the help say, read once per process: offres, thématiques, sources, contacts, criteria, lexicon."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from dossiers.referentiel.aide import Aide, read_aide
from dossiers.rules.evenement import digest
from dossiers.rules.vocable import LECTURE, Table, build_table

FIXTURES = Path(settings.BASE_DIR) / "fixtures" / "aide"


@lru_cache(maxsize=2)
def aide_of(dossier: Path = FIXTURES) -> Aide:
    """All the texts of a folder. Raises `ReferentielInvalide`."""
    return read_aide({chemin.name: chemin.read_text(encoding="utf-8") for chemin in sorted(dossier.glob("*.toml"))})


@lru_cache(maxsize=1)
def table_lexique() -> Table:
    """The lexicon, ready for use."""
    return build_table(aide_of().lexique)


@lru_cache(maxsize=1)
def empreinte_lexique() -> str:
    """What changes whenever the lexicon or its reading does: answers read with another one are read again."""
    lexique = aide_of().lexique
    synonymes = [[s.mot, *s.formes] for s in lexique.synonymes]
    return digest({"lecture": LECTURE, "synonymes": synonymes, "vides": list(lexique.vides)})[:16]
