"""Pages on which even a careful person could not tell: what is missing, ambiguous, or not a page of the portal."""

from random import Random

from tests.essai.concordant import ECHELLE, others, several, simple
from tests.essai.noms import ATTEINTS, DESSOUS, INCONNUS, TROMPEURS, digits, draw, draw_nil, draw_scene, near_nil
from tests.essai.scene import ILLISIBLE, Coupe, Scene


def unknown_label(hasard: Random) -> Scene:
    return _lost(draw_scene(hasard, draw(hasard, INCONNUS), others(hasard, hasard.choice([0, 3]))))


def unknown_on_two_lines(hasard: Random) -> Scene:
    """« Pré-examen », and « suspendu » under it."""
    inconnu = "Pré-examen suspendu|Pré-examen non débuté|Agrément en attente|Examen à planifier|Homologué sous réserve"
    scene = draw_scene(hasard, draw(hasard, inconnu), others(hasard, 2))
    scene.style["etroit"] = True
    return _lost(scene)


def misleading_label(hasard: Random) -> Scene:
    return _lost(draw_scene(hasard, draw(hasard, TROMPEURS), others(hasard, hasard.choice([0, 2]))))


def empty_status(hasard: Random) -> Scene:
    """No status on that row; those around have one that would do."""
    scene = draw_scene(
        hasard, hasard.choice(["–", "…", "Non renseigné"]), tuple(draw(hasard, ATTEINTS) for _ in range(3))
    )
    return _lost(scene)


def empty_nil(hasard: Random) -> Scene:
    """The software has no NIL yet: the declared one is nowhere."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, 2))
    scene.visee.nil = hasard.choice(["–", "en cours", "à venir"])
    return _lost(scene)


def too_small(hasard: Random) -> Scene:
    """A thumbnail in which digits are guessed; the declared NIL is one digit away from what the page said."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, 2))
    scene.attendu["nil"] = near_nil(hasard, scene.visee.nil)
    scene.style |= {"reduite": True, "qualite": 40}
    return _lost(scene)


def two_rows(hasard: Random) -> Scene:
    """The same NIL twice, with two statuses."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), (draw(hasard, DESSOUS), draw(hasard, ATTEINTS)))
    cible = scene.visee
    jumelle = next(ligne for ligne in scene.lignes if ligne.statut in DESSOUS.split("|") and ligne is not cible)
    jumelle.nil, jumelle.logiciel = cible.nil, cible.logiciel
    scene.cible = None
    return scene.conclude(ILLISIBLE)


def no_nil(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.sans = frozenset({"nil"})
    return _lost(scene)


def no_statut(hasard: Random) -> Scene:
    """No status is shown, though a filter, tabs or a legend name some."""
    scene = several(hasard)
    scene.sans = frozenset({"statut"})
    decor, valeur = hasard.choice([("filtre", "Pré-examen"), ("onglets", ECHELLE), ("legende", ECHELLE)])
    scene.decor[decor] = valeur
    return _lost(scene)


def status_cut(hasard: Random) -> Scene:
    """« Pré-examen » from which « examen » is left; « Non accordé » from which « accordé » is."""
    statut, garde = hasard.choice([("Pré-examen", 6), ("Non homologué", 9), ("Non agréé", 5), ("Pré-examen", 0)])
    scene = draw_scene(hasard, statut, others(hasard, 2))
    scene.coupe = Coupe("statut", garde, "gauche")
    return _lost(scene)


def status_cut_right(hasard: Random) -> Scene:
    """« Examen » may be the beginning of « Examen à planifier »."""
    statut, garde = hasard.choice([("Examen à planifier", 6), ("Pré-examen suspendu", 10), ("Pré-examen", 0)])
    scene = draw_scene(hasard, statut, others(hasard, 2))
    scene.coupe = Coupe("statut", garde, "droite")
    return _lost(scene)


def nil_cut(hasard: Random) -> Scene:
    """What is left of the NIL is just what was declared: the rest may be beyond the edge."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, 2))
    declare = digits(hasard, 5)
    cote = hasard.choice(["droite", "gauche"])
    scene.visee.nil = declare + digits(hasard, 2) if cote == "droite" else digits(hasard, 2) + declare
    scene.attendu["nil"] = declare
    scene.coupe = Coupe("nil", len(declare), cote)
    return _lost(scene)


def nil_lost(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.coupe = Coupe("nil", 0, hasard.choice(["droite", "gauche"]))
    return _lost(scene)


def hidden(hasard: Random) -> Scene:
    """Something lies over the status, or over the NIL."""
    scene = simple(hasard)
    scene.decor["cache"] = hasard.choice(["statut", "nil"])
    return _lost(scene)


def elsewhere(hasard: Random) -> Scene:
    """The declared NIL is only in the search box, or in a sentence."""
    scene = several(hasard)
    nil = draw_nil(hasard)
    scene.attendu["nil"], scene.cible = nil, None
    decor, valeur = hasard.choice([("recherche", nil), ("phrase", f"Votre logiciel (NIL {nil}) a été créé.")])
    scene.decor[decor] = valeur
    return _lost(scene)


def stepper_alone(hasard: Random) -> Scene:
    """The steps are drawn, none is marked."""
    scene = simple(hasard)
    scene.sans = frozenset({"statut"})
    scene.decor |= {"etapes": ("Contractualisation", "Recette", "Pré-examen", "Examen", "Décision"), "muet": True}
    return _lost(scene)


def blurred(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.style["flou"] = True
    return _lost(scene)


def landscape(hasard: Random) -> Scene:
    scene = simple(hasard)
    scene.style["paysage"] = True
    return _lost(scene)


def document(hasard: Random) -> Scene:
    """A mail, an invoice, a terminal: they may even name the software."""
    scene = simple(hasard)
    scene.style["document"] = hasard.choice(["facture", "courriel", "terminal"])
    return _lost(scene)


def _lost(scene: Scene) -> Scene:
    return scene.conclude(ILLISIBLE)
