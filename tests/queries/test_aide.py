"""What the files of the help say, and the print of their lexicon."""

import pytest

from dossiers.queries import aide as textes
from dossiers.queries.aide import aide_of, empreinte_lexique, table_lexique
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.rules.vocable import meaning_of, stem


def test_files_of_a_folder_are_read_together(tmp_path):
    (tmp_path / "b.toml").write_text('[[offre]]\ncode = "b"\nlibelle = "B"\n')
    (tmp_path / "a.toml").write_text('vides = ["le"]\n[[offre]]\ncode = "a"\nlibelle = "A"\n')
    (tmp_path / "c.txt").write_text("[[")
    aide = aide_of(tmp_path)
    assert ([offre.code for offre in aide.offres], aide.lexique.vides) == (["a", "b"], ("le",))


def test_bad_text_is_named(tmp_path):
    (tmp_path / "a.toml").write_text("[[offre]]\ncode = 1\n")
    with pytest.raises(ReferentielInvalide, match=r"^a\.toml, \[\[offre\]\] n°"):
        aide_of(tmp_path)


def test_lexicon_is_ready_for_use():
    assert meaning_of("Où est ma e-CPS ?", table_lexique()) == [stem("ecps")]


def test_print_changes_with_the_lexicon(monkeypatch, tmp_path):
    """Of its synonyms and its words without meaning; of nothing else."""
    fichier = tmp_path / "a.toml"
    empreintes = []
    for texte in ('vides = ["le"]', 'vides = ["la"]', 'vides = ["la"]\n[[offre]]\ncode = "a"\nlibelle = "A"'):
        fichier.write_text(texte)
        aide_of.cache_clear()
        lue = aide_of(tmp_path)
        monkeypatch.setattr("dossiers.queries.aide.aide_of", lambda lue=lue: lue)
        empreintes.append(empreinte_lexique.__wrapped__())
        monkeypatch.undo()
    assert [len(empreinte) for empreinte in empreintes] == [16] * 3
    assert (empreintes[0] != empreintes[1], empreintes[1] == empreintes[2]) == (True, True)


def test_what_the_answers_are_read_with_has_a_mark_of_its_own(monkeypatch):
    avant = textes.empreinte_lexique.__wrapped__()
    monkeypatch.setattr(textes, "LECTURE", textes.LECTURE + 1)
    assert (textes.empreinte_lexique.__wrapped__() == avant, textes.empreinte_lexique() == avant) == (False, True)
