"""Markdown → HTML for the answers: no HTML of the author’s, no picture, links that lead nowhere dangerous."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

SURS = ("https://", "http://", "mailto:", "/", "#")
# The page has its own h1 and h2.
NIVEAUX = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}


def is_safe(adresse: str) -> bool:
    """True for an address of the web, of a mailbox, or of this site."""
    propre = adresse.strip().lower()
    return propre.startswith(SURS) and not propre.startswith("//")


def render_prose(texte: str) -> str:
    """Safe HTML. What is not Markdown is shown as it was typed."""
    jetons = _PARSER.parse(texte)
    for jeton in jetons:
        for membre in (jeton, *(jeton.children or ())):
            _dress(membre)
    return _PARSER.renderer.render(jetons, _PARSER.options, {})


def _dress(jeton: Token) -> None:
    jeton.tag = NIVEAUX.get(jeton.tag, jeton.tag)
    if jeton.type == "link_open" and str(jeton.attrGet("href")).startswith("http"):
        jeton.attrSet("rel", "noopener external")


def _build() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).disable("image")
    parser.validateLink = is_safe  # type: ignore[method-assign]
    return parser


_PARSER = _build()
