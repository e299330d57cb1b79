"""From an answer to the field it is about, in a dossier that this person may see."""

from dataclasses import dataclass

from django.urls import reverse

from dossiers.models import Compte, Dossier
from dossiers.queries.perimetre import appartenance_of, dossiers_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.parcours import A_L_EDITEUR, ETAPES_SAISIES

DOSSIERS_MAX = 5


@dataclass(frozen=True)
class Champ:
    """A field of a dossier: its label, the étape that asks it and the address that leads to it."""

    code: str
    libelle: str
    etape: int
    url: str
    dossier: Dossier


def field_of(dossier: Dossier, code: str, *, ans: bool = False) -> Champ | None:
    """The field of a requirement or question in a dossier, as the éditeur fills it in or as the ANS examines it."""
    dispositif = dispositif_of(dossier.referentiel)
    trouve = _find(dispositif, code)
    if trouve is None:
        return None
    libelle, etape, ancre = trouve
    if ans:
        url = f"{reverse('instruction:dossier', args=[dossier.uuid])}#exigence-{code}"
    else:
        url = f"{reverse('depot:etape', args=[dossier.uuid, etape])}#{ancre}"
    return Champ(code, libelle, etape, url, dossier)


def fields_in_dossiers(compte: Compte, codes: list[str]) -> list[Champ]:
    """The fields these requirements have in the company's dossiers that wait for it, at their current étape."""
    if not codes or compte.est_ans or appartenance_of(compte) is None:
        return []
    ouverts = dossiers_of(compte).filter(etat__in=[etat.value for etat in A_L_EDITEUR], etape__in=ETAPES_SAISIES)
    recents = ouverts.select_related("referentiel", "solution").order_by("-activite_le", "-pk")[:DOSSIERS_MAX]
    trouves = [field_of(dossier, code) for dossier in recents for code in codes]
    return [champ for champ in trouves if champ and champ.etape == champ.dossier.etape]


def _find(dispositif: Dispositif, code: str) -> tuple[str, int, str] | None:
    """(label, étape, id of the control); a question is a group whose first button ends in `_0`."""
    for question in dispositif.questions:
        if question.code == code:
            return question.libelle, question.etape, f"id_{code}_0"
    for exigence in dispositif.exigences:
        if exigence.code == code:
            return exigence.libelle, exigence.etape, f"id_{code}"
    return None
