"""Opens a dossier, gives it its référent, withdraws it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dossiers.actions.confie import MOT_MAX, post_confie
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import Geste, geste
from dossiers.actions.projection import save_projection
from dossiers.actions.relecture import close_relectures
from dossiers.models import Compte, Dossier, Editeur, Etape, Referentiel, Solution
from dossiers.queries.historique import referent_since
from dossiers.queries.perimetre import editeur_of, role_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.droit import require_droit
from dossiers.rules.jour import moment_words
from dossiers.rules.parcours import Etat, Role
from dossiers.rules.refus import Perime, Refus


def create_dossier(
    *,
    referentiel: Referentiel,
    nom: str,
    version_majeure: str,
    par: Compte,
    proxy: str = "",
    profils: Iterable[str] = (),
    financement: bool = False,
    le: datetime | None = None,
) -> Dossier:
    """Opens a dossier of the person's company, étape 1 open, pinned to this référentiel.

    The solution is found by name and version, or recorded. Raises `Interdit`, or `Refus` when the same candidature
    (solution, dispositif, Proxy) is already open.
    """
    le = le or timezone.now()
    require_droit("creer_dossier", None if par.role_ans else role_of(par))
    with transaction.atomic():
        editeur = Editeur.objects.select_for_update().get(pk=editeur_of(par).pk)
        solution, _ = Solution.objects.get_or_create(editeur=editeur, nom=nom, version_majeure=version_majeure)
        _refuse_twin(solution, referentiel, proxy)
        dossier = Dossier.objects.create(
            numero=_next_numero(editeur),
            editeur=editeur,
            solution=solution,
            referentiel=referentiel,
            proxy=proxy,
            profils=_known_profils(referentiel, profils),
            formation=editeur.formation,
            financement=financement and dispositif_of(referentiel).financement,
            cree_par=par,
            cree_le=le,
            activite_le=le,
            attente_le=le,
        )
        _begin(dossier, par, le)
    return dossier


def take_dossier(*, dossier: Dossier, par: Compte, vu: str | None = None, le: datetime | None = None) -> Dossier:
    """Makes this person of the ANS the dossier's référent. Raises `Refus` or `Interdit`.

    `vu`: the key of the référent that the person had read, empty for nobody; raises `Perime` when somebody else is now.
    """
    with geste("prendre", dossier, par=par, le=le or timezone.now()) as fait:
        fait.silencieux = fait.dossier.referent_id == par.pk
        if fait.dossier.referent_id not in (None, par.pk):
            _check_seen(fait.dossier, vu, "Prenez-le en charge à sa place si c’est ce que vous voulez.")
        move_referent(fait, par)
    return fait.dossier


def hand_dossier(
    *,
    dossier: Dossier,
    a: Compte,
    par: Compte,
    mot: str = "",
    vu: str | None = None,
    prevenir: bool = True,
    le: datetime | None = None,
) -> Dossier:
    """Makes a colleague the référent, and tells them by one mail, with a word if there is one; `prevenir` False leaves
    it to whoever hands several. Raises `Interdit`, or `Refus` (with its field): for someone not of the ANS, someone who
    is the référent already, a word too long.

    `vu`: the key of the référent that the person had read, empty for nobody; raises `Perime` when it is another now.
    """
    le = le or timezone.now()
    with geste("confier", dossier, par=par, le=le) as fait:
        _check_seen(fait.dossier, vu, "Confiez-le à nouveau si c’est toujours ce que vous voulez.")
        _check_hand(fait.dossier, a, mot)
        move_referent(fait, a)
        if prevenir and a.pk != par.pk:
            post_confie(dossiers=[fait.dossier], a=a, par=par, le=le, mot=mot.strip())
    return fait.dossier


def release_dossier(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> Dossier:
    """Whoever follows a dossier lets go of it: nobody is its référent any more. Raises `Interdit`, or `Refus` for
    someone who does not follow it; an administrator lets go of anyone's.
    """
    with geste("rendre", dossier, par=par, le=le or timezone.now()) as fait:
        if fait.dossier.referent_id != par.pk and fait.role is not Role.ADMINISTRATEUR:
            raise Refus("Vous n’êtes pas le référent de ce dossier : il n’y a rien à rendre.")
        fait.silencieux = fait.dossier.referent_id is None
        move_referent(fait, None)
    return fait.dossier


def move_referent(fait: Geste, a: Compte | None) -> None:
    """Within a geste: writes the référent, and in the event who it was and who it is, by their keys."""
    fait.donnees.update(de=fait.dossier.referent_id, a=a.pk if a else None)
    fait.dossier.referent = a
    fait.dossier.save(update_fields=["referent"])


def withdraw_dossier(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> Dossier:
    """Withdraws the candidature; its trace stays. Raises `Refus` or `Interdit`."""
    with geste("retirer", dossier, par=par, le=le or timezone.now()) as fait:
        close_relectures(fait.dossier, fait.le)
    return fait.dossier


def _check_seen(dossier: Dossier, vu: str | None, suite: str) -> None:
    if vu is None or vu == str(dossier.referent_id or ""):
        return
    if dossier.referent is None:
        raise Perime(f"Plus personne ne suit ce dossier : rien n’a été enregistré. {suite}")
    depuis = referent_since(dossier)
    quand = f"depuis le {moment_words(depuis)}" if depuis else "maintenant"
    raise Perime(f"{dossier.referent} suit ce dossier {quand} : rien n’a été enregistré. {suite}")


def _check_hand(dossier: Dossier, a: Compte, mot: str) -> None:
    if not (a.est_ans and a.is_active):
        raise Refus(
            "Choisissez une personne de l’ANS.", {"a": "Choisissez une personne de l’ANS dont le compte est ouvert."}
        )
    if dossier.referent_id == a.pk:
        raise Refus(f"{a} suit déjà ce dossier.", {"a": f"{a} suit déjà ce dossier."})
    if len(mot) > MOT_MAX:
        raise Refus(f"{MOT_MAX} caractères au plus.", {"mot": f"{MOT_MAX} caractères au plus : raccourcissez ce mot."})


def _refuse_twin(solution: Solution, referentiel: Referentiel, proxy: str) -> None:
    ouverts = solution.dossiers.filter(dispositif=referentiel.code, proxy=proxy)
    jumeau = ouverts.exclude(etat__in=[Etat.REFUSEE.value, Etat.RETIREE.value]).first()
    if jumeau:
        raise Refus(
            f"Le dossier n° {jumeau.numero} porte déjà {solution} pour ce dispositif : reprenez-le, "
            "ou indiquez un autre composant Proxy e-santé."
        )


def _next_numero(editeur: Editeur) -> int:
    return (editeur.dossiers.aggregate(dernier=Max("numero"))["dernier"] or 0) + 1


def _known_profils(referentiel: Referentiel, profils: Iterable[str]) -> list[str]:
    choisis = set(profils)
    return [p.code for p in dispositif_of(referentiel).profils if p.toujours or p.code in choisis]


def _begin(dossier: Dossier, par: Compte, le: datetime) -> None:
    """Its étapes, the first line of its history, its projection."""
    _open_etapes(dossier, le)
    donnees = {"referentiel": str(dossier.referentiel), "sha256": dossier.referentiel.sha256}
    record_evenement(dossier=dossier, geste="creer", etape=1, par=par, le=le, donnees=donnees)
    save_projection(dossier, le)


def _open_etapes(dossier: Dossier, le: datetime) -> None:
    Etape.objects.bulk_create(
        Etape(
            dossier=dossier,
            numero=numero,
            etat=(Etat.OUVERTE if numero == 1 else Etat.FERMEE).value,
            ouverte_le=le if numero == 1 else None,
        )
        for numero in (1, 2, 3, 4)
    )
