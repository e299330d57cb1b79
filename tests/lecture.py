"""Reads a page as a browser would show it: elements by id, their attributes, their text. No more than tests need."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

VIDES = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
MUETS = {"script", "style", "title", "template"}
# The text of any other element stands apart from what surrounds it, as on the screen.
EN_LIGNE = {"a", "b", "code", "em", "i", "label", "q", "small", "span", "strong", "sub", "sup", "time"}


class Noeud:
    """An element. `texte` is all the text under it, its white space collapsed, no-break spaces made plain."""

    def __init__(self, balise: str, attrs: dict[str, str], parent: "Noeud | None" = None) -> None:
        self.balise, self.attrs, self.parent = balise, attrs, parent
        self.enfants: list[Noeud | str] = []

    @property
    def brut(self) -> str:
        """The text as it is, no-break spaces kept."""
        morceaux = (e if isinstance(e, str) else e.brut for e in self.enfants)
        bord = "" if self.balise in EN_LIGNE else " "
        return "" if self.balise in MUETS else bord + "".join(morceaux) + bord

    @property
    def texte(self) -> str:
        return " ".join(self.brut.split())

    def walk(self) -> Iterator["Noeud"]:
        yield self
        for enfant in self.enfants:
            if isinstance(enfant, Noeud):
                yield from enfant.walk()

    def find_all(self, balise: str = "", classe: str = "", **attrs: str) -> list["Noeud"]:
        """The elements under this one with that tag, that class, those attributes (`aria_label` for aria-label)."""
        voulus = {nom.rstrip("_").replace("_", "-"): valeur for nom, valeur in attrs.items()}
        return [
            noeud
            for noeud in self.walk()
            if (not balise or noeud.balise == balise)
            and (not classe or classe in noeud.attrs.get("class", "").split())
            and all(noeud.attrs.get(nom) == valeur for nom, valeur in voulus.items())
        ]

    def find(self, balise: str = "", classe: str = "", **attrs: str) -> "Noeud":
        """The only such element. Fails when there is none, or more than one."""
        trouves = self.find_all(balise, classe, **attrs)
        assert len(trouves) == 1, f"{len(trouves)} × {balise}.{classe} {attrs}"
        return trouves[0]

    def find_id(self, identifiant: str) -> "Noeud | None":
        trouves = self.find_all(id=identifiant)
        assert len(trouves) < 2, f"The id {identifiant} is on the page {len(trouves)} times."
        return trouves[0] if trouves else None


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.racine = self.ici = Noeud("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        noeud = Noeud(tag, {nom: valeur or "" for nom, valeur in attrs}, self.ici)
        self.ici.enfants.append(noeud)
        if tag not in VIDES:
            self.ici = noeud

    def handle_endtag(self, tag: str) -> None:
        noeud = self.ici
        while noeud.parent is not None and noeud.balise != tag:
            noeud = noeud.parent
        if noeud.parent is not None:
            self.ici = noeud.parent

    def handle_data(self, data: str) -> None:
        self.ici.enfants.append(data)


def read_page(reponse) -> Noeud:
    """The page, or the fragment, of a response of the test client."""
    lecteur = _Lecteur()
    lecteur.feed(reponse.content.decode())
    return lecteur.racine


def links_of(noeud: Noeud) -> list[str]:
    """Where its links lead, in order."""
    return [lien.attrs["href"] for lien in noeud.find_all("a") if "href" in lien.attrs]


def without_token(reponse) -> str:
    """The page, its CSRF tokens aside: they differ at each answer."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", reponse.content.decode())
