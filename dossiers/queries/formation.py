"""Training dossiers: those a person has opened, the exercise of one, those that are old."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from dossiers.models import Compte, Dossier, Evenement
from dossiers.queries.fichier import held_files
from dossiers.rules.formation import JOURS_GARDES, Exercice, find_exercice
from dossiers.rules.parcours import EN_COURS, ETAPES_SAISIES

EVENEMENT = "s_entrainer"
MONTRES = 10


def formations_of(compte: Compte) -> list[Dossier]:
    """The latest training dossiers this person has opened."""
    siens = Evenement.objects.filter(dossier=OuterRef("pk"), geste=EVENEMENT, par=compte).order_by()
    ouverts = Dossier.objects.filter(Exists(siens), formation=True).select_related("solution", "referentiel")
    return list(ouverts.order_by("-cree_le", "-pk")[:MONTRES])


def exercice_of(dossier: Dossier) -> Exercice | None:
    """The exercise a training dossier was made for; None for any other dossier."""
    ouvertures = dossier.evenements.filter(geste=EVENEMENT).order_by("rang").values_list("donnees", flat=True)
    donnees = ouvertures.first()
    return find_exercice(donnees["exercice"]) if donnees else None


def old_formations(le: datetime) -> QuerySet[Dossier]:
    """The training dossiers past their days that still hold something: under way, or the bytes of a file."""
    passees = Dossier.objects.filter(formation=True, cree_le__lt=le - timedelta(days=JOURS_GARDES))
    octets = [Exists(fichiers.filter(dossier=OuterRef("pk")).order_by()) for fichiers in held_files()]
    vivants = Q(etat__in=[etat.value for etat in EN_COURS], etape__in=sorted(ETAPES_SAISIES))
    restes = passees.filter(reduce(or_, octets, vivants))
    return restes.select_related("editeur", "solution", "referentiel", "cree_par").order_by("pk")
