"""Publishes answers of the help: a new row each time, the former one kept and no longer in force."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dossiers.actions.vocable import index_fiches, reindex_fiches
from dossiers.models import Appui, Compte, Fiche
from dossiers.queries.aide import FIXTURES, aide_of
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.evenement import digest
from dossiers.rules.fiche import Contenu, contenu_of, faults_of
from dossiers.rules.refus import Refus

LOT = 200


@transaction.atomic
def publish_fiche(*, contenu: Contenu, par: Compte | None, le: datetime | None = None) -> Fiche:
    """A new version of an answer, or the one in force when nothing in it changed. `par` None: the machine itself.

    Raises `Interdit` for someone who may not edit the help; `Refus` with a sentence for each field at fault.
    """
    if par is not None:
        require_droit("editer_aide", role_of(par))
    if fautes := faults_of(contenu):
        raise Refus("Cette réponse ne peut pas être publiée telle quelle.", fautes)
    courante = Fiche.objects.select_for_update().filter(code=contenu.code, courante=True).first()
    if courante and not courante.retiree and courante.sha256 == _digest(contenu):
        return courante
    return _publish([contenu], par, le or timezone.now())[0]


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
    """Publishes what is new in a folder; returns how many answers were. One published once is not published again:
    what an administrator has published since stands. Raises `ReferentielInvalide`.
    """
    aide = aide_of(dossier)
    contenus = {_digest(contenu): contenu for contenu in (contenu_of(fiche, aide) for fiche in aide.fiches)}
    connues = set(Fiche.objects.filter(sha256__in=list(contenus)).order_by("pk").values_list("sha256", flat=True))
    neufs = [contenu for sha256, contenu in contenus.items() if sha256 not in connues]
    reindex_fiches()
    with transaction.atomic():
        _publish(neufs, None, le or timezone.now())
    return len(neufs)


def _digest(contenu: Contenu) -> str:
    return digest(contenu.canonical())


def _publish(contenus: Iterable[Contenu], par: Compte | None, le: datetime) -> list[Fiche]:
    contenus = list(contenus)
    if not contenus:
        return []
    codes = [contenu.code for contenu in contenus]
    versions = Fiche.objects.filter(code__in=codes).values_list("code").annotate(derniere=Max("version"))
    dernieres = dict(versions.order_by("code"))
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
