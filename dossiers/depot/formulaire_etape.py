"""The guided form of an étape, drawn from the référentiel: what is shown follows from what is answered.

It is always bound to what is stored (laid over by what was just posted), so that nothing typed is ever lost, and its
errors are the readiness lines of the rules: the same sentences as in the panel, and as the ANS would have to write.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django import forms

from dossiers.depot.champ import fields_of, names_of
from dossiers.depot.montre import Conflit
from dossiers.referentiel.commun import Partie
from dossiers.referentiel.exigence import Exigence, Kind
from dossiers.referentiel.question import Question
from dossiers.rules.champ import open_fields
from dossiers.rules.exigence import Valeur, Verdict
from dossiers.rules.ligne import EtatLigne
from dossiers.rules.preparation import Preparation
from dossiers.rules.question import questions_pertinentes
from dossiers.rules.situation import Piece, Situation
from dossiers.rules.suite import FICHIERS_MAX
from segur.formulaires import FormulaireDsfr

TOUJOURS_DITS = (EtatLigne.INVALIDE, EtatLigne.CONTRADICTOIRE, EtatLigne.CONTESTE, EtatLigne.EN_ATTENTE)


@dataclass(frozen=True)
class Item:
    """One question or requirement on the page, with its bound fields. `ouvert`: it may be changed now; `dispense`: in
    which words it is waived, empty when it is not; `conflits`: by field, what was saved elsewhere meanwhile.
    """

    code: str
    objet: Question | Exigence
    ouvert: bool
    champs: tuple[forms.BoundField, ...]
    valeur: str
    verdict: Verdict | None = None
    fichiers: tuple[Piece, ...] = ()
    provenance: str = ""
    dispense: str = ""
    conflits: Mapping[str, Conflit] = field(default_factory=dict)

    @property
    def piece(self) -> Piece | None:
        """The first file of its proof."""
        return self.fichiers[0] if self.fichiers else None

    @property
    def allongeable(self) -> bool:
        """True when its proof may have one more file."""
        return 0 < len(self.fichiers) < FICHIERS_MAX


@dataclass(frozen=True)
class Groupe:
    partie: Partie
    items: tuple[Item, ...]


class FormulaireEtape(FormulaireDsfr):
    """`poste`: what was posted and not kept. `strict` also says what is missing, as when the étape is being sent.

    `refus`: the sentences of what could not be kept, by field; those of no field shown here come first, alone.
    """

    libelle_envoi = ""

    def __init__(
        self,
        situation: Situation,
        preparation: Preparation,
        poste: Mapping[str, str] | None = None,
        strict: bool = False,
        refus: Mapping[str, str] | None = None,
    ) -> None:
        self.situation, self.preparation, self.strict = situation, preparation, strict
        self.refus = dict(refus or {})
        self.ouverts = open_fields(situation)
        ouverts = {code: texte for code, texte in (poste or {}).items() if code in self.ouverts}
        super().__init__({**situation.reponses, **ouverts})
        self.verdicts = {verdict.exigence.code: verdict for verdict in _applicable(situation)}
        self.objets = [*_questions(situation), *(verdict.exigence for verdict in self.verdicts.values())]
        for objet in self.objets:
            if self._waived(objet.code):
                continue
            self.fields.update(fields_of(objet, situation.dispositif.commun.echelle))

    def full_clean(self) -> None:
        super().full_clean()
        for ligne in self.preparation.lignes:
            dit = ligne.etat in TOUJOURS_DITS or (self.strict and ligne.etat.bloque)
            if dit and ligne.champ in self.fields and ligne.champ in self.ouverts:
                self.add_error(ligne.champ, ligne.phrase)
        for champ, phrase in self.refus.items():
            self.add_error(champ if champ in self.fields else None, phrase)

    def groupes(self) -> Iterator[Groupe]:
        """The parts of the étape that hold something, in order."""
        items = [self._item(objet) for objet in self.objets]
        for partie in self.situation.dispositif.commun.parties:
            siens = tuple(item for item in items if item.objet.partie == partie.code)
            if siens:
                yield Groupe(partie, siens)

    @property
    def signature(self) -> str:
        """What is asked, what is wrong with it and which proofs are in place, in one word: when it changes, the fields
        must be drawn again.
        """
        pieces = {code: [piece.uuid for piece in self.situation.files_of(code)] for code in self.situation.pieces}
        montre = {"champs": list(self.fields), "erreurs": self.errors.get_json_data(), "pieces": pieces}
        return hashlib.sha256(json.dumps(montre, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def refus_fichiers(self) -> dict[str, str]:
        """The refusals of files among those it was given."""
        return {nom: phrase for nom, phrase in self.refus.items() if nom in self._file_names()}

    @property
    def noms_fichiers(self) -> str:
        """The names of the file fields: a draft that saves itself leaves them out, each file travels once, alone.

        Those that an answer may still bring too: the page says it once, when it is first drawn.
        """
        exigences = self.situation.dispositif.exigences_de(self.situation.etape)
        return ",".join(exigence.code for exigence in exigences if exigence.kind is Kind.PIECE)

    def _file_names(self) -> list[str]:
        return [nom for nom, champ in self.fields.items() if isinstance(champ, forms.FileField)]

    def _waived(self, code: str) -> str:
        """Why nothing is asked here any more; empty for what is asked."""
        verdict = self.verdicts.get(code)
        return self.situation.dispenses[code].phrase if verdict and verdict.valeur is Valeur.DISPENSE else ""

    def _item(self, objet: Question | Exigence) -> Item:
        if dispense := self._waived(objet.code):
            return Item(objet.code, objet, False, (), "", self.verdicts[objet.code], dispense=dispense)
        noms = names_of(objet)
        provenances = [self.situation.provenances.get(nom, "") for nom in noms]
        return Item(
            code=objet.code,
            objet=objet,
            ouvert=any(nom in self.ouverts for nom in noms),
            champs=tuple(self[nom] for nom in noms),
            valeur=_shown(objet, self.situation.reponses),
            verdict=self.verdicts.get(objet.code) if isinstance(objet, Exigence) else None,
            fichiers=self.situation.files_of(objet.code),
            provenance=next((texte for texte in provenances if texte), ""),
            conflits={nom: self.refus[nom] for nom in noms if isinstance(self.refus.get(nom), Conflit)},
        )


def _questions(situation: Situation) -> tuple[Question, ...]:
    return questions_pertinentes(situation.dispositif, situation.faits, situation.jour, situation.etape)


def _applicable(situation: Situation) -> list[Verdict]:
    """What is asked, and what would be if it were not waived."""
    return [verdict for verdict in situation.verdicts() if verdict.valeur in (Valeur.OUI, Valeur.DISPENSE)]


def _shown(objet: Question | Exigence, reponses: Mapping[str, str]) -> str:
    valeur = reponses.get(names_of(objet)[-1], "")
    if isinstance(objet, Question):
        return next((choix.libelle for choix in objet.reponses if choix.code == valeur), "")
    return valeur
