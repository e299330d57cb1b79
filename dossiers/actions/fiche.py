"""Publishes answers of the help: a new row each time, the former one kept and no longer in force."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from dossiers.actions.vocable import index_fiches, reindex_fiches
from dossiers.models import Appui, Compte, Fiche
from dossiers.queries.aide import FIXTURES, aide_of
from dossiers.queries.fiche import fiches_courantes
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.evenement import digest
from dossiers.rules.fiche import Contenu, contenu_of, faults_of
from dossiers.rules.refus import Perime, Refus

LOT = 200
PRIS = "Ce code est déjà celui d’une réponse en vigueur."
ENTRE_TEMPS = "La version {} de cette réponse a été publiée pendant votre saisie : lisez-la, puis republiez."


@transaction.atomic
def publish_fiche(
    *, contenu: Contenu, par: Compte | None, version: int | None = None, le: datetime | None = None
) -> Fiche:
    """A new version of an answer, or the one in force when nothing in it changed. `par` None: the machine itself.
    `version` is the one that was read (0 for a new answer); None takes over whichever is in force.

    Raises `Interdit` for someone who may not edit the help; `Refus` with a sentence for each field at fault;
    `Perime` when another version came meanwhile.
    """
    if par is not None:
        require_droit("editer_aide", role_of(par))
    if fautes := faults_of(contenu):
        raise Refus("Cette réponse ne peut pas être publiée telle quelle.", fautes)
    courante = _lock(contenu.code)
    if version is not None:
        _require_version(version, courante)
    if courante and courante.sha256 == _digest(contenu):
        return courante
    try:
        with transaction.atomic():
            return _publish([contenu], par, le or timezone.now())[0]
    except IntegrityError:
        raise Refus("Ce code vient d’être pris.", {"code": PRIS}) from None


def withdraw_fiche(*, fiche: Fiche, par: Compte, le: datetime | None = None) -> Fiche:
    """The answer is shown no more; its versions stay. Raises `Interdit`, and `Refus` when it is not in force."""
    require_droit("editer_aide", role_of(par))
    with transaction.atomic():
        courante = Fiche.objects.select_for_update().filter(pk=fiche.pk, courante=True, retiree=False).first()
        if courante is None:
            raise Refus("Cette version n’est plus en vigueur : rechargez la page.")
        Fiche.objects.filter(pk=fiche.pk).update(retiree=True)
        index_fiches(fiches=(), retirees=[fiche.pk])
    fiche.retiree = True
    return fiche


def publish_aide(*, dossier: Path = FIXTURES, le: datetime | None = None) -> int:
    """Publishes what is new in a folder; returns how many answers were. One published once is not published again, and
    what an administrator has published or withdrawn stands, whatever the folder says since. Raises
    `ReferentielInvalide`.
    """
    aide = aide_of(dossier)
    contenus = {_digest(contenu): contenu for contenu in (contenu_of(fiche, aide) for fiche in aide.fiches)}
    connues = set(Fiche.objects.filter(sha256__in=list(contenus)).order_by("pk").values_list("sha256", flat=True))
    tenues = set(_kept_by_people().values_list("code", flat=True))
    neufs = [c for sha256, c in contenus.items() if sha256 not in connues and c.code not in tenues]
    reindex_fiches()
    with transaction.atomic():
        _publish(neufs, None, le or timezone.now())
    return len(neufs)


def _kept_by_people() -> QuerySet[Fiche]:
    """The answers that an administrator has written or withdrawn."""
    return Fiche.objects.filter(Q(publie_par__isnull=False) | Q(retiree=True), courante=True).order_by("code")


def _digest(contenu: Contenu) -> str:
    return digest(contenu.canonical())


def _lock(code: str) -> Fiche | None:
    """The answer in force, once nobody else is publishing it: who waited for the lock reads it afresh."""
    list(Fiche.objects.select_for_update().filter(code=code, courante=True).order_by("pk"))
    return fiches_courantes().filter(code=code).first()


def _require_version(lue: int, courante: Fiche | None) -> None:
    if courante and not lue:
        raise Refus("Ce code est déjà pris.", {"code": PRIS})
    if courante and courante.version != lue:
        raise Perime(ENTRE_TEMPS.format(courante.version))
    if lue and courante is None:
        raise Perime("Cette réponse a été retirée pendant votre saisie.")


def _publish(contenus: Iterable[Contenu], par: Compte | None, le: datetime) -> list[Fiche]:
    contenus = list(contenus)
    if not contenus:
        return []
    codes = [contenu.code for contenu in contenus]
    dernieres = _last_versions(codes)
    anciennes = Fiche.objects.filter(code__in=codes, courante=True)
    retirees = list(anciennes.order_by("pk").values_list("pk", flat=True))
    anciennes.update(courante=False)
    fiches = [_row(contenu, dernieres.get(contenu.code, 0) + 1, par, le) for contenu in contenus]
    Fiche.objects.bulk_create(fiches, batch_size=LOT)
    paires = zip(fiches, contenus, strict=True)
    Appui.objects.bulk_create(
        [Appui(fiche=f, exigence=code) for f, c in paires for code in dict.fromkeys(c.exigences)], batch_size=LOT
    )
    index_fiches(fiches=fiches, retirees=retirees)
    return fiches


def _last_versions(codes: Iterable[str]) -> dict[str, int]:
    versions = Fiche.objects.filter(code__in=codes).values_list("code").annotate(derniere=Max("version"))
    return dict(versions.order_by("code"))


def _row(contenu: Contenu, version: int, par: Compte | None, le: datetime) -> Fiche:
    return Fiche(
        code=contenu.code,
        version=version,
        sujet=contenu.sujet or contenu.code,
        question=contenu.question,
        essentiel=contenu.essentiel,
        texte=contenu.texte,
        formulations=list(contenu.formulations),
        portee=contenu.portee,
        difference=contenu.difference,
        sources=[list(source) for source in contenu.sources],
        outil=contenu.outil,
        certitude=contenu.certitude,
        responsable=contenu.responsable,
        revoir_le=contenu.revoir_le,
        sha256=_digest(contenu),
        publie_par=par,
        publie_le=le,
    )
