"""Each field that does not fit is refused with a sentence naming file, block and field."""

# ruff: noqa: E501 (a table: one spoilt text, one line)

import pytest

from dossiers.referentiel.erreur import ReferentielInvalide
from tests.referentiel.textes import commun, dispositif

QUESTION, EXIGENCE, ECHEANCE = "[[question]] « hebergement »", "[[exigence]] « contrat »", "[[echeance]] « depot »"
HEURE = "attend une date et une heure comme 2026-01-31T12:00:00, sans décalage : c’est l’heure de Paris."
DATE = "attend une date comme 2026-01-31."

SPOILT = [
    ('produit = "LGC"\n', "", "[dispositif], champ « produit » : ce champ est obligatoire, ajoutez-le."),
    ('produit = "LGC"', 'produit = "  "', "[dispositif], champ « produit » : ce texte ne peut pas être vide."),
    ('produit = "LGC"', "produit = 2", "[dispositif], champ « produit » : attend un texte entre guillemets."),
    ('produit = "LGC"', 'produits = "LGC"', "[dispositif], champ « produits » : ce champ n’existe pas. Vouliez-vous écrire « produit » ?"),
    ('vague = "2"', 'vague = "2"\ncertitude = "sûr"', "[dispositif], champ « certitude » : attend un de ces mots : vu, tiers, infere, inconnu."),
    ('vague = "2"', 'vague = "2"\nfinancement = "oui"', "[dispositif], champ « financement » : attend true ou false."),
    ('vague = "2"', 'vague = "2"\nfinancement = 1', "[dispositif], champ « financement » : attend true ou false."),
    ("toujours = true", "toujours = 1", "[[profil]] « general », champ « toujours » : attend true ou false."),
    ('code = "general"', "code = 3", "[[profil]] n° 1, champ « code » : attend un texte entre guillemets."),
    ('code = "general"\n', "", "[[profil]] n° 1, champ « code » : ce champ est obligatoire, ajoutez-le."),
    ("lu_le = 2026-02-01", 'lu_le = "2026-02-01"', f"{QUESTION}, champ « lu_le » : {DATE}"),
    ("lu_le = 2026-02-01", "lu_le = 2026-02-01T00:00:00", f"{QUESTION}, champ « lu_le » : {DATE}"),
    ("lu_le = 2026-02-01\n", "", f"{QUESTION}, champ « lu_le » : ce champ est obligatoire, ajoutez-le."),
    ("etape = 2", "etape = true", f"{QUESTION}, champ « etape » : attend un nombre entier."),
    ("etape = 2", "etape = 2.0", f"{QUESTION}, champ « etape » : attend un nombre entier."),
    ("choix = [{", "choix = [3, {", f"{QUESTION}, choix n° 1 : attend un bloc de champs."),
    ('{ code = "soi", ', "{ ", f"{QUESTION}, choix n° 1, champ « code » : ce champ est obligatoire, ajoutez-le."),
    ('libelle = "Un tiers"', 'libele = "Un tiers"', f"{QUESTION}, choix n° 2, champ « libele » : ce champ n’existe pas. Vouliez-vous écrire « libelle » ?"),
    ('kind = "piece"', 'kind = "pièce"', f"{EXIGENCE}, champ « kind » : attend un de ces mots : identifiant, piece, declaration, lien."),
    ('kind = "piece"', 'kind = "piece"\nportee = "tous"', f"{EXIGENCE}, champ « portee » : attend un de ces mots : editeur, solution, dossier."),
    ('kind = "piece"', 'kind = "piece"\nporteur = "tous"', f"{EXIGENCE}, champ « porteur » : attend un de ces mots : editeur, cnda, tiers, ans."),
    ('kind = "piece"', 'kind = "piece"\nformat = "nombre"', f"{EXIGENCE}, champ « format » : attend un de ces mots : numero, siren, siret, texte, liste_ou_neant, adresse."),
    ('si = { hebergement = ["tiers"], profil_general = true }', 'si = "montage"', f"{EXIGENCE}, champ « si » : attend une condition comme {{ montage = true }}."),
    ('["tiers"], profil', "3, profil", f"{EXIGENCE}, champ « si » : le fait « hebergement » attend true, false, un mot ou une liste de mots."),
    ('["tiers"], profil', "[], profil", f"{EXIGENCE}, champ « si » : le fait « hebergement » attend true, false, un mot ou une liste de mots."),
    ('kind = "piece"', 'kind = "piece"\nsauf = { montage = true }', f"{EXIGENCE}, champ « sauf » : attend une liste entre crochets."),
    ('kind = "piece"', 'kind = "piece"\nsauf = ["montage"]', f"{EXIGENCE}, champ « sauf n° 1 » : attend une condition comme {{ montage = true }}."),
    (', statut_min = "examen"', "", f"{EXIGENCE}, lecture, champ « statut_min » : ce champ est obligatoire, ajoutez-le."),
    ("lecture = {", "lecture = 3 # {", f"{EXIGENCE}, lecture : attend un bloc de champs."),
    ('distinct_de = ["nil"]', 'distinct_de = "nil"', f"{EXIGENCE}, champ « distinct_de » : attend une liste entre crochets."),
    ('distinct_de = ["nil"]', "distinct_de = [1]", f"{EXIGENCE}, champ « distinct_de n° 1 » : attend un texte entre guillemets."),
    ('quand = { hebergement = "tiers", profil_general = true }', "quand = []", f"{EXIGENCE}, exemples n° 1, champ « quand » : attend un tableau comme {{ montage = true }}."),
    ("profil_general = true }, alors", "profil_general = 1 }, alors", f"{EXIGENCE}, exemples n° 1, champ « quand » : « profil_general » attend true/false ou un mot."),
    ("2026-09-10T12:00:00", "2026-09-10T12:00:00+02:00", f"{ECHEANCE}, champ « limite » : {HEURE}"),
    ("2026-09-10T12:00:00", "2026-09-10T12:00:00Z", f"{ECHEANCE}, champ « limite » : {HEURE}"),
    ("2026-09-10T12:00:00", "2026-09-10", f"{ECHEANCE}, champ « limite » : {HEURE}"),
    ('alors = { nil = "non" }', "alors = { nil = false }", "[[exemple]] n° 1, champ « alors » : « nil » attend un mot."),
    ('alors = { nil = "non" }', "", "[[exemple]] n° 1, champ « alors » : ce champ est obligatoire, ajoutez-le."),
]  # fmt: skip

