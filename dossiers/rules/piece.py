"""Does a proof show what the dossier declares? It never decides alone, and never claims a status that is not there.

Precision first: *concordant* only when the declared NIL is read whole, once, and the one status of its own row or card
is at or above the threshold; *discordant* only when what contradicts is read as surely; anything else is for a person.
"""

from collections.abc import Mapping, Sequence

from dossiers.referentiel.echelle import Echelle
from dossiers.rules.cible import Cible
from dossiers.rules.constat import CADRER, ISSUES, SAISIR, Attendu, Constat, Issue, Lu, Motif, conclude
from dossiers.rules.encart import read_card
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Lien, Numero
from dossiers.rules.groupe import read_group
from dossiers.rules.lecture import Page, bound, straighten
from dossiers.rules.morceau import Piece
from dossiers.rules.numero import is_near, normalise_numero
from dossiers.rules.rangee import read_row
from dossiers.rules.releve import Releve
from dossiers.rules.statut import Seuil, compare_statut, fold

__all__ = ["Attendu", "Constat", "Issue", "Lu", "Motif", "judge_piece"]

# How sure the engine must be of what carries a verdict.
SUR, NET = 0.85, 0.97
# The same number more often than that is no page of the portal: what judging it would cost grows too fast.
FOIS_MAX = 6
# A number that short is found anywhere: it counts only where a label names it.
COURT = 4
# What makes a line of a table a row; how far, in heights, the number of a row or of a label may be from it.
RANGEE = (Champ.LOGICIEL, Champ.STATUT, Champ.VERSION, Champ.DATE, Champ.TYPE)
PORTEE = 1.2
NOMMABLES = (Champ.NIL, Champ.LOGICIEL, None)
CHAMPS = (Champ.NIE, Champ.LOGICIEL, Champ.VERSION, Champ.TYPE, Champ.DATE)


def judge_piece(pages: tuple[Page, ...], attendu: Attendu, echelle: Echelle) -> Constat:
    """What the pages of one proof say, against what is declared. Raises `KeyError` for a threshold the ladder lacks."""
    seuil = echelle.statut(attendu.statut_min).libelle
    feuilles = [Feuille(straighten(page, rang)) for rang, page in enumerate(pages, 1)]
    nil, nie = normalise_numero(attendu.nil), normalise_numero(attendu.nie)
    trouves = [(feuille, numero) for feuille in feuilles for numero in feuille.numeros if _is_nil(numero, nil)]
    mots = {"nil": attendu.nil, "nie": attendu.nie, "attendu": seuil}
    if not any(feuille.pieces for feuille in feuilles):
        return conclude(Motif.RIEN_LU, mots)
    trouves = [trouve for trouve in trouves if not trouve[1].piece.is_phrase] or trouves[:1]
    if not trouves:
        return _judge_without(feuilles, attendu, nil, echelle, mots)
    return _judge_with(trouves, attendu, nie, echelle, mots)


def _read(cible: Cible) -> Releve:
    """The status of a number on its page."""
    releve = read_row(cible) or read_card(cible)
    return (read_group(cible) or releve) if releve.motif is Motif.STATUT_ABSENT else releve


def _judge_with(
    trouves: Sequence[tuple[Feuille, Numero]], attendu: Attendu, nie: str, echelle: Echelle, mots: Mapping[str, str]
) -> Constat:
    if trouves[0][1].piece.is_phrase:
        cite = "il n’est cité que dans une phrase"
        return conclude(Motif.NIL_INCERTAIN, mots | {"lu": cite}, {"nil": _lu_numero(trouves[0][1])})
    if len(trouves) > FOIS_MAX:
        return conclude(Motif.STATUT_AMBIGU, mots, {"nil": _lu_numero(trouves[0][1])})
    releves = [(feuille, numero, _read(Cible(feuille, numero, echelle))) for feuille, numero in trouves]
    parlants = [releve for releve in releves if releve[2].motif is not Motif.STATUT_ABSENT] or releves[:1]
    feuille, numero, releve = parlants[0]
    lus = _gather(feuille, numero, releve)
    codes = {(autre.motif, autre.code) for *_, autre in parlants}
    motif = releve.motif if len(codes) == 1 else Motif.NIL_PLUSIEURS_FOIS
    if motif is Motif.CONFORME:
        motif = _check(numero, releve, attendu, echelle)
    statut = releve.code
    if motif in (Motif.CONFORME, Motif.STATUT_INSUFFISANT, Motif.STATUT_INCONNU):
        contraire = _check_nie(feuille, numero, releve, nie)
        if contraire and not (motif is Motif.STATUT_INCONNU and contraire[0] is Motif.NIE_INCERTAIN):
            return conclude(contraire[0], mots | {"lu": contraire[1].texte}, lus, statut, releve.disposition)
    lu = lus["statut"].texte if "statut" in lus else ""
    return conclude(motif, mots | {"lu": lu}, lus, statut if motif in ISSUES else "", releve.disposition)


