"""A year of simulated days: people act, leave and come back, limits move, clocks change; the promises hold every day.

Nobody is reminded twice of an item at a rung, nor once it is settled, nor at night, on a weekend or a holiday, nor by
two ordinary mails a day; and whatever is left missing long enough has been reminded.
"""

import os
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache

import holidays
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from dossiers.actions.calendrier import sweep_calendriers
from dossiers.actions.dossier import take_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.preference import set_relances
from dossiers.actions.referentiel import FIXTURES, publish_referentiel
from dossiers.actions.relance import ask_relance, sweep_relances
from dossiers.actions.reponse import save_reponses
from dossiers.actions.suspension import suspend_relances
from dossiers.models import Appartenance, Compte, Dossier, Envoi, Relance
from dossiers.queries.relance import pending_relances
from dossiers.queries.situation import situation_of
from dossiers.rules.parcours import A_L_EDITEUR
from dossiers.rules.refus import Refus
from dossiers.rules.relance import awaited_items
from tests.factories import (
    PARIS,
    fresh,
    make_administrateur,
    make_dossier,
    make_instructeur,
    make_membre,
    make_ready,
    verdicts,
)

pytestmark = [pytest.mark.annee, pytest.mark.django_db, pytest.mark.xdist_group("annee")]
LONGUE = os.environ.get("PANNES") == "longues"
DRIMBOX = "DSR-IMG-DB-Va2"
# A Wednesday: the year holds both changes of hour, and every holiday.
DEBUT = datetime(2025, 10, 1, 8, 0, tzinfo=PARIS)
JOURS = 365
FERIES = holidays.country_holidays("FR", years=[2025, 2026])
HEURES = (3, 9, 12, 20)
# Of the éditeur, then of the ANS. Who is away cannot act: an act that is not possible then does nothing.
CHEZ_L_EDITEUR = ("repond", "complete", "envoie", "refuse", "accepte")
A_L_ANS = ("conteste", "prend", "suspend", "relance")
ABSENCES = ("absence", "retour", "depart", "arrivee", "conge", "reprise", "conge_ans", "reprise_ans")
ACTES = (*CHEZ_L_EDITEUR, *A_L_ANS, *ABSENCES, "deplace")
JOUR_DE_L_ANNEE = st.integers(0, JOURS - 1)
actes = st.lists(st.tuples(JOUR_DE_L_ANNEE, st.sampled_from(ACTES), st.integers(0, 3)), max_size=25)
# Dispositif, day of the opening, étape, whether nothing is left to fill.
mondes = st.lists(
    st.tuples(
        st.sampled_from(("DSR-MDV-LGC-Va2", DRIMBOX)), st.integers(0, 250), st.sampled_from((1, 2)), st.booleans()
    ),
    min_size=1,
    max_size=4,
)
TROIS = [("DSR-MDV-LGC-Va2", 0, 2, False), (DRIMBOX, 0, 2, False), (DRIMBOX, 0, 2, False)]
# The second is the Monday after clocks went forward: its 48 hours begin on the other side.
LIMITES = ("2026-01-14T12:00:00", "2026-03-30T12:00:00", "2026-06-15T14:00:00")


@lru_cache
def text_of(nom: str) -> str:
    return (FIXTURES / nom).read_text(encoding="utf-8")


def publish(limite: str, le: datetime) -> None:
    texte = text_of(f"{DRIMBOX.lower()}.toml").replace("2025-09-10T12:00:00", limite)
    publish_referentiel(commun=text_of("commun.toml"), texte=texte, par=None, le=le)


