"""What makes an answer of the help: its content, what is wrong with it, and when it must be read again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dossiers.referentiel.aide import Aide
from dossiers.referentiel.fiche import Fiche
from dossiers.referentiel.source import Certitude
from dossiers.rules.portee import Portee, write_portee

LONGUEURS = {"question": 250, "essentiel": 600, "texte": 20_000, "difference": 600, "responsable": 120}
FORMULATIONS_MAX, PORTEE_MAX = 40, 600
CODE = re.compile(r"[-a-zA-Z0-9_]{1,60}")


@dataclass(frozen=True)
class Contenu:
    """All that is published of an answer. `portee` comes from `write_portee`; `sources` are (titre, adresse, lu_le)."""

    code: str
    sujet: str
    question: str
    essentiel: str
    texte: str
    portee: str
    sources: tuple[tuple[str, str, str], ...]
    responsable: str
    revoir_le: date
    formulations: tuple[str, ...] = ()
    exigences: tuple[str, ...] = ()
    difference: str = ""
    outil: str = ""
    certitude: str = Certitude.VU.value
    retiree: bool = False

    def canonical(self) -> dict[str, object]:
        """What its digest is taken of."""
        return {**self.__dict__, "revoir_le": self.revoir_le.isoformat()}


def contenu_of(fiche: Fiche, aide: Aide) -> Contenu:
    """The content of an answer written in a file."""
    sources = tuple((s.titre, s.adresse, s.lu_le.isoformat()) for s in map(aide.source, fiche.sources))
    portee = Portee(fiche.thematique, fiche.offres, fiche.couloirs, fiche.dispositifs, fiche.produits, fiche.faits)
    return Contenu(
        code=fiche.code,
        sujet=fiche.sujet or fiche.code,
        question=fiche.question,
        essentiel=fiche.essentiel,
        texte=fiche.texte.strip(),
        portee=write_portee(portee),
        sources=sources,
        responsable=fiche.responsable,
        revoir_le=fiche.revoir_le,
        formulations=fiche.formulations,
        exigences=fiche.exigences,
        difference=fiche.difference,
        outil=fiche.outil,
        certitude=fiche.certitude.value,
    )


def faults_of(contenu: Contenu) -> Mapping[str, str]:
    """What forbids the publication, field → sentence; empty when nothing does."""
    fautes = {
        champ: f"Ce texte dépasse {longueur} caractères : raccourcissez-le."
        for champ, longueur in LONGUEURS.items()
        if len(getattr(contenu, champ)) > longueur
    }
    obligatoires = ("code", "question", "essentiel", "texte", "responsable")
    fautes |= {champ: "Ce champ est obligatoire." for champ in obligatoires if not getattr(contenu, champ).strip()}
    if not contenu.sources:
        fautes["sources"] = "Citez au moins une source : son titre, son adresse et le jour où elle a été lue."
    if any(not adresse.startswith("https://") for _, adresse, _ in contenu.sources):
        fautes["sources"] = "L’adresse d’une source commence par https://."
    if len(contenu.formulations) > FORMULATIONS_MAX:
        fautes["formulations"] = f"Gardez {FORMULATIONS_MAX} formulations au plus."
    if inconnus := [code for code in contenu.exigences if not CODE.fullmatch(code)]:
        fautes["exigences"] = f"« {inconnus[0][:60]} » n’est pas le code d’une exigence : lettres, chiffres, - et _."
    if len(contenu.portee) > PORTEE_MAX:
        fautes["dispositifs"] = "Cette portée énumère trop de cas : élargissez-la."
    return fautes


def is_lapsed(revoir_le: date, jour: date) -> bool:
    """True once the day has come to read the answer again."""
    return revoir_le <= jour
