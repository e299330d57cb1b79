"""What pilotage says of the antivirus: whether one is there, what it saw, what it did not."""

import pytest
from django.template.loader import render_to_string

from dossiers.actions.analyse import analyse_fichier
from dossiers.gateways.antivirus import EICAR
from tests.clamd import clamd
from tests.factories import make_dossier, make_piece, make_submitted, picture

pytestmark = pytest.mark.django_db


def _render() -> str:
    return " ".join(render_to_string("pilotage/_antivirus.html").replace("\u00a0", " ").split())


def test_without_one_what_is_not_analysed_is_said():
    for piece in (make_submitted().pieces.get(), make_piece(make_dossier(etape=2))):
        analyse_fichier(piece.pk)
    html = _render()
    assert "Aucun antivirus n’est installé ici : les fichiers déposés sont « non analysés » (2 à ce jour)." in html
    assert "<dt>Non analysé</dt><dd>2</dd>" in html


def test_with_one_what_it_found_is_counted(settings):
    dossier = make_dossier(etape=2)
    with clamd(settings):
        saine, infectee = make_piece(dossier), make_piece(dossier, contenu=picture("JPEG") + EICAR)
        for piece in (saine, infectee):
            analyse_fichier(piece.pk)
        html = _render()
    assert "Chaque fichier déposé est analysé par l’antivirus" in html
    assert "<dt>Aucun virus trouvé</dt><dd>1</dd>" in html
    assert "<dt>Virus trouvé</dt><dd>1</dd>" in html
