"""A measure of the reading, as lines of text for a terminal."""

from collections.abc import Iterator

from dossiers.rules.mesure import CHAMPS, Bilan, judge_bilan, share

NOMS = {"mesure": "Moitié de mesure", "reglage": "Moitié de réglage (le moteur a été réglé dessus)"}


def bilan_lines(moitie: str, bilan: Bilan) -> Iterator[str]:
    yield f"\n== {NOMS[moitie]} : {bilan['images']} images"
    yield from _goals(bilan)
    yield from _matrix(bilan)
    yield "Champs (justes / lus / montrés) :"
    for champ, libelle in CHAMPS.items():
        compte = bilan["champs"][champ]
        justes = share(compte["justes"], compte["total"])
        yield f"  {libelle:<18} {compte['justes']:>4} {compte['lus']:>4} {compte['total']:>4}  {justes}"
    yield from _groups("Par cas", bilan["cas"], attendue=True)
    yield from _groups("Par disposition", bilan["dispositions"], attendue=False)
    for fichier in bilan["faux_concordants"]:
        yield f"FAUX CONCORDANT : {fichier}"


def _goals(bilan: Bilan) -> Iterator[str]:
    for objectif in judge_bilan(bilan):
        verdict = "oui" if objectif.tenu else "NON"
        yield f"  {objectif.libelle:<40} {objectif.obtenu:<22} (visé : {objectif.vise}) {verdict}"
    secondes = bilan["secondes"]
    yield f"  Secondes : médiane {secondes['mediane']}, 9 images sur 10 sous {secondes['p90']}, max {secondes['max']}"


def _matrix(bilan: Bilan) -> Iterator[str]:
    yield "Vérité (lignes) et lecture (colonnes) :"
    yield f"  {'':<12}" + "".join(f"{issue:>12}" for issue in bilan["matrice"])
    for vraie, dites in bilan["matrice"].items():
        yield f"  {vraie:<12}" + "".join(f"{nombre:>12}" for nombre in dites.values())


def _groups(titre: str, lignes: list[dict], attendue: bool) -> Iterator[str]:
    yield f"{titre} (justes / images) :"
    for ligne in lignes:
        suite = f" {ligne['attendue']}" if attendue else ""
        faux = f"  {ligne['faux']} FAUX CONCORDANT" if ligne["faux"] else ""
        yield f"  {ligne['nom']:<40} {ligne['justes']:>3} / {ligne['images']:<3}{suite}{faux}"
