"""Documents: typst compiles a template of `templates/documents/`, its data passed apart and never pasted into it."""

import json
from collections.abc import Mapping

import typst
from django.conf import settings


def compile_pdf(nom: str, donnees: Mapping[str, object]) -> bytes:
    """The tagged PDF of `templates/documents/<nom>.typ`, PDF/UA-1 whenever it can be. About 0.3 s the first time.

    That standard refuses a character that no font at hand can draw (an emoji, an ideogram): the document is then made
    without its label, still tagged, that character drawn as a box, rather than not at all.
    """
    modele = str(settings.BASE_DIR / "templates" / "documents" / f"{nom}.typ")
    lues = {"donnees": json.dumps(donnees)}
    try:
        return bytes(typst.compile(modele, sys_inputs=lues, pdf_standards=["ua-1"]))
    except typst.TypstError:
        return bytes(typst.compile(modele, sys_inputs=lues))
