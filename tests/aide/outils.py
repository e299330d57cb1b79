"""An answer made for a test, with plain values."""

from datetime import date

from dossiers.actions.fiche import publish_fiche
from dossiers.models import Compte, Fiche
from dossiers.rules.fiche import Contenu
from dossiers.rules.portee import Portee, write_portee
from tests.factories import LUNDI


def contenu(code: str = "essai", *, portee: Portee | None = None, **champs) -> Contenu:
    """All the fields said."""
    champs = {
        "sujet": code,
        "question": f"Question {code} ?",
        "essentiel": "L’essentiel.",
        "texte": "Le **texte**.",
        "sources": (("ANS", "https://esante.gouv.fr/", "2026-11-26"),),
        "responsable": "Équipe",
        "revoir_le": "2099-01-01",
        **champs,
    }
    champs["revoir_le"] = date.fromisoformat(champs["revoir_le"])
    return Contenu(code=code, portee=write_portee(portee or Portee("parcours", ("segur",))), **champs)


def publish(code: str = "essai", par: Compte | None = None, **champs) -> Fiche:
    return publish_fiche(contenu=contenu(code, **champs), par=par, le=LUNDI)