SPOILT_COMMUN = [
    ("rang = 1", 'rang = "1"', "[[statut]] « examen », champ « rang » : attend un nombre entier."),
    ('libelles = ["En examen"]', 'libelles = "En examen"', "[[statut]] « examen », champ « libelles » : attend une liste entre crochets."),
    ('contenu = "On candidate."\n', "", "[[etape]] n° 1, champ « contenu » : ce champ est obligatoire, ajoutez-le."),
    ('contenu = "On candidate."', 'contenu = ""', "[[etape]] n° 1, champ « contenu » : ce texte ne peut pas être vide."),
    ("lu_le = 2026-01-31", "lu = 2026-01-31", "[[source]] « faq », champ « lu » : ce champ n’existe pas."),
    ('titre = "La foire', 'titres = "La foire', "[[source]] « faq », champ « titres » : ce champ n’existe pas. Vouliez-vous écrire « titre » ?"),
]  # fmt: skip


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT, ids=range(len(SPOILT)))
def test_field_of_a_dispositif_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        dispositif(avant, apres)
    assert str(refus.value) == f"essai.toml, {phrase}"


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT_COMMUN, ids=range(len(SPOILT_COMMUN)))
def test_field_of_the_common_part_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        commun(avant, apres)
    assert str(refus.value) == f"commun.toml, {phrase}"


def test_optional_number_may_be_absent():
    assert [statut.rang for statut in commun().echelle.statuts] == [1, None]
