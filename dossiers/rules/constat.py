"""What is concluded from a proof that was read, and the sentence that tells it to a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dossiers.rules.lecture import Zone


class Issue(StrEnum):
    CONCORDANT = "concordant"
    DISCORDANT = "discordant"
    ILLISIBLE = "illisible"


class Motif(StrEnum):
    CONFORME = "conforme"
    # Discordant: said only when it is sure.
    AUTRE_NIL = "autre_nil"
    AUTRE_EDITEUR = "autre_editeur"
    STATUT_INSUFFISANT = "statut_insuffisant"
    # Illisible: a person must look.
    RIEN_LU = "rien_lu"
    NIL_ABSENT = "nil_absent"
    NIL_INCERTAIN = "nil_incertain"
    NIL_PLUSIEURS_FOIS = "nil_plusieurs_fois"
    NIE_INCERTAIN = "nie_incertain"
    STATUT_ABSENT = "statut_absent"
    STATUT_INCONNU = "statut_inconnu"
    STATUT_AMBIGU = "statut_ambigu"
    STATUT_INCERTAIN = "statut_incertain"
    IMAGE_COUPEE = "image_coupee"
    FICHIER_ILLISIBLE = "fichier_illisible"
    LECTURE_IMPOSSIBLE = "lecture_impossible"
    TROP_DE_TEXTE = "trop_de_texte"


ISSUES = {
    Motif.CONFORME: Issue.CONCORDANT,
    Motif.AUTRE_NIL: Issue.DISCORDANT,
    Motif.AUTRE_EDITEUR: Issue.DISCORDANT,
    Motif.STATUT_INSUFFISANT: Issue.DISCORDANT,
}


@dataclass(frozen=True)
class Attendu:
    """What the dossier declares. `statut_min`: the code of the least status that will do; `tiers`: the proof is of a
    solution of another éditeur, whose NIE, name and version are not declared.
    """

    nil: str
    nie: str = ""
    logiciel: str = ""
    statut_min: str = "pre_examen"
    version: str = ""
    tiers: bool = False


@dataclass(frozen=True)
class Lu:
    """One thing read: the text as shown, its place on its page (counted from 1), and how sure the machine is."""

    texte: str
    zone: Zone
    confiance: float
    page: int


@dataclass(frozen=True)
class Constat:
    """`lus`: among statut, nil, nie, logiciel, version, type_demande, date, and ligne (the whole row or card used).
    `statut`: the ladder's code, when surely read on the right row. `disposition`: tableau, fiche, or empty.
    """

    issue: Issue
    motif: Motif
    phrase: str
    lus: Mapping[str, Lu] = field(default_factory=dict)
    statut: str = ""
    disposition: str = ""


def conclude(
    motif: Motif,
    mots: Mapping[str, str] | None = None,
    lus: Mapping[str, Lu] | None = None,
    statut: str = "",
    disposition: str = "",
) -> Constat:
    """The outcome of a motif, with its sentence. `mots` that the sentence quotes: nil, nie, lu, attendu, conseil."""
    phrase = PHRASES[motif].format(**{"nil": "", "nie": "", "lu": "", "attendu": "", "conseil": "", **(mots or {})})
    return Constat(ISSUES.get(motif, Issue.ILLISIBLE), motif, phrase, lus or {}, statut, disposition)


REGARDER = "une personne devra regarder l’image"
# What to do about a NIL that is not on the picture; about one that is not typed yet.
CADRER = f"cadrez l’écran pour que l’on y lise le NIL et le statut du même logiciel, sinon {REGARDER}"
SAISIR = "saisissez-le, l’image lui sera aussitôt comparée"
PHRASES = {
    Motif.CONFORME: "L’image montre le NIL {nil} au statut « {lu} » : c’est ce qui est attendu.",
    Motif.AUTRE_NIL: (
        "L’image montre {lu}, et non le NIL déclaré {nil} : déposez la copie d’écran de ce logiciel, ou "
        "corrigez le NIL."
    ),
    Motif.AUTRE_EDITEUR: (
        "L’image montre le NIE {lu}, et non le NIE déclaré {nie} : déposez une copie d’écran de votre "
        "entreprise, ou corrigez le NIE."
    ),
    Motif.STATUT_INSUFFISANT: (
        "L’image montre le NIL {nil} au statut « {lu} » ; il faut au moins « {attendu} » : attendez ce "
        "statut, puis déposez une nouvelle copie d’écran."
    ),
    Motif.TROP_DE_TEXTE: (
        "Cette preuve montre trop de texte pour une copie d’écran : déposez la seule page où se lisent le NIL et le "
        "statut, sinon " + REGARDER + "."
    ),
    Motif.RIEN_LU: (
        "Aucun texte n’a pu être lu sur cette image : déposez une copie d’écran nette de votre espace personnel CNDA."
    ),
    Motif.NIL_ABSENT: "{lu} : {conseil}.",
    Motif.NIL_INCERTAIN: (
        "Le NIL {nil} n’a pas pu être reconnu avec certitude ({lu}) : vérifiez-le, ou déposez une image "
        f"plus nette ; sinon {REGARDER}."
    ),
    Motif.NIL_PLUSIEURS_FOIS: (
        "Le NIL {nil} figure plusieurs fois sur l’image, avec des statuts différents : cadrez la seule "
        f"demande concernée, sinon {REGARDER}."
    ),
    Motif.NIE_INCERTAIN: (
        "Le NIE {nie} n’a pas pu être reconnu avec certitude (on lit « {lu} ») : vérifiez-le, ou déposez "
        f"une image plus nette ; sinon {REGARDER}."
    ),
    Motif.STATUT_ABSENT: (
        "Le NIL {nil} est bien sur l’image, mais aucun statut n’a pu être lu pour lui : cadrez l’écran "
        f"assez large pour que l’on voie les deux, sinon {REGARDER}."
    ),
    Motif.STATUT_INCONNU: f"L’image montre le NIL {{nil}} au statut « {{lu}} », qui n’est pas dans la liste connue : "
    f"{REGARDER}.",
    Motif.STATUT_AMBIGU: (
        "Le NIL {nil} est bien sur l’image, mais on ne sait pas lequel des statuts visibles est le sien : "
        f"cadrez la seule demande concernée, sinon {REGARDER}."
    ),
    Motif.STATUT_INCERTAIN: (
        "L’image montre le NIL {nil}, mais son statut (on lit « {lu} ») n’est pas assez net : déposez une "
        f"image plus nette, sinon {REGARDER}."
    ),
    Motif.IMAGE_COUPEE: (
        "La demande du NIL {nil} touche le bord de l’image et peut être coupée : cadrez plus large, sinon "
        f"{REGARDER}."
    ),
    Motif.FICHIER_ILLISIBLE: (
        "Ce fichier ne s’ouvre pas : il est absent, vide, abîmé, protégé, trop grand, ou ce n’est ni une "
        "image ni un PDF ; déposez une copie d’écran au format PNG ou JPEG."
    ),
    Motif.LECTURE_IMPOSSIBLE: f"La lecture de cette image n’a pas abouti : {REGARDER}.",
}