def _check(numero: Numero, releve: Releve, attendu: Attendu, echelle: Echelle) -> Motif:
    """A status was read on the right row: is it sure, and enough?"""
    pieces = releve.etat.pieces
    if numero.piece.cadre.coupe or any(piece.cadre.coupe for piece in pieces):
        return Motif.IMAGE_COUPEE
    if numero.cadre.confiance < SUR:
        return Motif.NIL_INCERTAIN
    if min(piece.cadre.confiance for piece in pieces) < SUR:
        return Motif.STATUT_INCERTAIN
    seuil = compare_statut(releve.etat.statut.code, attendu.statut_min, echelle)
    return Motif.CONFORME if seuil is Seuil.ATTEINT else Motif.STATUT_INSUFFISANT


def _check_nie(feuille: Feuille, numero: Numero, releve: Releve, nie: str) -> tuple[Motif, Numero] | None:
    """The NIE of that row, else of that page, when it is not the declared one."""
    nommes = [autre for autre in feuille.numeros if autre.champ is Champ.NIE]
    siens = [autre for autre in nommes if autre.piece in releve.rangee] or nommes
    if not nie or not siens or any(autre.texte == nie for autre in siens):
        return None
    sur = all(not is_near(autre.texte, nie, net=_is_net(autre)) and autre.cadre.confiance >= SUR for autre in siens)
    return (Motif.AUTRE_EDITEUR if sur else Motif.NIE_INCERTAIN), siens[0]


def _judge_without(
    feuilles: Sequence[Feuille], attendu: Attendu, nil: str, echelle: Echelle, mots: Mapping[str, str]
) -> Constat:
    """The declared NIL is not on the picture, or not surely."""
    tous = [(feuille, numero) for feuille in feuilles for numero in feuille.numeros]
    nils = [(feuille, numero) for feuille, numero in tous if numero.champ is Champ.NIL]
    proches = [numero for _, numero in tous if nil and _is_doubt(numero, nil) and not _is_other(numero, nil, nils)]
    if proches:
        lu = f"on lit « {proches[0].texte} »"
        return conclude(Motif.NIL_INCERTAIN, mots | {"lu": lu}, {"nil": _lu_numero(proches[0])})
    lus = {numero.piece for _, numero in tous if numero.texte == nil or (numero.champ is Champ.NIL and _is_net(numero))}
    pieces = [piece for feuille in feuilles for piece in feuille.pieces if piece not in lus]
    if nil and any(nil in normalise_numero(piece.texte) for piece in pieces):
        return conclude(Motif.NIL_INCERTAIN, mots | {"lu": "il est collé à un autre texte"})
    surs = [(feuille, numero) for feuille, numero in nils if numero.cadre.confiance >= SUR and not numero.cadre.coupe]
    if nil and surs and len(surs) == len(nils) and not any(_lacks_nil(feuille) for feuille, _ in surs):
        return _judge_other(surs, attendu, mots, echelle)
    return _judge_by_name(feuilles, attendu, mots, echelle)


def _judge_other(
    surs: Sequence[tuple[Feuille, Numero]], attendu: Attendu, mots: Mapping[str, str], echelle: Echelle
) -> Constat:
    noms = list(dict.fromkeys(numero.texte for _, numero in surs))
    lu = ("le NIL " if len(noms) == 1 else "les NIL ") + ", ".join(noms[:3]) + (" et d’autres" if len(noms) > 3 else "")
    feuille, numero = surs[0]
    if len(noms) > 1:
        return conclude(Motif.AUTRE_NIL, mots | {"lu": lu}, {"nil": _lu_numero(numero)})
    releve = _read(Cible(feuille, numero, echelle))
    return conclude(
        Motif.AUTRE_NIL, mots | {"lu": lu}, _gather(feuille, numero, releve), releve.code, releve.disposition
    )


