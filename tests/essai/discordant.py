"""Pages that say clearly that the declared software is not there, or not far enough, or another company's."""

from random import Random

from tests.essai.concordant import ECHELLE, history, others
from tests.essai.noms import ATTEINTS, DESSOUS, LATERAUX, NEGATIFS, digits, draw, draw_nil, draw_scene, near_nil
from tests.essai.scene import AUTRE_EDITEUR, AUTRE_NIL, DISCORDANT, STATUT_INSUFFISANT, Scene

JUMEAUX = {"8": "B", "B": "8", "5": "6", "1": "7", "0": "8", "3": "8", "6": "8", "9": "4"}


def below(hasard: Random) -> Scene:
    scene = draw_scene(hasard, draw(hasard, DESSOUS), others(hasard, hasard.choice([0, 0, 3])))
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def side_state(hasard: Random) -> Scene:
    scene = draw_scene(hasard, draw(hasard, LATERAUX), others(hasard, hasard.choice([0, 2])))
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def refusal(hasard: Random) -> Scene:
    """« Non accordé » is not « Accordé »."""
    scene = draw_scene(hasard, draw(hasard, NEGATIFS), others(hasard, 2))
    scene.style["etroit"] = hasard.random() < 0.5
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def below_among_reached(hasard: Random) -> Scene:
    """Every row around is far enough, its NIL one digit away."""
    scene = draw_scene(hasard, draw(hasard, DESSOUS), tuple(draw(hasard, ATTEINTS) for _ in range(3)))
    for ligne in scene.lignes:
        if ligne is not scene.visee:
            ligne.nil = near_nil(hasard, scene.visee.nil)
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def below_legend(hasard: Random) -> Scene:
    scene = below(hasard)
    scene.decor["legende"] = ECHELLE
    return scene


def below_sentence(hasard: Random) -> Scene:
    scene = below(hasard)
    scene.decor["phrase"] = hasard.choice(
        [
            f"Votre logiciel {scene.visee.nil} sera homologué à l’issue du pré-examen.",
            "Étape suivante : Pré-examen",
            f"Le passage du NIL {scene.visee.nil} en Pré-examen est prévu le mois prochain.",
        ]
    )
    return scene


def below_filter(hasard: Random) -> Scene:
    scene = below(hasard)
    scene.decor["filtre"] = hasard.choice(["Pré-examen", "Homologué"])
    return scene


def below_stepper(hasard: Random) -> Scene:
    scene = draw_scene(hasard, draw(hasard, "Contractualisation|Recette|En recette"))
    scene.decor["etapes"] = ("Contractualisation", "Recette", "Pré-examen", "Examen", "Décision")
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def below_history(hasard: Random) -> Scene:
    """It had been further, and came back."""
    scene = history(hasard)
    scene.visee.statut = draw(hasard, "Anomalies|Refusé|Recette")
    scene.decor["historique"] = tuple(
        (d, n) for (d, _), n in zip(scene.decor["historique"], ECHELLE[4:1:-1], strict=True)
    )
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def wrong_column(hasard: Random) -> Scene:
    """Another column bears a reached status: the next step, an older version."""
    scene = draw_scene(hasard, draw(hasard, DESSOUS), others(hasard, 2))
    titre = hasard.choice(["Prochaine étape", "Version précédente", "Ancien statut"])
    scene.decor["colonne"] = (titre, ["Pré-examen", "Examen", "Homologué"])
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def grouped(hasard: Random) -> Scene:
    """Each group under its title: the one that follows the row is not its own."""
    scene = draw_scene(hasard, "Recette", ("Pré-examen", "Pré-examen"))
    cible = scene.visee
    scene.lignes.sort(key=lambda ligne: ligne is not cible)
    scene.cible = 0
    scene.decor["groupes"] = True
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def tall_rows(hasard: Random) -> Scene:
    """The status of the row above stands nearer than its own, and would do."""
    scene = draw_scene(hasard, draw(hasard, DESSOUS), tuple(draw(hasard, ATTEINTS) for _ in range(2)))
    scene.style["hautes"] = True
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def misleading_name(hasard: Random) -> Scene:
    """The software, or what is asked for it, bears the name of a status."""
    scene = draw_scene(hasard, draw(hasard, DESSOUS), others(hasard, hasard.choice([0, 2])))
    if hasard.random() < 0.5:
        scene.visee.logiciel = scene.attendu["logiciel"] = hasard.choice(["Pré-Examen", "Examen", "Certifié"])
    else:
        scene.visee.type_demande = hasard.choice(["Examen", "Agrément obtenu", "Homologation obtenue"])
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def button(hasard: Random) -> Scene:
    """What may be done next is written on the row, as a button."""
    scene = draw_scene(hasard, draw(hasard, DESSOUS), others(hasard, 2))
    scene.decor["colonne"] = ("Action", [hasard.choice(["Pré-examen", "Examen"])])
    return scene.conclude(DISCORDANT, STATUT_INSUFFISANT)


