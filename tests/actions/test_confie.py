"""One mail for all the dossiers handed to a colleague at once, none for exercises."""

import pytest

from dossiers.actions.confie import post_confie
from dossiers.models import Dossier, Envoi
from tests.factories import LUNDI, make_dossier, make_instructeur

pytestmark = pytest.mark.django_db


def test_one_mail_however_many_they_are():
    ines, thomas = make_instructeur(), make_instructeur()
    dossiers = [make_dossier(), make_dossier()]
    envoi = post_confie(dossiers=dossiers, a=thomas, par=ines, le=LUNDI, mot="Bonjour")
    assert Envoi.objects.get(genre="confie") == envoi
    assert (envoi.destinataire, envoi.a_partir_de, envoi.donnees) == (
        thomas,
        LUNDI,
        {"dossiers": [dossier.pk for dossier in dossiers], "par": ines.pk, "mot": "Bonjour"},
    )


def test_handed_again_it_is_told_again():
    ines, thomas, dossier = make_instructeur(), make_instructeur(), make_dossier()
    for _ in range(2):
        post_confie(dossiers=[dossier], a=thomas, par=ines, le=LUNDI)
    assert Envoi.objects.filter(genre="confie").count() == 2


def test_exercises_are_left_out():
    reel, exercice = make_dossier(), make_dossier()
    Dossier.objects.filter(pk=exercice.pk).update(formation=True, prochaine_relance=None)
    exercice.refresh_from_db()
    qui = {"a": make_instructeur(), "par": make_instructeur(), "le": LUNDI}
    assert post_confie(dossiers=[reel, exercice], **qui).donnees["dossiers"] == [reel.pk]
    assert post_confie(dossiers=[exercice], **qui) is None
    assert post_confie(dossiers=[], **qui) is None
    assert Envoi.objects.filter(genre="confie").count() == 1
