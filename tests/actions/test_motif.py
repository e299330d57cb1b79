"""The reasons of correction: a fresh install brings them, administrators edit them, nothing written is changed."""

import pytest

from dossiers.actions.etape import decide_etape
from dossiers.actions.motif import PRIS, offer_motif, publish_motifs, save_motif
from dossiers.models import Examen, Motif
from dossiers.queries.motif import modeles_actifs, motif_of, motifs_tous
from dossiers.queries.perimetre import Introuvable
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.motif import Modele
from dossiers.rules.refus import Interdit, Perime, Refus
from dossiers.rules.situation import Examen as Avis
from tests.factories import LUNDI, make_administrateur, make_instructeur, make_submitted, verdicts

pytestmark = pytest.mark.django_db
MODELE = Modele("trop-vieux", "Trop vieux", "Cette preuve est trop ancienne.", "piece")


@pytest.fixture
def admin():
    return make_administrateur()


def test_a_fresh_install_brings_them_once():
    assert publish_motifs(le=LUNDI) == Motif.objects.count() == 14
    assert publish_motifs() == 0
    assert [m.code for m in modeles_actifs()][:2] == ["image-coupee", "image-illisible"]


def test_what_was_edited_or_withdrawn_stands(admin):
    publish_motifs()
    garde = motif_of("image-coupee")
    save_motif(modele=Modele(garde.code, "Coupée", "Coupée, autrement.", "piece"), rang=None, par=admin, version=0)
    offer_motif(motif=motif_of("image-illisible"), actif=False, par=admin)
    assert publish_motifs() == 0
    assert motif_of("image-coupee").texte == "Coupée, autrement."
    assert "image-illisible" not in [m.code for m in modeles_actifs()]
    assert motifs_tous()[-1].code == "image-illisible"


@pytest.mark.parametrize(
    ("texte", "erreur"), [("x = 1", ReferentielInvalide), ('[[motif]]\ncode="a-b"\nlibelle="L"\ntexte="{x}"', Refus)]
)
def test_a_text_that_cannot_be_kept_adds_nothing(tmp_path, texte, erreur):
    (tmp_path / "m.toml").write_text(texte)
    with pytest.raises(erreur):
        publish_motifs(dossier=tmp_path)
    assert Motif.objects.count() == 0


def test_a_new_one_comes_after_the_others_unless_told(admin):
    premier = save_motif(modele=MODELE, rang=None, par=admin, le=LUNDI)
    second = save_motif(modele=Modele("neuf", "Neuf", "Texte."), rang=None, par=admin)
    assert (premier.rang, second.rang, premier.modifie_par, premier.modifie_le) == (10, 20, admin, LUNDI)
    assert save_motif(modele=Modele("tete", "Tête", "Texte."), rang=1, par=admin).rang == 1
    assert [m.code for m in modeles_actifs()] == ["tete", "trop-vieux", "neuf"]


def test_a_code_is_taken_once(admin):
    save_motif(modele=MODELE, rang=None, par=admin)
    with pytest.raises(Refus) as refus:
        save_motif(modele=MODELE, rang=None, par=admin)
    assert refus.value.champs == {"code": PRIS}


def test_two_administrators_at_once(admin):
    garde = save_motif(modele=MODELE, rang=None, par=admin)
    save_motif(modele=MODELE, rang=5, par=admin, version=garde.version)
    with pytest.raises(Perime, match="modifié pendant votre saisie"):
        save_motif(modele=MODELE, rang=None, par=admin, version=garde.version)
    with pytest.raises(Perime):
        save_motif(modele=Modele("absent", "Absent", "Texte."), rang=None, par=admin, version=0)
    assert (motif_of("trop-vieux").rang, motif_of("trop-vieux").version) == (5, 1)


def test_an_unsound_one_is_refused_with_its_fields(admin):
    with pytest.raises(Refus) as refus:
        save_motif(modele=Modele("a-b", "", "Voir {x}."), rang=None, par=admin)
    assert sorted(refus.value.champs) == ["libelle", "texte"]


def test_only_administrators_write_them(admin):
    garde = save_motif(modele=MODELE, rang=None, par=admin)
    for verbe in (
        lambda: save_motif(modele=MODELE, rang=None, par=make_instructeur()),
        lambda: offer_motif(motif=garde, actif=False, par=make_instructeur()),
    ):
        with pytest.raises(Interdit, match="Éditer les motifs de correction"):
            verbe()


def test_withdrawn_then_offered_again_and_twice_is_once(admin):
    garde = save_motif(modele=MODELE, rang=None, par=admin)
    assert [offer_motif(motif=garde, actif=actif, par=admin).version for actif in (True, False, False, True)] == [
        *(0, 1, 1, 2)
    ]


def test_what_was_written_from_it_does_not_change_and_it_is_never_deleted(admin):
    garde = save_motif(modele=MODELE, rang=None, par=admin)
    dossier, par = make_submitted(), make_instructeur()
    avis = {**verdicts(), "preuve_cnda": Avis("preuve_cnda", "a_corriger", garde.texte, modele=garde.code)}
    decide_etape(dossier=dossier, decision="demander_complements", examens=avis, version=dossier.version, par=par)
    save_motif(modele=Modele(garde.code, "Autre", "Autre texte.", "piece"), rang=None, par=admin, version=0)
    examen = Examen.objects.get(exigence="preuve_cnda")
    assert (examen.motif, examen.modele.libelle) == ("Cette preuve est trop ancienne.", "Autre")
    with pytest.raises(Exception, match="protected"):
        motif_of(garde.code).delete()


def test_an_unknown_one_is_not_found():
    with pytest.raises(Introuvable):
        motif_of("absent")
