"""Pages as the machine would have read them, written by hand.

p = page(("NIL", 0, 0), ("456-A", 200, 0))     runs of text, the place of their top left corner
p = fiche("456-A", "Pré-examen")               a card: NIL and status with their labels, and a NIE
"""

from dossiers.rules.lecture import Cellule, Page, Zone

HAUTEUR, LETTRE = 20, 10


def zone(x: float, y: float, texte: str) -> Zone:
    droite, bas = x + LETTRE * len(texte), y + HAUTEUR
    return ((x, y), (droite, y), (droite, bas), (x, bas))


def page(*textes: tuple[str, float, float], taille: tuple[int, int] = (1200, 800), confiance: float = 0.99) -> Page:
    return Page(*taille, tuple(Cellule(texte, zone(x, y, texte), confiance) for texte, x, y in textes))


def fiche(nil: str = "456-A", statut: str = "Pré-examen", nie: str = "00123") -> Page:
    lignes = enumerate((("NIE", nie), ("NIL", nil), ("Statut", statut)))
    cellules = [(texte, x, 200 + 40 * y) for y, ligne in lignes for texte, x in zip(ligne, (200, 400), strict=True)]
    return page(("Demande de conformité", 200, 100), *cellules)


def demande(numero: str, nil: str) -> Page:
    """A request with its own number: what tells two pictures of one portal apart."""
    return page((f"Demande {numero}", 0, 0), ("NIL", 0, 100), (nil, 200, 100), ("Statut", 0, 150), ("Examen", 200, 150))
