"""What the queue shows under some filters, in one order: for the tests of its words, of its filters, of its pages."""

from dossiers.models import Compte, Dossier
from dossiers.queries.filtre import Filtre, Vue, file_of


def shown(compte: Compte, **filtre) -> list[Dossier]:
    return list(file_of(compte, Filtre(**{"vue": Vue.EQUIPE, **filtre})).order_by("attente_le", "pk"))
