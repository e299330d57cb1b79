"""Pages on which the declared software stands at or above the threshold, whatever surrounds it."""

from random import Random

from tests.essai.noms import ATTEINTS, DESSOUS, INCONNUS, LATERAUX, OBTENUS, draw, draw_date, draw_scene, near_nil
from tests.essai.scene import Scene

ECHELLE = ("Brouillon", "Contractualisation", "Recette", "Pré-examen", "Examen", "Homologué")


def others(hasard: Random, combien: int) -> tuple[str, ...]:
    return tuple(draw(hasard, f"{DESSOUS}|{LATERAUX}|{ATTEINTS}|{INCONNUS}") for _ in range(combien))


def simple(hasard: Random) -> Scene:
    return draw_scene(hasard, draw(hasard, ATTEINTS))


def several(hasard: Random) -> Scene:
    return draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, hasard.randint(2, 6)))


def neighbours(hasard: Random) -> Scene:
    """The rows around bear a NIL that differs by one digit, and another status."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), tuple(draw(hasard, DESSOUS) for _ in range(3)))
    for ligne in scene.lignes:
        if ligne is not scene.visee:
            ligne.nil = near_nil(hasard, scene.visee.nil)
    return scene


def threshold_obtained(hasard: Random) -> Scene:
    return draw_scene(hasard, draw(hasard, OBTENUS), others(hasard, 2), seuil="obtenu")


def legend(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.decor["legende"] = ECHELLE
    return scene


def sentence(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.decor["phrase"] = hasard.choice(
        [
            "Toute demande restée au stade de la recette pendant six mois est refusée d’office.",
            "Une demande au statut Brouillon n’est pas transmise au gestionnaire.",
            "Le passage en examen suppose que les anomalies signalées soient corrigées.",
        ]
    )
    return scene


def filter_bar(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.decor["filtre"] = hasard.choice(["Tous", "Tous", "En cours", "Brouillon exclu"])
    return scene


def stepper(hasard: Random) -> Scene:
    scene = simple(hasard)
    scene.visee.statut = hasard.choice(["Pré-examen", "Examen", "En cours de pré-examen"])
    scene.decor["etapes"] = ("Contractualisation", "Recette", "Pré-examen", "Examen", "Décision")
    return scene


def history(hasard: Random) -> Scene:
    scene = simple(hasard)
    scene.decor["historique"] = tuple((draw_date(hasard), nom) for nom in ("Contractualisation", "Recette", "Dépôt"))
    return scene


def repeated(hasard: Random) -> Scene:
    """The declared NIL is in a sentence too."""
    scene = hasard.choice([simple, several])(hasard)
    scene.decor["phrase"] = f"La demande du logiciel {scene.visee.nil} a bien été enregistrée."
    return scene


def dark(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.style["theme"] = "sombre"
    return scene


def zoomed(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.style["zoom"] = hasard.choice([50, 67, 80, 125, 150, 200])
    return scene


def compressed(hasard: Random) -> Scene:
    scene = several(hasard)
    scene.style["qualite"] = hasard.randint(30, 60)
    return scene


def trimmed(hasard: Random) -> Scene:
    """Cropped close to what matters, and nothing of it is lost."""
    scene = several(hasard)
    scene.style["rogne"] = True
    return scene


def two_states(hasard: Random) -> Scene:
    """Another column speaks of something else: the account, the support contract."""
    scene = several(hasard)
    scene.decor["colonne"] = (hasard.choice(["Convention", "Compte", "Facturation"]), ["Active", "À jour", "Signée"])
    return scene


def tall_rows(hasard: Random) -> Scene:
    """Rows so tall that the status of one stands nearer to the NIL of the next; their rules are drawn."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), tuple(draw(hasard, DESSOUS) for _ in range(2)))
    scene.style["hautes"] = True
    return scene
