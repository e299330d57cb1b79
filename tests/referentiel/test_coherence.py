"""A text whose fields fit may still not hold together: each refusal, word for word."""

# ruff: noqa: E501 (a table: one spoilt text, one line)

import pytest

from dossiers.referentiel.erreur import ReferentielInvalide
from tests.referentiel.textes import commun, dispositif

QUESTION, EXIGENCE, ECHEANCE = "[[question]] « hebergement »", "[[exigence]] « contrat »", "[[echeance]] « depot »"
CODE = "attend des minuscules sans accent, des chiffres et « _ », en commençant par une lettre, 60 caractères au plus."
CODE_DISPOSITIF = "attend des lettres sans accent, des chiffres et des tirets, 60 caractères au plus."
ADRESSE = "attend une adresse https:// ou le code d’une source."

DEUX_FOIS, DEJA = "est écrit deux fois.", "est déjà pris par"
CHANGEZ = " : changez l’un des deux."

SPOILT = [
    ('"DSR-ESSAI"', '"DSR ESSAI"', f"[dispositif], champ « code » : {CODE_DISPOSITIF}"),
    ('"DSR-ESSAI"', f'"{"D" * 61}"', f"[dispositif], champ « code » : {CODE_DISPOSITIF}"),
    ("Un dispositif d’essai", "x" * 201, "[dispositif], champ « libelle » : compte 201 caractères, 200 au plus sont admis."),
    ('code = "contrat"', f'code = "{"c" * 61}"', f"[[exigence]] « {'c' * 61} », champ « code » : {CODE}"),
    ('code = "general"', 'code = "Général"', f"[[profil]] « Général », champ « code » : {CODE}"),
    ('code = "hebergement"', 'code = "2hebergement"', f"[[question]] « 2hebergement », champ « code » : {CODE}"),
    ('code = "contrat"', 'code = "contrat-cadre"', f"[[exigence]] « contrat-cadre », champ « code » : {CODE}"),
    ('vague = "2"\nreference = "faq"', 'vague = "2"\nlu_le = 2026-01-31\nreference = "http://exemple.gouv.fr"', f"[dispositif], champ « reference » : {ADRESSE}"),
    ('"https://exemple.gouv.fr/hebergement"', '"https://exemple/hebergement"', f"{QUESTION}, champ « reference » : {ADRESSE}"),
    ('etape = 2\nreference = "faq"\n\n[[exemple]]', 'etape = 5\nreference = "faq"\n\n[[exemple]]', f"{ECHEANCE}, champ « etape » : attend 1, 2, 3 ou 4."),
    ('limite = 2026-09-10T12:00:00\netape = 2\nreference = "faq"', 'limite = 2026-09-10T12:00:00\nlu_le = 2026-01-31\nreference = "ici/la"', f"{ECHEANCE}, champ « reference » : {ADRESSE}"),
    ('etape = 2\nkind', 'etape = 3\nkind', f"{EXIGENCE}, champ « partie » : « situation » n’est pas une partie de l’étape 3. Admises : suite."),
    ('partie = "situation"', 'partie = "ailleurs"', f"{QUESTION}, champ « partie » : « ailleurs » n’est pas une partie de l’étape 2. Admises : situation."),
    ('etape = 2\nkind', 'etape = 5\nkind', f"{EXIGENCE}, champ « etape » : attend 1, 2, 3 ou 4."),
    ('exemples = [{ quand = { hebergement = "tiers", profil_general = true }, alors = "oui" }]', "exemples = []", f"{EXIGENCE}, champ « exemples » : donnez au moins un exemple : il sert d’essai."),
    ('alors = "oui"', 'alors = "peut-être"', f"{EXIGENCE}, champ « exemples » : « alors » attend oui, non, inconnu."),
    ('distinct_de = ["nil"]', "depuis = 2026-02-01\njusqu_a = 2026-01-01", f"{EXIGENCE}, champ « jusqu_a » : ne peut pas précéder « depuis »."),
    ('distinct_de = ["nil"]', 'formats_fichier = ["jpg"]', f"{EXIGENCE}, champ « formats_fichier » : attend une liste parmi png, jpeg, webp, pdf."),
    ('distinct_de = ["nil"]', "formats_fichier = []", f"{EXIGENCE}, champ « formats_fichier » : attend une liste parmi png, jpeg, webp, pdf."),
    ('distinct_de = ["nil"]', 'distinct_de = ["nul"]', f"{EXIGENCE}, champ « distinct_de » : « nul » n’est pas une exigence connue. Vouliez-vous écrire « nil » ?"),
    ('statut_min = "examen"', 'statut_min = "refuse"', f"{EXIGENCE}, champ « lecture » : « statut_min » attend examen."),
    ('statut_min = "examen"', 'statut_min = "agree"', f"{EXIGENCE}, champ « lecture » : « statut_min » attend examen."),
    ('alors = { nil = "non" }', 'alors = { nie = "non" }', "[[exemple]] n° 1, champ « alors » : « nie » doit être une exigence de ce dispositif, et son verdict oui, non, inconnu."),
    ('alors = { nil = "non" }', 'alors = { nil = "jamais" }', "[[exemple]] n° 1, champ « alors » : « nil » doit être une exigence de ce dispositif, et son verdict oui, non, inconnu."),
]  # fmt: skip

SPOILT_COMMUN = [
    ("numero = 2", "numero = 1", "[[etape]], champ « numero » : les étapes sont 1, 2, 3 et 4, dans cet ordre."),
    ("numero = 4", "numero = 5", "[[etape]], champ « numero » : les étapes sont 1, 2, 3 et 4, dans cet ordre."),
    ('libelle = "Situation"\netape = 2', 'libelle = "Situation"\netape = 0', "[[partie]] « situation », champ « etape » : attend 1, 2, 3 ou 4."),
    ('adresse = "https://exemple.gouv.fr/faq"', 'adresse = "exemple.gouv.fr"', f"[[source]] « faq », champ « adresse » : {ADRESSE}"),
    ('code = "mdv"', 'code = "MDV"', f"[[couloir]] « MDV », champ « code » : {CODE}"),
    ('code = "mdv"', 'code = "medecine_de_ville_seule"', "[[couloir]] « medecine_de_ville_seule », champ « code » : compte 23 caractères, 20 au plus sont admis."),
    ('code = "montage"', 'code = "Montage"', f"[[question]] « Montage », champ « code » : {CODE}"),
]  # fmt: skip


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT, ids=range(len(SPOILT)))
def test_incoherent_dispositif_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        dispositif(avant, apres)
    assert str(refus.value) == f"essai.toml, {phrase}"


@pytest.mark.parametrize(("avant", "apres", "phrase"), SPOILT_COMMUN, ids=range(len(SPOILT_COMMUN)))
def test_incoherent_common_part_is_refused_with_a_sentence(avant, apres, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        commun(avant, apres)
    assert str(refus.value) == f"commun.toml, {phrase}"