def threshold_missed(hasard: Random) -> Scene:
    statut = draw(hasard, "Examen|En examen|Pré-examen|En cours d’examen")
    return draw_scene(hasard, statut, others(hasard, 2), seuil="obtenu").conclude(DISCORDANT, STATUT_INSUFFISANT)


def other_software(hasard: Random) -> Scene:
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, hasard.choice([0, 0, 3])))
    return _declare(scene, draw_nil(hasard))


def one_digit_away(hasard: Random) -> Scene:
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, hasard.choice([0, 2])))
    return _declare(scene, near_nil(hasard, scene.visee.nil))


def look_alike(hasard: Random) -> Scene:
    """8 and B, 1 and 7: characters that a hasty eye takes for one another."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS))
    scene.visee.nil = hasard.choice(["A8", "B1", "83"]) + digits(hasard, 4)
    rang = hasard.choice([i for i, lettre in enumerate(scene.visee.nil) if lettre in JUMEAUX])
    return _declare(scene, scene.visee.nil[:rang] + JUMEAUX[scene.visee.nil[rang]] + scene.visee.nil[rang + 1 :])


def longer(hasard: Random) -> Scene:
    """The declared number is a part of the one shown: a zero less, a suffix more."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, hasard.choice([0, 2])))
    nil = digits(hasard, 5)
    scene.visee.nil = hasard.choice([f"0{nil}", f"{nil}7", f"{nil}-2", f"A{nil}", f"{nil}-{digits(hasard, 4)}"])
    return _declare(scene, nil)


def other_number(hasard: Random) -> Scene:
    """The declared number is on the page, as the number of the request; the NIL is another."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, 2))
    nil = scene.visee.numero = draw_nil(hasard)
    scene.decor["numeros"] = True
    return _declare(scene, nil)


def other_company(hasard: Random) -> Scene:
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, hasard.choice([0, 2])))
    scene.attendu["nie"] = hasard.choice([near_nil(hasard, scene.nie), digits(hasard, 5)])
    scene.decor["nie"] = True
    return scene.conclude(DISCORDANT, AUTRE_EDITEUR)


def year(hasard: Random) -> Scene:
    """The declared number is on the page: it is the year of the filter, and of every date."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, 2))
    scene.decor["filtre"] = "Tous"
    return _declare(scene, "2026")


def company_of_the_row(hasard: Random) -> Scene:
    """The account is the declared company’s, the row is another’s."""
    scene = draw_scene(hasard, draw(hasard, ATTEINTS), others(hasard, 1))
    scene.attendu["nie"] = scene.nie
    scene.visee.nie = f"{scene.nie[:-2]}{(int(scene.nie[-2:]) + 37) % 100:02}"
    scene.style["nie"] = "colonne"
    scene.decor["phrase"] = f"Compte de la société {scene.editeur}, NIE {scene.nie}."
    return scene.conclude(DISCORDANT, AUTRE_EDITEUR)


def _declare(scene: Scene, nil: str) -> Scene:
    """Someone declares a number that no row bears; the row is known only when the page has but one."""
    scene.attendu["nil"] = nil
    if len(scene.lignes) > 1:
        scene.cible = None
    return scene.conclude(DISCORDANT, AUTRE_NIL)
