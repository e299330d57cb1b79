"""Two small texts that read well, and the way to spoil them: one change, one refusal."""

from datetime import date

from dossiers.referentiel.commun import Commun
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.texte import read_commun, read_dispositif

LU = date(2026, 1, 31)
COMMUN = """
[[couloir]]
code = "mdv"
libelle = "Médecin de ville"

[[etape]]
numero = 1
libelle = "Candidature"
contenu = "On candidate."

[[etape]]
numero = 2
libelle = "Éligibilité"
contenu = "On s’identifie."
attente = "La charte d’abord."
certitude = "infere"

[[etape]]
numero = 3
libelle = "Preuves"
contenu = "On prouve."

[[etape]]
numero = 4
libelle = "Attribution"
contenu = "L’ANS décide."

[[partie]]
code = "situation"
libelle = "Situation"
etape = 2

[[partie]]
code = "suite"
libelle = "Suite"
etape = 3

[[source]]
code = "faq"
titre = "La foire aux questions"
adresse = "https://exemple.gouv.fr/faq"
lu_le = 2026-01-31

[[statut]]
code = "examen"
libelle = "Examen"
libelles = ["En examen"]
rang = 1

[[statut]]
code = "refuse"
libelle = "Refusé"
libelles = []

[[question]]
code = "montage"
libelle = "Un montage ?"
etape = 2
partie = "situation"
reference = "faq"

[[exigence]]
code = "nil"
libelle = "NIL"
etape = 2
kind = "identifiant"
partie = "situation"
reference = "faq"
sauf = [{ montage = true }]
exemples = [{ quand = { montage = false }, alors = "oui" }]
"""

DISPOSITIF = """
[dispositif]
code = "DSR-ESSAI"
libelle = "Un dispositif d’essai"
couloir = "mdv"
produit = "LGC"
vague = "2"
reference = "faq"
questions = ["montage"]
reprend = ["nil"]

[faits]
exception_eai = true

[[profil]]
code = "general"
libelle = "Général"
toujours = true

[[question]]
code = "hebergement"
libelle = "Qui héberge ?"
etape = 2
partie = "situation"
reference = "https://exemple.gouv.fr/hebergement"
lu_le = 2026-02-01
choix = [{ code = "soi", libelle = "Nous" }, { code = "tiers", libelle = "Un tiers" }]

[[exigence]]
code = "contrat"
libelle = "Contrat d’hébergement"
etape = 2
kind = "piece"
partie = "situation"
reference = "faq"
si = { hebergement = ["tiers"], profil_general = true }
lecture = { fait = "statut", statut_min = "examen" }
distinct_de = ["nil"]
exemples = [{ quand = { hebergement = "tiers", profil_general = true }, alors = "oui" }]

[[echeance]]
code = "depot"
libelle = "Dépôt"
limite = 2026-09-10T12:00:00
etape = 2
reference = "faq"

[[exemple]]
quand = { montage = true }
alors = { nil = "non" }
"""


def commun(avant: str = "", apres: str = "") -> Commun:
    """The common part, with one piece of its text replaced."""
    return read_commun(altered(COMMUN, avant, apres))


def dispositif(avant: str = "", apres: str = "") -> Dispositif:
    """The dispositif, with one piece of its text replaced."""
    return read_dispositif(altered(DISPOSITIF, avant, apres), read_commun(COMMUN), "essai.toml")


def altered(texte: str, avant: str, apres: str) -> str:
    """The text with the first `avant` replaced; what is to be replaced must be there."""
    assert avant in texte
    return texte.replace(avant, apres, 1)