def _judge_by_name(feuilles: Sequence[Feuille], attendu: Attendu, mots: Mapping[str, str], echelle: Echelle) -> Constat:
    nom = fold(attendu.logiciel)
    lignes = [
        (feuille, piece)
        for feuille in feuilles
        for piece in feuille.pieces
        if nom and not piece.nomme and fold(piece.texte) == nom
    ]
    if len(lignes) != 1:
        return conclude(Motif.NIL_ABSENT, mots | _absent(attendu))
    feuille, piece = lignes[0]
    repere = Numero(piece.texte, piece, piece.cadre, *feuille.label_of(piece)[:2], piece.cadre.x0)
    releve = _read(Cible(feuille, repere, echelle))
    lus = _gather(feuille, None, releve) | {"logiciel": _lu([piece])}
    suite = f" ; le logiciel « {piece.texte} » y est"
    if releve.motif is Motif.CONFORME:
        suite += f" au statut « {releve.etat.texte} »"
    return conclude(Motif.NIL_ABSENT, mots | _absent(attendu, suite), lus, "", releve.disposition)


def _absent(attendu: Attendu, suite: str = "") -> dict[str, str]:
    """What is said of the NIL, and what to do: nobody is to take a picture again because they have not typed it yet."""
    if not attendu.nil:
        return {"lu": "Aucun NIL n’est déclaré" + suite, "conseil": SAISIR}
    return {"lu": f"Le NIL {attendu.nil} ne se lit pas sur l’image" + suite, "conseil": CADRER}


def _is_nil(numero: Numero, nil: str) -> bool:
    nomme = numero.champ is Champ.NIL or (len(nil) >= COURT and numero.champ in NOMMABLES)
    return bool(nil) and numero.texte == nil and nomme


def _is_other(numero: Numero, nil: str, nils: Sequence[tuple[Feuille, Numero]]) -> bool:
    """The declared number, whole, but as that of the request or of the company, beside numbers that are NIL."""
    return bool(nils) and numero.texte == nil and numero.champ in (Champ.NIE, Champ.DEMANDE)


def _lacks_nil(feuille: Feuille) -> bool:
    """Is there a row, or a label, whose NIL could not be read? It may be the declared one."""
    nils = [numero.piece for numero in feuille.numeros if numero.champ is Champ.NIL]
    rangs: dict[Piece, set[Champ]] = {}
    for piece in feuille.pieces:
        champ, lien, _ = feuille.label_of(piece)
        if lien is Lien.ENTETE and champ in RANGEE and not piece.nomme:
            tete = feuille.line(piece)[0]
            rangs.setdefault(tete, set()).add(champ)
    lignes = [tete for tete, champs in rangs.items() if len(champs) > 1]
    etiquettes = [piece for piece in feuille.etiquettes if piece.nomme is Champ.NIL and not feuille.head_of(piece)]
    # Rows may be so close that one without a number is within reach of that of the next: a number serves one row.
    servies = {min(lignes, key=lambda ligne: _distance(nil, ligne)) for nil in nils if lignes}
    return any(
        (repere in lignes and repere not in servies) or all(_distance(nil, repere) > PORTEE for nil in nils)
        for repere in (*lignes, *etiquettes)
    )


def _distance(nil: Piece, repere: Piece) -> float:
    """In heights of text, up or down."""
    return abs(nil.cadre.y - repere.cadre.y) / repere.cadre.hauteur


def _is_net(numero: Numero) -> bool:
    return numero.cadre.confiance >= NET and not numero.cadre.coupe


def _is_doubt(numero: Numero, nil: str) -> bool:
    return is_near(numero.texte, nil, net=numero.champ is Champ.NIL and _is_net(numero))


def _gather(feuille: Feuille, numero: Numero | None, releve: Releve) -> Mapping[str, Lu]:
    """What is shown around it: on its row or card, else on the page when it is there only once."""
    lus = {"nil": _lu_numero(numero)} if numero else {}
    if releve.etat:
        lus["statut"] = _lu(releve.etat.pieces)
    if releve.rangee:
        lus["ligne"] = _lu(releve.rangee)
    for champ in CHAMPS:
        nommees = [piece for piece in feuille.pieces if not piece.nomme and feuille.label_of(piece)[0] is champ]
        siennes = [piece for piece in nommees if piece in releve.rangee]
        if siennes or len(nommees) == 1:
            lus[champ.value] = _lu((siennes or nommees)[:1])
    return lus


def _lu(pieces: Sequence[Piece]) -> Lu:
    ordonnees = sorted(pieces, key=lambda piece: (piece.cadre.y, piece.cadre.x0))
    zone = ordonnees[0].cadre.zone if len(ordonnees) == 1 else bound(piece.cadre for piece in ordonnees)
    texte = " ".join(piece.texte for piece in ordonnees)
    return Lu(texte, zone, min(piece.cadre.confiance for piece in ordonnees), ordonnees[0].cadre.page)


def _lu_numero(numero: Numero) -> Lu:
    return Lu(numero.cadre.texte.strip(), numero.cadre.zone, numero.cadre.confiance, numero.cadre.page)
