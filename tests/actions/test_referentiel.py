"""A référentiel is published once read, coherent and true to its own examples; then it never changes."""

from datetime import timedelta

import pytest

from dossiers.actions.referentiel import FIXTURES, publish_fixtures, publish_referentiel
from dossiers.models import Referentiel
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.rules.evenement import digest
from dossiers.rules.refus import Interdit
from tests.factories import (
    LUNDI,
    make_administrateur,
    make_dossier,
    make_instructeur,
    make_membre,
    make_referentiel,
)

pytestmark = pytest.mark.django_db
COMMUN = (FIXTURES / "commun.toml").read_text(encoding="utf-8")
TEXTE = (FIXTURES / "dsr-mdv-lgc-va2.toml").read_text(encoding="utf-8")


def _publish(texte: str = TEXTE, commun: str = COMMUN, **champs) -> Referentiel:
    return publish_referentiel(commun=commun, texte=texte, **{"par": None, "le": LUNDI, **champs})


def test_first_version():
    par = make_administrateur()
    referentiel = _publish(par=par)
    assert (referentiel.code, referentiel.libelle, referentiel.couloir, referentiel.version) == (
        "DSR-MDV-LGC-Va2",
        "Logiciel de gestion de cabinet, vague 2",
        "mdv",
        1,
    )
    assert (referentiel.texte, referentiel.commun, referentiel.publie_par, referentiel.publie_le) == (
        TEXTE,
        COMMUN,
        par,
        LUNDI,
    )
    assert referentiel.sha256 == digest({"commun": COMMUN, "texte": TEXTE})


def test_same_text_publishes_nothing():
    assert _publish() == _publish(le=LUNDI + timedelta(days=1))
    assert Referentiel.objects.count() == 1


def test_change_in_either_text_is_a_new_version():
    versions = [_publish(), _publish(TEXTE + "\n# relu"), _publish(TEXTE + "\n# relu", COMMUN + "\n# relu"), _publish()]
    assert [referentiel.version for referentiel in versions] == [1, 2, 3, 4]


def test_example_that_lies_is_refused_with_its_sentence():
    faux = TEXTE.replace('alors = { versions_obsoletes = "non" }', 'alors = { versions_obsoletes = "oui" }')
    with pytest.raises(ReferentielInvalide) as refus:
        _publish(faux, fichier="dsr-mdv-lgc-va2.toml")
    assert str(refus.value) == (
        "dsr-mdv-lgc-va2.toml, exemples\u00a0: DSR-MDV-LGC-Va2, "
        "[[exemple]] n°\u00a07, exigence «\u00a0versions_obsoletes\u00a0»\u00a0: quand "
        "financement = non, attendu «\u00a0oui\u00a0», obtenu «\u00a0non\u00a0». Corrigez l’exemple ou la condition."
    )
    assert Referentiel.objects.count() == 0


@pytest.mark.parametrize("texte", ["", "pas du toml [", TEXTE.replace('"montage", "moteur"', '"montagne", "moteur"')])
def test_malformed_text_is_refused(texte):
    with pytest.raises(ReferentielInvalide):
        _publish(texte)
    assert Referentiel.objects.count() == 0


def test_file_whose_name_is_not_its_code_is_refused():
    with pytest.raises(ReferentielInvalide) as refus:
        _publish(fichier="lgc.toml")
    assert str(refus.value) == (
        "lgc.toml, [dispositif], champ «\u00a0code\u00a0»\u00a0: le fichier porte le code en minuscules\u00a0: "
        "nommez-le «\u00a0dsr-mdv-lgc-va2.toml\u00a0» ou corrigez le code."
    )
    assert Referentiel.objects.count() == 0


def test_fresh_install_publishes_every_dispositif_once():
    publies = publish_fixtures()
    codes = [r.code for r in publies]
    assert codes == sorted(codes)
    assert set(codes) >= {
        "DSR-BIO-SGL-Va2",
        "DSR-HOP-DPI-Va2",
        "DSR-HOP-PFI-Va2",
        "DSR-IMG-DB-Va2",
        "DSR-MDV-LGC-Va1",
        "DSR-MDV-LGC-Va2",
        "REM-MS-DUI-Va2",
    }
    assert len(codes) == len(list(FIXTURES.glob("*.toml"))) - 1
    assert publish_fixtures() == publies
    assert Referentiel.objects.count() == len(codes)


def test_folder_is_published_whole_or_not_at_all(tmp_path):
    (tmp_path / "commun.toml").write_text(COMMUN, encoding="utf-8")
    (tmp_path / "dsr-mdv-lgc-va2.toml").write_text(TEXTE, encoding="utf-8")
    (tmp_path / "z.toml").write_text("couloir", encoding="utf-8")
    with pytest.raises(ReferentielInvalide) as refus:
        publish_fixtures(dossier=tmp_path)
    assert refus.value.fichier == "z.toml"
    assert Referentiel.objects.count() == 0


def test_dossier_stays_with_the_version_it_was_opened_on():
    dossier = make_dossier()
    nouvelle = _publish(TEXTE + "\n# relu")
    dossier.refresh_from_db()
    assert (dossier.referentiel.version, nouvelle.version) == (1, 2)
    assert make_referentiel() == nouvelle


def test_what_an_administrator_published_stands_when_the_machine_starts_again():
    publish_fixtures()
    modifie = f"{TEXTE}\n# Modifié par l’ANS.\n"
    publiee = _publish(modifie, par=make_administrateur())
    publish_fixtures()
    versions = list(Referentiel.objects.filter(code="DSR-MDV-LGC-Va2").order_by("version"))
    assert [version.texte for version in versions] == [TEXTE, modifie]
    assert publiee.version == 2


@pytest.mark.parametrize("fabrique", [make_instructeur, make_membre])
def test_only_an_administrator_of_the_ans_publishes(fabrique):
    with pytest.raises(Interdit) as refus:
        _publish(par=fabrique())
    assert str(refus.value) == (
        "«\u00a0Publier un référentiel\u00a0» est réservé à ces rôles\u00a0: administrateur de l’ANS."
    )
    assert Referentiel.objects.count() == 0
