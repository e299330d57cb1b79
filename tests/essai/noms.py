"""Invented names and numbers. Any likeness to a real company or software is chance."""

from random import Random

from tests.essai.scene import Ligne, Scene

EDITEURS = (
    "Althéa Santé|Boréal Médical|Cabestan Numérique|Delphes Logiciels|Écume Informatique|Fjord & Fils|Gallium Santé"
)
LOGICIELS = (
    "MédiFil|Ordolia|Cabinéo|Prescriva|Soinéa|Labexo|Dossimed|Kinévia|Urgentia|Radiolys|Officinéo|Maïalog|"
    "Dentalis Pro|Visio DUI|Ambula 360|Hôpilink|Sérologis|Médiatis+|Cardi-One|L’Agenda du soin"
)
VERSIONS = "4.2|12.0.3|V3|2026.1|7.10|v2.4.1|5|10.08"
TYPES = "DMP – alimentation|DMP – consultation|INSi|Ordonnance numérique|ApCV|SESAM-Vitale|Téléservices intégrés"
MOIS = "janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc."
ATTEINTS = (
    "Pré-examen|Pré-examen|Pré-examen|pré-examen|PRÉ-EXAMEN|Pré examen|En pré-examen|Pré-examen en cours|"
    "En cours de pré-examen|Examen|En examen|En cours d’examen|"
    "Obtenu|Homologué|Agréé|Autorisé|Certifié|Homologation obtenue"
)
OBTENUS = "Obtenu|Obtenue|Homologué|Homologuée|Agréé|Agrément obtenu|Autorisé|Certifié|Homologation obtenue"
DESSOUS = "Brouillon|Brouillon|Contractualisation|En contractualisation|Recette|En recette|Recette en cours"
LATERAUX = "Anomalies|En anomalie|Anomalies à corriger|Refusé|Refusée|Rejetée"
NEGATIFS = "Non accordé|Non accordée|Non homologué|Non agréé|Non autorisé|Non certifié"
# No rung of the ladder bears these names, and several hold one that does.
INCONNUS = (
    "En cours actif|Déposée|En attente|Transmise|À l’étude|Clôturée|Réexamen|Avant pré-examen|Examen à planifier|"
    "Pré-examen suspendu|Hors examen|Pré-examen non débuté|Homologation demandée|Agrément en attente|Dossier complet"
)
# They begin with a status that would do, or end with it.
TROMPEURS = (
    "Pré-examen (prévu)|Sorti de pré-examen|Pas encore en examen|Pré-examen impossible|Examen annulé|"
    "Attente de pré-examen|Homologué jusqu’en 2021|Ex-agréé"
)
CODES = {
    "brouillon": "Brouillon",
    "contractualisation": "Contractualisation|En contractualisation",
    "recette": "Recette|En recette|Recette en cours",
    "pre_examen": "Pré-examen|pré-examen|PRÉ-EXAMEN|Pré examen|En pré-examen|Pré-examen en cours|"
    "En cours de pré-examen",
    "examen": "Examen|En examen|En cours d’examen",
    "obtenu": OBTENUS,
    "anomalies": "Anomalies|En anomalie|Anomalies à corriger",
    "refuse": f"Refusé|Refusée|Rejetée|{NEGATIFS}",
}


def draw(hasard: Random, liste: str) -> str:
    return hasard.choice(liste.split("|"))


def statut_code(libelle: str) -> str:
    """The ladder's code of a label; empty for one that it does not know."""
    return next((code for code, libelles in CODES.items() if libelle in libelles.split("|")), "")


def digits(hasard: Random, combien: int) -> str:
    return "".join(hasard.choice("0123456789") for _ in range(combien))


def draw_nil(hasard: Random) -> str:
    """4 to 14 characters; nothing public says what a NIL looks like."""
    formes = (
        lambda: digits(hasard, hasard.randint(4, 9)),
        lambda: "00" + digits(hasard, hasard.randint(3, 6)),
        lambda: f"{digits(hasard, 4)}-{digits(hasard, 2)}",
        lambda: f"{digits(hasard, 2)}-{digits(hasard, hasard.randint(4, 8))}",
        lambda: hasard.choice(["LGC", "DPI", "NL", "A", "KX"]) + digits(hasard, hasard.randint(4, 8)),
        lambda: f"NL-20{digits(hasard, 2)}-{digits(hasard, 4)}",
        lambda: digits(hasard, 14),
    )
    return hasard.choice(formes)()


def draw_date(hasard: Random) -> str:
    jour, mois, annee = hasard.randint(1, 28), hasard.randint(1, 12), 2026
    formes = (
        f"{jour:02}/{mois:02}/{annee}",
        f"{jour} {MOIS.split('|')[mois - 1]} {annee}",
        f"{annee}-{mois:02}-{jour:02}",
        f"{jour:02}.{mois:02}.{annee}",
    )
    return hasard.choice(formes)


def near_nil(hasard: Random, nil: str) -> str:
    """The same with one digit changed."""
    rang = hasard.choice([i for i, lettre in enumerate(nil) if lettre.isdigit()])
    autre = hasard.choice([chiffre for chiffre in "0123456789" if chiffre != nil[rang]])
    return nil[:rang] + autre + nil[rang + 1 :]


def draw_ligne(hasard: Random, nie: str, statut: str) -> Ligne:
    return Ligne(
        numero=f"D{digits(hasard, 2)}-{digits(hasard, 5)}",
        logiciel=draw(hasard, LOGICIELS),
        version=draw(hasard, VERSIONS),
        nil=draw_nil(hasard),
        nie=nie,
        type_demande=draw(hasard, TYPES),
        date=draw_date(hasard),
        statut=statut,
    )


def draw_scene(hasard: Random, statut: str, autres: tuple[str, ...] = (), seuil: str = "pre_examen") -> Scene:
    """A page whose target bears `statut`, among other requests; what is declared is what it shows."""
    nie = hasard.choice(
        [digits(hasard, 5), "0" + digits(hasard, 4), f"E{digits(hasard, 4)}", f"NE-{digits(hasard, 4)}"]
    )
    lignes = [draw_ligne(hasard, nie, libelle) for libelle in (statut, *autres)]
    for ligne, nom in zip(lignes, hasard.sample(LOGICIELS.split("|"), len(lignes)), strict=True):
        ligne.logiciel = nom
    scene = Scene(hasard, draw(hasard, EDITEURS), nie, lignes)
    place_cible(scene, lignes[0])
    cible = scene.visee
    scene.attendu = {"nil": cible.nil, "nie": hasard.choice([nie, nie, ""]), "logiciel": cible.logiciel, "seuil": seuil}
    return scene


def place_cible(scene: Scene, cible: Ligne) -> None:
    """Shuffles the rows; the target keeps being known."""
    scene.hasard.shuffle(scene.lignes)
    scene.cible = next(i for i, ligne in enumerate(scene.lignes) if ligne is cible)
