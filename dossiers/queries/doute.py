"""What makes a submission doubtful: what the rules see in it, and what only other dossiers tell.

Only what was sent before counts, so that no later sending changes what was found of this one.
"""

from dossiers.models import Dossier, Piece, Soumission
from dossiers.rules.doute import Doute, find_doutes
from dossiers.rules.parcours import Etat
from dossiers.rules.situation import Depot, Situation
from dossiers.rules.suite import uuids_submitted

# Proofs compared at the most.
CANDIDATS = 50


def doutes_of(dossier: Dossier, situation: Situation) -> set[Doute]:
    """Why a dossier that the ANS has deserves a second look; empty when it is clean, or elsewhere.

    Two queries, a third when one of its pictures is known. A picture nearly the same as another is not looked for here:
    the reviewer's page does it (`queries/rejeu.py`).
    """
    if situation.etat is not Etat.SOUMISE or situation.depot is None:
        return set()
    doutes = find_doutes(situation)
    if _is_first(dossier):
        doutes.add(Doute.PREMIER)
    if _is_replayed(dossier, situation.depot):
        doutes.add(Doute.REJEU)
    return doutes


def _is_first(dossier: Dossier) -> bool:
    """True when the company had sent nothing of another dossier before."""
    premiere = dossier.soumissions.order_by("pk").values("pk")[:1]
    avant = Soumission.objects.filter(dossier__editeur=dossier.editeur_id, pk__lt=premiere)
    return not avant.exclude(dossier=dossier.pk).exists()


def _is_replayed(dossier: Dossier, depot: Depot) -> bool:
    """True when the very same picture had been sent in another dossier; exercises share theirs, and are not told."""
    if dossier.formation:
        return False
    empreintes = {sha256 for code in depot.pieces for sha256 in depot.digests_of(code)}
    pareilles = Piece.objects.filter(sha256__in=sorted(empreintes), dossier__formation=False)
    pareilles = pareilles.exclude(dossier=dossier.pk).order_by("pk")
    ailleurs = dict(pareilles.values_list("uuid", "dossier")[:CANDIDATS])
    if not ailleurs:
        return False
    derniere = dossier.soumissions.order_by("-pk").values("pk")[:1]
    avant = Soumission.objects.filter(dossier__in=set(ailleurs.values()), pk__lt=derniere).order_by("pk")
    envoyees = {uuid for contenu in avant.values_list("contenu", flat=True) for uuid in uuids_submitted(contenu)}
    return any(str(uuid) in envoyees for uuid in ailleurs)
