"""What stands around a dossier on its page: who is on it, what comes before and after, to whom it may be handed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.verrou import take_verrou
from dossiers.instruction.contexte import Vue
from dossiers.instruction.formulaire_file import read_requete
from dossiers.models import Dossier
from dossiers.queries.file import previous_in_file
from dossiers.queries.verrou import prise_of
from dossiers.rules.jour import hour_words
from dossiers.rules.verrou import DUREE, Prise, is_barred, is_held, is_to_take


@dataclass(frozen=True)
class Entourage:
    """`prise`: who is on the dossier, when somebody is; `autre`: it is somebody else. `file`: the filters of the list
    one came from, that every link and form carries along. `reste`: seconds left to that lock.
    """

    prise: Prise | None
    autre: bool
    precedent: Dossier | None
    suivant: Dossier | None
    file: str
    reste: int = 0

    @property
    def duree(self) -> int:
        """The seconds that a lock lasts once it is renewed."""
        return int(DUREE.total_seconds())

    @property
    def depuis(self) -> str:
        """« 10 h 32 »."""
        return hour_words(self.prise.depuis) if self.prise else ""

    @property
    def adresse_file(self) -> str:
        """The list one came from."""
        return file_url(self.file)


def entourage_of(request: HttpRequest, vue: Vue) -> Entourage:
    """Opening a dossier to decide on it (a GET) takes it, when nobody else is on it."""
    le, (requete, filtre) = timezone.now(), read_requete(request.GET.get("file", ""))
    prise = prise_of(vue.dossier)
    if vue.decidable and request.method == "GET" and is_to_take(prise, request.user.pk, le):
        prise = take_verrou(dossier=vue.dossier, par=request.user, le=le)
    tenue = vue.decidable and is_held(prise, le)
    return Entourage(
        prise=prise if tenue else None,
        autre=tenue and is_barred(prise, request.user.pk, le),
        precedent=previous_in_file(request.user, vue.dossier, filtre=filtre, le=le),
        suivant=vue.suivant,
        file=requete,
        reste=int((prise.jusqu_a - le).total_seconds()) if tenue else 0,
    )


def file_url(requete: str) -> str:
    """The queue, filtered so."""
    return f"{reverse('instruction:file')}{'?' * bool(requete)}{requete}"


def dossier_url(dossier: Dossier, requete: str) -> str:
    """The page of a dossier, the list one came from carried along."""
    adresse = reverse("instruction:dossier", args=[dossier.uuid])
    return f"{adresse}?{urlencode({'file': requete})}" if requete else adresse