class Annee:
    """The dossiers of a company of two people, their reviewer, and an administrator who never leaves."""

    def __init__(self, mailoutbox: list, monde: list) -> None:
        self.boite, self.le = mailoutbox, DEBUT
        publish(LIMITES[0], DEBUT)
        self.moi = make_membre()
        self.collegue = make_membre(self.moi.appartenances.get().editeur, "salarie")
        self.editeur = self.moi.appartenances.get().editeur
        self.instructeur, self.admin = make_instructeur(), make_administrateur()
        self.ouvertures: dict[int, list] = {}
        for code, jour, etape, pret in monde:
            self.ouvertures.setdefault(jour, []).append((code, etape, pret))
        self.dossiers: list[Dossier] = []
        self.partis: Counter = Counter()

    def run(self, suite: list) -> None:
        prevus: dict[int, list] = {}
        for jour, acte, rang in suite:
            prevus.setdefault(jour, []).append((acte, rang))
        for jour in range(JOURS):
            self.le = at(jour, 10)
            for ouverture in self.ouvertures.get(jour, []):
                self.ouvre(*ouverture)
            for acte, rang in prevus.get(jour, []):
                if self.may(acte) and rang < len(self.dossiers):
                    with suppress(Refus):
                        getattr(self, acte)(fresh(self.dossiers[rang]))
            if self.is_busy(at(jour, 23)):
                for heure in HEURES:
                    self.tick(at(jour, heure))

    def may(self, acte: str) -> bool:
        """Whether whoever does that is there."""
        qui = self.moi if acte in CHEZ_L_EDITEUR else self.instructeur
        return acte in (*ABSENCES, "deplace") or Compte.objects.get(pk=qui.pk).is_active

    def ouvre(self, code: str, etape: int, pret: bool) -> None:
        dossier = make_dossier(self.moi, etape=etape, code=code, le=self.le)
        self.dossiers.append(make_ready(dossier, le=self.le) if pret and etape == 2 else dossier)

    def is_busy(self, soir: datetime) -> bool:
        """Whether the product has anything to do that day: as in the product, a day costs what is due."""
        return (
            Dossier.objects.filter(prochaine_relance__lte=soir).exists()
            or Envoi.objects.filter(etat="attente").exists()
            or pending_relances().exists()
        )

    def tick(self, le: datetime) -> None:
        """A sweep, and what the worker would send."""
        self.le = le
        sweep_relances(le=le)
        attente = Envoi.objects.filter(etat="attente", a_partir_de__lte=le).order_by("pk").values_list("pk", flat=True)
        for pk in list(attente):
            avant = len(self.boite)
            send_envoi(envoi_id=pk, le=le)
            if len(self.boite) > avant:
                self.check(Envoi.objects.get(pk=pk))

    def check(self, envoi: Envoi) -> None:
        """At the very moment a mail leaves."""
        if not envoi.genre.startswith("relance"):
            return
        ici = self.le.astimezone(PARIS)
        assert (ici.weekday() < 5, ici.date() in FERIES, 9 <= ici.hour < 19) == (True, False, True)
        compte = envoi.destinataire
        siens = envoi.relances.order_by().values("dossier__editeur").distinct()
        place = Appartenance.objects.filter(compte=compte, editeur__in=siens).exists()
        assert (compte.is_active, compte.est_ans or place) == (True, True)
        self.partis[(envoi.destinataire_id, ici.date(), bool(envoi.donnees["urgent"]))] += 1
        for relance in envoi.relances.filter(envoyee_le=self.le).select_related("dossier"):
            if relance.sorte != "calendrier":
                attendus = awaited_items(situation_of(fresh(relance.dossier), self.le))
                assert relance.code in attendus

    def repond(self, dossier: Dossier) -> None:
        save_reponses(dossier=dossier, valeurs={"nie": self.le.strftime("%j%H")}, par=self.moi, le=self.le)

    def complete(self, dossier: Dossier) -> None:
        if dossier.etat in A_L_EDITEUR:
            make_ready(dossier, le=self.le)

    def envoie(self, dossier: Dossier) -> None:
        submit_etape(dossier=dossier, par=self.moi, le=self.le)

    def conteste(self, dossier: Dossier) -> None:
        if dossier.etat == "soumise":
            examens = verdicts(preuve_cnda=("a_corriger", "Coupée."))
            champs = {"examens": examens, "version": dossier.version, "par": self.instructeur, "le": self.le}
            decide_etape(dossier=dossier, decision="demander_complements", **champs)

    def prend(self, dossier: Dossier) -> None:
        take_dossier(dossier=dossier, par=self.instructeur, le=self.le)

    def refuse(self, dossier: Dossier) -> None:
        set_relances(sortes=[], par=self.moi)

    def accepte(self, dossier: Dossier) -> None:
        set_relances(sortes=["manque", "echeance", "calendrier"], par=self.moi)

    def absence(self, dossier: Dossier) -> None:
        self.close(self.collegue, True)

    def retour(self, dossier: Dossier) -> None:
        self.close(self.collegue, False)

    def conge(self, dossier: Dossier) -> None:
        self.close(self.moi, True)

    def reprise(self, dossier: Dossier) -> None:
        self.close(self.moi, False)

    def conge_ans(self, dossier: Dossier) -> None:
        self.close(self.instructeur, True)

    def reprise_ans(self, dossier: Dossier) -> None:
        self.close(self.instructeur, False)

    def depart(self, dossier: Dossier) -> None:
        Appartenance.objects.filter(compte=self.collegue).delete()

    def arrivee(self, dossier: Dossier) -> None:
        Appartenance.objects.get_or_create(
            compte=self.collegue, defaults={"editeur": self.editeur, "role": "representant"}
        )

    def close(self, compte: Compte, ferme: bool) -> None:
        Compte.objects.filter(pk=compte.pk).update(is_active=not ferme)

    def suspend(self, dossier: Dossier) -> None:
        jusqu_a = self.le.date() + timedelta(days=20)
        suspend_relances(dossier=dossier, jusqu_a=jusqu_a, motif="Congés.", par=self.instructeur, le=self.le)

    def relance(self, dossier: Dossier) -> None:
        ask_relance(dossier=dossier, par=self.instructeur, le=self.le)

    def deplace(self, dossier: Dossier) -> None:
        publish(LIMITES[self.le.toordinal() % 3], self.le)
        sweep_calendriers(le=self.le)

    def conclude(self) -> None:
        """Nobody twice; one ordinary mail a day, one more when a limit is at hand; nothing left unsaid."""
        envoyes = [message.extra_headers["Message-ID"] for message in self.boite]
        assert len(envoyes) == len(set(envoyes))
        assert set(self.partis.values()) <= {1}
        dites = Relance.objects.filter(envoyee_le__isnull=False)
        cles = list(dites.values_list("dossier", "etape", "tour", "code", "echelon", "destinataire"))
        assert len(cles) == len(set(cles))
        for dossier in map(fresh, self.dossiers):
            situation = situation_of(dossier, self.le)
            calme = max(dossier.activite_le, dossier.attente_le, dossier.suspendues_jusqu_a or dossier.attente_le)
            if self.le - calme > timedelta(days=60):
                ronde = dites.filter(dossier=dossier, etape=situation.etape, tour=situation.tour)
                attendus = set(awaited_items(situation)) - {"decision"}
                assert attendus <= set(ronde.values_list("code", flat=True))


def at(jour: int, heure: int) -> datetime:
    """That hour of Paris that day, whatever the clocks did."""
    return (DEBUT.replace(tzinfo=None) + timedelta(days=jour)).replace(hour=heure, tzinfo=PARIS)


@settings(
    max_examples=60 if LONGUE else 2,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(monde=TROIS, suite=[])
@example(
    monde=[*TROIS, (DRIMBOX, 120, 2, True)],
    suite=[
        *((3, "repond", 1), (10, "prend", 0), (40, "deplace", 0), (60, "absence", 0), (90, "suspend", 1)),
        *((100, "conge", 0), (125, "conge_ans", 0), (150, "reprise", 0), (151, "envoie", 3), (200, "retour", 0)),
        *((240, "depart", 0), (250, "refuse", 0), (300, "deplace", 0)),
    ],
)
@given(monde=mondes, suite=actes)
def test_a_year_of_days(mailoutbox, monde, suite):
    mailoutbox.clear()
    annee = Annee(mailoutbox, monde)
    annee.run(suite)
    annee.conclude()
    Dossier.objects.update(prochaine_relance=None)
    Envoi.objects.update(etat="sans_objet")
    Relance.objects.filter(envoi=None).update(abandonnee=True)
