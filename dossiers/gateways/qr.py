"""QR codes, drawn without any network: a text in, a picture out."""

import io

import segno


def draw_qr(texte: str) -> str:
    """The SVG of a QR code that survives a stain (a seventh of it, level M), with the quiet zone that readers want."""
    sortie = io.BytesIO()
    segno.make(texte, error="m", micro=False).save(sortie, kind="svg", border=4, xmldecl=False, svgns=True)
    return sortie.getvalue().decode()
