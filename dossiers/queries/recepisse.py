"""The receipt's words, ready for a document: plain text and lists, nothing else."""

from dossiers.models import Dossier
from dossiers.queries.bilan import Bilan
from dossiers.rules.jour import moment_words


def recepisse_data(dossier: Dossier, bilan: Bilan) -> dict[str, object]:
    """What the document shows. Dates are in Paris time."""
    soumission = bilan.soumission
    return {
        "numero": soumission.numero,
        "le": moment_words(soumission.le, secondes=True),
        "par": str(soumission.par),
        "empreinte": soumission.sha256,
        "editeur": dossier.editeur.raison_sociale,
        "siren": dossier.editeur.siren,
        "solution": str(dossier.solution),
        "dispositif": f"{dossier.referentiel.libelle} ({dossier.referentiel.code})",
        "referentiel": f"version {dossier.referentiel.version}",
        "tour": soumission.tour,
        "lignes": [
            {
                "libelle": ligne.libelle,
                "valeur": ligne.valeur,
                "statut": ligne.statut if ligne.piece else "",
                "empreinte": ligne.piece.sha256 if ligne.piece else "",
                "suite": [{"nom": piece.nom, "empreinte": piece.sha256} for piece in ligne.suite],
            }
            for ligne in bilan.lignes
        ],
    }
