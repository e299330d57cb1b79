"""The words by which a page names its fields: « NIL », « Statut de la demande », « Version »…

A label that is not known here is no label: it vouches for nothing. One that speaks of another status than the present
one (« Prochain statut », « Statut minimum attendu ») is known as such, so that what it names is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dossiers.rules.statut import fold


class Champ(StrEnum):
    NIL = "nil"
    NIE = "nie"
    STATUT = "statut"
    LOGICIEL = "logiciel"
    VERSION = "version"
    TYPE = "type_demande"
    DATE = "date"
    EDITEUR = "editeur"
    DEMANDE = "demande"
    # Of no use to the judgement, but known to be no status and no NIL.
    AUTRE = "autre"


_NIL = r"n[il1]l"
_NIE = r"n[il1]e"
_DE = r"(?:de |du |de la |de l |d |des )?"
_N = r"(?:n o |n |no |num |numero |numeros |code |identifiant |id |ref |reference )"
_QUI = r"(?: (?:cnda|actuel|actuelle|courant|courante|en cours|present|presente))*"
# Words that make of a status another one than the present.
_AUTRES = r"(?:precedente?|anterieure?|ancien|ancienne|initiale?|prochaine?|suivante?|future?|visee?|cible|souhaitee?"
_AUTRES += r"|demandee?|attendue?|requise?|prevue?|minimum|minimale?)"
# « Statut demande » may be « Statut demandé », its accent lost: a request is always that of something.
_CHOSE = r"(?:dossier|conformite|agrement|homologation|logiciel)"
_OBJET = rf"(?: (?:(?:de la |de votre |de cette |du |de |votre |la )(?:{_CHOSE}|demande)|{_CHOSE}))*"
MOTIFS = {
    Champ.NIL: rf"{_N}?{_DE}{_NIL}(?: (?:{_DE}logiciel|cnda|attribue))*|{_N}{_DE}(?:identification )?{_DE}logiciel"
    rf"(?: {_NIL}| cnda)*|logiciel {_NIL}|identification logiciel(?: {_NIL})?",
    Champ.NIE: rf"{_N}?{_DE}{_NIE}(?: (?:{_DE}editeur|cnda|attribue))*|{_N}{_DE}(?:identification )?{_DE}editeur"
    rf"(?: {_NIE}| cnda)*|editeur {_NIE}|identification editeur(?: {_NIE})?",
    Champ.STATUT: r"(?:(?:statut|etat|niveau) (?:d avancement|d instruction|de traitement)"
    r"|statut|etat|avancement|situation|etape|phase|stade|position)"
    rf"{_QUI}{_OBJET}{_QUI}(?: de la| de| du)?",
    Champ.LOGICIEL: rf"(?:nom )?{_DE}(?:logiciel|solution|produit|application)(?: concernee?| lps| declaree?)?"
    rf"|nom|(?:denomination|nom commercial|designation|intitule|libelle)(?: {_DE}(?:logiciel|solution|produit))?",
    Champ.VERSION: rf"(?:{_N}{_DE})?version(?: majeure)?(?: {_DE}(?:logiciel|solution|produit))?|vers|v",
    Champ.TYPE: rf"(?:type|nature|objet){_OBJET}|type d agrement|procedure|demarche|type de procedure|type de demarche"
    r"|referentiel",
    Champ.DATE: r"(?:dates?|depot|derniere (?:mise a jour|maj|modification|evolution|action)"
    r"|dernier (?:changement|mouvement)|mise a jour|maj)(?: (?:de|du|d|des|le|cnda|statut|demande)(?: .{0,25})?)?"
    r"|depuis(?: le)?|le|(?:mise? a jour|deposee?|modifiee?|creee?|recue?|transmise?|actualisee?|soumise?) le",
    Champ.EDITEUR: r"editeur|societe|entreprise|raison sociale|nom de l editeur|nom editeur|organisme",
    Champ.DEMANDE: rf"{_N}?{_DE}(?:demande|dossier)(?: {_DE}(?:conformite|agrement|homologation))?(?: n| no| numero)?"
    r"|ref|reference(?: .{0,20})?",
    Champ.AUTRE: r"siret|siren|telephone|tel|contact|courriel|e mail|email|adresse|teleservices?|services?"
    r"|action|actions"
    r"|profil|domaine|couloir|dispositif|responsable|charge de dossier|gestionnaire|interlocuteur|commentaires?"
    r"|observations?"
    r"|echeance|convention|priorite|pieces?|documents?|decision|resultat|utilisateur|referent"
    r"|(?:.* )?(?:filtres?|filtrer|trier|tri|rechercher|recherche|afficher|legende)(?: .*)?"
    r"|historique(?: .*)?",
}  # fmt: skip
_ORDRE = tuple((champ, re.compile(motif)) for champ, motif in MOTIFS.items())
NUMERIQUES = (Champ.NIL, Champ.NIE, Champ.VERSION, Champ.DATE, Champ.DEMANDE)
MOTS_MAX, MOTS_VALEUR = 8, 4
FLECHE = re.compile(r" [aivyo01]$")
# A status that a label qualifies in a way not known here (« Statut demandé ») is not the present one.
AUTRE_STATUT = re.compile(r"\D*\b(?:statut|etat|etape)s?\b.*")
_QUALIFIE = re.compile(_AUTRES)
# What a line of a label ends with when the label goes on under it.
_OUVERT = re.compile(r".* (?:de|du|des|d|de la|de l|de votre)")
# What stands between a label and its value inside one run of text.
_DEUX_POINTS = re.compile(r"\s*[::]\s*")


@dataclass(frozen=True)
class Fragment:
    """A part of a text, from `debut` to `fin`, with the label just before it: None when it has none."""

    debut: int
    fin: int
    champ: Champ | None = None


@cache
def find_champ(texte: str) -> Champ | None:
    """The field that a whole text names, its colon apart; None when it names none."""
    plie = fold(texte)
    if not plie or len(plie.split()) > MOTS_MAX:
        return None
    # « Statut ▲ », « Statut ⓘ »: a sign to sort by, to be told more, that the engine takes for a letter.
    formes = (plie, FLECHE.sub("", plie))
    connu = next((champ for forme in formes for champ, motif in _ORDRE if motif.fullmatch(forme)), None)
    return connu or (Champ.AUTRE if AUTRE_STATUT.fullmatch(plie) and not find_prefixe(texte) else None)


def join_champ(lignes: Sequence[str]) -> Champ | None:
    """The field that lines one under the other name together, as in the head of a narrow column (« Statut » over
    « précédent »); None when they are not one label.
    """
    plies = [fold(ligne) for ligne in lignes]
    seuls = [find_champ(ligne) for ligne in lignes]
    if any(signe.isdigit() for pli in plies for signe in pli):
        return None
    ouvert = all(_OUVERT.fullmatch(pli) for pli in plies[:-1])
    if not ouvert and len(plies) == 2 and Champ.STATUT in seuls and any(_QUALIFIE.fullmatch(pli) for pli in plies):
        return Champ.AUTRE
    if not ouvert and all(seuls):
        return None
    ensemble = " ".join(plies)
    return next((champ for champ, motif in _ORDRE if motif.fullmatch(ensemble)), None)


def is_plausible(champ: Champ, texte: str) -> bool:
    """Can that text be the value of that field? A number has a digit, a status has letters."""
    if champ in NUMERIQUES:
        return any(signe.isdigit() for signe in texte)
    return champ is not Champ.STATUT or any(signe.isalpha() for signe in texte)


def find_prefixe(texte: str) -> tuple[int, Champ] | None:
    """« Statut Pré-examen », « Version 5 »: a label, no colon, a short value. Where the value begins, and the field."""
    if ":" in texte:
        return None
    for mot in reversed(list(re.finditer(r"\S+", texte))[1:]):
        champ = find_champ(texte[: mot.start()])
        reste = texte[mot.start() :]
        court = len(reste.split()) <= MOTS_VALEUR and not _QUALIFIE.fullmatch(fold(reste))
        if court and (
            (champ is Champ.STATUT and reste[0].isupper()) or (champ is Champ.VERSION and reste[0].isdigit())
        ):
            return mot.start(), champ
    return None


def find_suffixe(texte: str) -> tuple[int, Champ] | None:
    """The longest label that ends a text: where it begins, and the field."""
    for mot in re.finditer(r"\S+", texte):
        champ = find_champ(texte[mot.start() :])
        if champ:
            return mot.start(), champ
    return None


def split_champs(texte: str) -> Iterator[Fragment]:
    """« NIE : 00417 NIL : 0041-7702 » → each value with its label. A text without a label comes back whole."""
    debut, champ = find_prefixe(texte) or (0, None)
    for signe in _DEUX_POINTS.finditer(texte):
        suffixe = find_suffixe(texte[debut : signe.start()])
        # « 14:30 » is an hour; a label that is not known still tells that what follows is its own.
        if suffixe is None and texte[max(signe.start() - 1, 0)].isdigit():
            continue
        de, nouveau = suffixe or (0, Champ.AUTRE)
        if texte[debut : debut + de].strip():
            yield Fragment(debut, debut + de, champ)
        debut, champ = signe.end(), nouveau
    if texte[debut:].strip() or champ:
        yield Fragment(debut, len(texte), champ)
