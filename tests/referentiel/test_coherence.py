"""A text whose fields fit may still not hold together: each refusal, word for word."""

# ruff: noqa: E501 (a table: one spoilt text, one line)

import pytest

from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.fait import known_facts
from dossiers.referentiel.texte import read_dispositif
from tests.referentiel.textes import DISPOSITIF, commun, dispositif

QUESTION, EXIGENCE, ECHEANCE = "[[question]] « hebergement »", "[[exigence]] « contrat »", "[[echeance]] « depot »"
CODE = "attend des minuscules sans accent, des chiffres et « _ », en commençant par une lettre, 60 caractères au plus."
CODE_DISPOSITIF = "attend des lettres sans accent, des chiffres et des tirets, 60 caractères au plus."
ADRESSE = "attend une adresse https:// ou le code d’une source."
FAIT = "n’est ni une question, ni un fait du dispositif, ni un profil."
CONNUS = "Connus : financement, proxy, profil_general, exception_eai, montage, hebergement."
SI = 'si = { hebergement = ["tiers"], profil_general = true }'
QUAND = 'quand = { hebergement = "tiers", profil_general = true }'

DEUX_FOIS, DEJA = "est écrit deux fois.", "est déjà pris par"
CHANGEZ = " : changez l’un des deux."

SPOILT = [
    ('code = "contrat"', 'code = "nil"', "[[exigence]] « nil », champ « code » : « nil » est déjà repris par « reprend » : ôtez-le de l’un des deux."),
    ('code = "hebergement"', 'code = "montage"', "[[question]] « montage », champ « code » : « montage » est déjà repris par « questions » : ôtez-le de l’un des deux."),
    ('code = "hebergement"', 'code = "exception_eai"', f"[[question]] « exception_eai », champ « code » : « exception_eai » {DEJA} une ligne de [faits]{CHANGEZ}"),
    ('code = "hebergement"', 'code = "financement"', f"[[question]] « financement », champ « code » : « financement » {DEJA} un fait que donne le dossier lui-même{CHANGEZ}"),
    ('code = "hebergement"', 'code = "contrat"', f"[[exigence]] « contrat », champ « code » : « contrat » {DEJA} un autre bloc [[question]]{CHANGEZ}"),
    ("exception_eai = true", "proxy = true", f"[faits], champ « proxy » : « proxy » {DEJA} un fait que donne le dossier lui-même{CHANGEZ}"),
    ("exception_eai = true", "profil_general = true", f"[faits], champ « profil_general » : « profil_general » {DEJA} le [[profil]] « general »{CHANGEZ}"),
    ("exception_eai = true", "montage = true", "[faits], champ « montage » : « montage » est déjà repris par « questions » : ôtez-le de l’un des deux."),
    ('reprend = ["nil"]', 'reprend = ["nil", "nil"]', f"[dispositif], champ « reprend » : « nil » {DEUX_FOIS}"),
    ("[[profil]]", '[[profil]]\ncode = "general"\nlibelle = "Général"\n[[profil]]', f"[[profil]] « general », champ « code » : « general » {DEUX_FOIS}"),
    ("[[echeance]]", '[[echeance]]\ncode = "depot"\nlibelle = "Dépôt"\nlimite = 2026-09-10T12:00:00\nreference = "faq"\n[[echeance]]', f"{ECHEANCE}, champ « code » : « depot » {DEUX_FOIS}"),
    ('code = "tiers"', 'code = "soi"', f"{QUESTION}, champ « choix » : « soi » est écrit deux fois."),
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
    ('etape = 2\npartie = "situation"\nreference = "https', 'etape = 3\npartie = "suite"\nreference = "https', f"{EXIGENCE}, champ « si » : cette exigence de l’étape 2 dépend de la question « hebergement », qui n’est posée qu’à l’étape 3 : avancez la question ou reculez l’exigence."),
    ('exemples = [{ quand = { hebergement = "tiers", profil_general = true }, alors = "oui" }]', "exemples = []", f"{EXIGENCE}, champ « exemples » : donnez au moins un exemple : il sert d’essai."),
    ('alors = "oui"', 'alors = "peut-être"', f"{EXIGENCE}, champ « exemples » : « alors » attend oui, non, inconnu."),
    ('distinct_de = ["nil"]', "depuis = 2026-02-01\njusqu_a = 2026-01-01", f"{EXIGENCE}, champ « jusqu_a » : ne peut pas précéder « depuis »."),
    ('distinct_de = ["nil"]', 'formats_fichier = ["jpg"]', f"{EXIGENCE}, champ « formats_fichier » : attend une liste parmi png, jpeg, webp, pdf."),
    ('distinct_de = ["nil"]', "formats_fichier = []", f"{EXIGENCE}, champ « formats_fichier » : attend une liste parmi png, jpeg, webp, pdf."),
    ('distinct_de = ["nil"]', 'distinct_de = ["nul"]', f"{EXIGENCE}, champ « distinct_de » : « nul » n’est pas une exigence connue. Vouliez-vous écrire « nil » ?"),
    ('statut_min = "examen"', 'statut_min = "refuse"', f"{EXIGENCE}, champ « lecture » : « statut_min » attend examen."),
    ('statut_min = "examen"', 'statut_min = "agree"', f"{EXIGENCE}, champ « lecture » : « statut_min » attend examen."),
    (SI, "si = { moteur = true }", f"{EXIGENCE}, champ « si » : le fait « moteur » {FAIT} {CONNUS}"),
    (SI, "si = { profil_iam = true }", f"{EXIGENCE}, champ « si » : le fait « profil_iam » {FAIT} Vouliez-vous écrire « profil_general » ? {CONNUS}"),
    (SI, "sauf = [{ moteur = true }]", f"{EXIGENCE}, champ « sauf » : le fait « moteur » {FAIT} {CONNUS}"),
    (SI, 'si = { montage = "oui" }', f"{EXIGENCE}, champ « si » : le fait « montage » attend true ou false."),
    (SI, "si = { hebergement = true }", f"{EXIGENCE}, champ « si » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    (SI, 'si = { hebergement = "autre" }', f"{EXIGENCE}, champ « si » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    (SI, 'sauf = [{ hebergement = ["soi", "autre"] }]', f"{EXIGENCE}, champ « sauf » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    (QUAND, "quand = { moteur = true }", f"{EXIGENCE}, champ « exemples » : le fait « moteur » {FAIT} {CONNUS}"),
    (QUAND, 'quand = { montage = "non" }', f"{EXIGENCE}, champ « exemples » : le fait « montage » attend true ou false."),
    (QUAND, 'quand = { hebergement = "ailleurs" }', f"{EXIGENCE}, champ « exemples » : le fait « hebergement » attend un de ces mots : soi, tiers."),
    ("quand = { montage = true }", "quand = { moteur = true }", f"[[exemple]] n° 1, champ « quand » : le fait « moteur » {FAIT} {CONNUS}"),
    ("quand = { montage = true }", 'quand = { montage = "oui" }', "[[exemple]] n° 1, champ « quand » : le fait « montage » attend true ou false."),
    ('alors = { nil = "non" }', 'alors = { nie = "non" }', "[[exemple]] n° 1, champ « alors » : « nie » doit être une exigence de ce dispositif, et son verdict oui, non, inconnu."),
    ('alors = { nil = "non" }', 'alors = { nil = "jamais" }', "[[exemple]] n° 1, champ « alors » : « nil » doit être une exigence de ce dispositif, et son verdict oui, non, inconnu."),
    (SI, "si = { hebergemant = true }", f"{EXIGENCE}, champ « si » : le fait « hebergemant » {FAIT} Vouliez-vous écrire « hebergement » ? {CONNUS}"),
    ('questions = ["montage"]\n', "", "[[exigence]] « nil », champ « sauf » : reprise de commun.toml, elle lit le fait « montage » : ajoutez sa question à « questions » de ce dispositif."),
]  # fmt: skip

SPOILT_COMMUN = [
    ("[[couloir]]", '[[couloir]]\ncode = "mdv"\nlibelle = "Ville"\n[[couloir]]', "[[couloir]] « mdv », champ « code » : « mdv » est écrit deux fois."),
    ("[[partie]]", '[[partie]]\ncode = "situation"\nlibelle = "Situation"\netape = 2\n[[partie]]', "[[partie]] « situation », champ « code » : « situation » est écrit deux fois."),
    ("numero = 2", "numero = 1", "[[etape]], champ « numero » : les étapes sont 1, 2, 3 et 4, dans cet ordre."),
    ("numero = 4", "numero = 5", "[[etape]], champ « numero » : les étapes sont 1, 2, 3 et 4, dans cet ordre."),
    ('code = "refuse"', 'code = "examen"', "[[statut]] « examen », champ « code » : « examen » est écrit deux fois."),
    ("libelles = []", "libelles = []\nrang = 1", "[[statut]], champ « rang » : « 1 » est écrit deux fois."),
    ("libelles = []", 'libelles = ["EN EXAMEN"]', "[[statut]], champ « libelles » : « en examen » est écrit deux fois."),
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


def test_fact_that_a_catalogue_requirement_reads_and_no_question_gives():
    communs = commun("sauf = [{ montage = true }]", "si = { exception_eai = true }")
    with pytest.raises(ReferentielInvalide) as refus:
        read_dispositif(DISPOSITIF.replace("exception_eai = true", ""), communs, "essai.toml")
    assert str(refus.value) == (
        "essai.toml, [[exigence]] « nil », champ « si » : reprise de commun.toml, elle lit le fait "
        "« exception_eai » : ajoutez ce fait à [faits] de ce dispositif."
    )


def test_question_put_before_its_requirement_is_fine():
    communs = commun("[[partie]]", '[[partie]]\ncode = "debut"\nlibelle = "Début"\netape = 1\n\n[[partie]]')
    texte = DISPOSITIF.replace(
        'etape = 2\npartie = "situation"\nreference = "https', 'etape = 1\npartie = "debut"\nreference = "https'
    )
    assert [question.etape for question in read_dispositif(texte, communs).questions] == [2, 1]


def test_known_facts():
    assert known_facts(dispositif("exception_eai = true", 'secteur = "ville"')) == {
        "financement": None,
        "proxy": None,
        "profil_general": None,
        "secteur": ("ville",),
        "montage": None,
        "hebergement": ("soi", "tiers"),
    }


def test_word_fixed_by_the_dispositif_may_be_compared_with_others():
    """A catalogue requirement may name words of dispositifs other than this one."""
    texte = DISPOSITIF.replace("exception_eai = true", 'secteur = "ville"').replace(
        SI, 'si = { secteur = ["ville", "hopital"] }'
    )
    lu = read_dispositif(texte, commun()).exigence("contrat")
    assert lu.faits == ("secteur",)
