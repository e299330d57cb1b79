"""What a reviewer looks at: a submission requirement by requirement, what changed since the last, the verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from dossiers.models import Compte, Decision, Dossier, Examen, Piece, Soumission
from dossiers.queries.ailleurs import ailleurs_of
from dossiers.queries.lecture_examen import LectureExamen, examined_lecture
from dossiers.queries.ligne_examen import Donne, LigneExamen, LigneQuestion
from dossiers.queries.perimetre import Introuvable, piece_of
from dossiers.queries.piece import as_rules, lecture_of, with_lecture
from dossiers.queries.rejeu import replays_of
from dossiers.queries.situation import depot_of
from dossiers.referentiel.exigence import Exigence, Kind
from dossiers.referentiel.question import Question
from dossiers.rules import situation as rules
from dossiers.rules.champ import answers_of, sent_verdicts
from dossiers.rules.dispense import Dispense, in_force
from dossiers.rules.exigence import Valeur, Verdict
from dossiers.rules.ligne import EtatLigne, exigence_ligne
from dossiers.rules.parcours import Etat
from dossiers.rules.retenue import barred_because
from dossiers.rules.statut import Seuil, compare_statut
from dossiers.rules.suite import uuids_of, uuids_submitted

# A reading that has not come by then may never come: it holds nothing back any more.
LECTURE_PROCHE = timedelta(minutes=5)
CONTRADICTIONS = (EtatLigne.INVALIDE, EtatLigne.CONTRADICTOIRE)


@dataclass(frozen=True)
class Instruction:
    """A submission as its reviewer sees it. `disparues`: what the previous round held and this one has not to;
    `documents`: those of the decisions rendered on this dossier, the latest first.
    """

    soumission: Soumission
    questions: tuple[LigneQuestion, ...]
    lignes: tuple[LigneExamen, ...]
    disparues: tuple[str, ...] = ()
    documents: tuple[Decision, ...] = ()

    @property
    def a_examiner(self) -> tuple[LigneExamen, ...]:
        """What a verdict is to be given on: what is waived has none."""
        return tuple(ligne for ligne in self.lignes if not ligne.dispense)

    @property
    def restantes(self) -> int:
        """How many requirements have no verdict yet."""
        return sum(ligne.examen is None for ligne in self.a_examiner)

    @property
    def claires(self) -> tuple[LigneExamen, ...]:
        """What has no verdict yet and calls for no second look: it may be accepted at once."""
        return tuple(ligne for ligne in self.a_examiner if ligne.examen is None and not ligne.douteuse)

    @property
    def nette(self) -> bool:
        """True when nothing is contested and all that is left may be accepted at once."""
        return not self.contestees and len(self.claires) == self.restantes

    @property
    def attentions(self) -> tuple[LigneExamen, ...]:
        """What the rules see something in."""
        return tuple(ligne for ligne in self.lignes if ligne.douteuse)

    @property
    def modifiees(self) -> tuple[LigneExamen, ...]:
        """What this round brings."""
        return tuple(ligne for ligne in self.lignes if ligne.nouveaute)

    @property
    def contestees(self) -> int:
        """How many requirements are to correct, as far as verdicts are kept."""
        return sum(ligne.examen is not None and ligne.examen.verdict == "a_corriger" for ligne in self.a_examiner)


def instruction_of(dossier: Dossier, situation: rules.Situation) -> Instruction | None:
    """The latest submission of a dossier, whatever the étape it has reached since; None before any.

    Nothing of the éditeur's draft is in it. Three queries, two of `ailleurs_of`, and those of `replays_of` for each
    file.
    """
    envoyees = dossier.soumissions.select_related("par", "decidee_par", "document__revoquee_par")
    soumissions = list(envoyees.order_by("etape", "tour"))
    if not soumissions:
        return None
    soumission = soumissions[-1]
    precedente = next((s for s in soumissions if (s.etape, s.tour) == (soumission.etape, soumission.tour - 1)), None)
    pieces = _pieces(dossier, [s for s in (precedente, soumission) if s])
    examens = _examens(soumission)
    vue = as_submitted(situation, soumission, pieces)
    dispenses = waived_of(situation, soumission)
    lues = tuple(_line(verdict, vue, soumission, precedente, pieces, examens) for verdict in sent_verdicts(vue))
    ailleurs = ailleurs_of(dossier, [(ligne.exigence, ligne.donne.valeur) for ligne in lues])
    lignes = tuple(replace(x, dispense=dispenses.get(x.code), connus=ailleurs[x.code]) for x in lues)
    return Instruction(
        soumission=soumission,
        questions=_questions(vue, soumission, precedente),
        lignes=lignes,
        disparues=_gone(vue, precedente, {x.code for x in lignes}),
        documents=tuple(s.acte for s in reversed(soumissions) if s.acte),
    )


def waived_of(situation: rules.Situation, soumission: Soumission) -> dict[str, Dispense]:
    """What this submission was sent without, and what was waived when it was decided (now, while it is not)."""
    tenues = in_force(situation.accordees, soumission.decidee_le or situation.le)
    return tenues | depot_of(soumission).dispensees


def as_submitted(situation: rules.Situation, soumission: Soumission, pieces: Mapping[str, Piece]) -> rules.Situation:
    """The same dossier at the moment it was sent: nothing typed or deposited since, nor before, is in it."""
    contenu = soumission.contenu
    deposees = {
        code: tuple(as_rules(fichier, soumission.le) for fichier in _files(contenu, code, pieces))
        for code in contenu["pieces"]
    }
    return replace(
        situation,
        le=soumission.le,
        etape=soumission.etape,
        etat=Etat.SOUMISE,
        reponses=contenu["reponses"],
        pieces={code: fichiers[0] for code, fichiers in deposees.items() if fichiers},
        suites={code: fichiers[1:] for code, fichiers in deposees.items() if fichiers[1:]},
        depot=depot_of(soumission),
        contestees=frozenset(),
    )


def submitted_piece_of(compte: Compte, dossier: UUID, piece: UUID) -> Piece:
    """A proof that was sent to the ANS. Raises `Introuvable` for one that is still a draft."""
    trouvee = piece_of(compte, dossier, piece)
    contenus = Soumission.objects.filter(dossier=trouvee.dossier).order_by("pk").values_list("contenu", flat=True)
    if not any(str(piece) in uuids_submitted(contenu) for contenu in contenus):
        raise Introuvable("Cette pièce n’a pas été envoyée à l’ANS.")
    return trouvee


def _pieces(dossier: Dossier, soumissions: list[Soumission]) -> dict[str, Piece]:
    uuids = {uuid for soumission in soumissions for uuid in uuids_submitted(soumission.contenu)}
    trouvees = Piece.objects.filter(dossier=dossier, uuid__in=sorted(uuids)).select_related("deposee_par", "dossier")
    return {str(piece.uuid): piece for piece in with_lecture(trouvees).order_by("pk")}


def _files(contenu: Mapping, code: str, pieces: Mapping[str, Piece]) -> tuple[Piece, ...]:
    return tuple(pieces[uuid] for uuid in uuids_of(contenu, code) if uuid in pieces)


def _examens(soumission: Soumission) -> list[Examen]:
    """The verdicts of all the rounds of its étape, in the order of the rounds."""
    du_dossier = Examen.objects.filter(soumission__dossier=soumission.dossier_id, soumission__etape=soumission.etape)
    return list(du_dossier.select_related("par", "soumission").order_by("soumission__tour", "pk"))


def _questions(vue, soumission: Soumission, precedente: Soumission | None) -> tuple[LigneQuestion, ...]:
    ici = soumission.contenu["reponses"]
    avant = precedente.contenu["reponses"] if precedente else {}
    return tuple(
        LigneQuestion(
            question,
            _choice(question, ici[question.code]),
            _choice(question, avant[question.code])
            if avant.get(question.code, ici[question.code]) != ici[question.code]
            else None,
        )
        for question in vue.dispositif.questions_de(soumission.etape)
        if question.code in ici
    )


def _choice(question: Question, valeur: str) -> str:
    return next((choix.libelle for choix in question.reponses if choix.code == valeur), valeur)


def _line(
    verdict: Verdict,
    vue: rules.Situation,
    soumission: Soumission,
    precedente: Soumission | None,
    pieces: Mapping[str, Piece],
    examens: list[Examen],
) -> LigneExamen:
    exigence = verdict.exigence
    donne, avant = _given(exigence, soumission, pieces), precedente and _given(exigence, precedente, pieces)
    siens = [examen for examen in examens if examen.exigence == exigence.code]
    examen = next((e for e in siens if e.soumission_id == soumission.pk), None)
    ancien = next((e for e in siens if precedente and e.soumission_id == precedente.pk), None)
    existait = avant is not None and bool(avant.valeur or avant.piece)
    return LigneExamen(
        verdict=verdict,
        donne=donne,
        avant=avant if existait and _differ(avant, donne) else None,
        nouvelle=precedente is not None and not existait and verdict.valeur is Valeur.OUI,
        seuil=_threshold(exigence, donne.valeur, vue),
        minimum=vue.dispositif.commun.echelle.statut(exigence.lecture.statut_min).libelle if exigence.lecture else "",
        alertes=_warnings(verdict, vue, donne.fichiers),
        examen=examen,
        origine=max((e.soumission.tour for e in siens if not e.repris), default=0) if examen else 0,
        lecture=examined_lecture(exigence, vue, donne.fichiers),
        lecture_avant=_read_before(exigence, vue, precedente, pieces) if existait else None,
        rejeux=tuple(rejeu for fichier in donne.fichiers for rejeu in replays_of(fichier)),
        contestee=ancien if ancien and ancien.verdict == Examen.Verdict.A_CORRIGER else None,
    )


def _given(exigence: Exigence, soumission: Soumission, pieces: Mapping[str, Piece]) -> Donne:
    contenu = soumission.contenu
    valeurs = [contenu["reponses"].get(code, "") for code in answers_of(exigence)]
    premier, *suite = _files(contenu, exigence.code, pieces) or (None,)
    return Donne(soumission.tour, " ".join(valeur for valeur in valeurs if valeur), premier, tuple(suite))


def _read_before(exigence: Exigence, vue: rules.Situation, precedente: Soumission, pieces) -> LectureExamen | None:
    """What the machine read on the proof of the previous round."""
    if exigence.lecture is None:
        return None
    return examined_lecture(
        exigence, as_submitted(vue, precedente, pieces), _files(precedente.contenu, exigence.code, pieces)
    )


def _differ(avant: Donne, donne: Donne) -> bool:
    return (avant.valeur, avant.empreintes) != (donne.valeur, donne.empreintes)


def _threshold(exigence: Exigence, statut: str, vue: rules.Situation) -> Seuil | None:
    if exigence.lecture is None:
        return None
    return compare_statut(statut, exigence.lecture.statut_min, vue.dispositif.commun.echelle)


def _warnings(verdict: Verdict, vue: rules.Situation, deposees: tuple[Piece, ...]) -> tuple[str, ...]:
    """What the rules see in a typed value; of a proof, whether it may be seen and opens (its status is shown apart)."""
    if verdict.exigence.kind is Kind.PIECE:
        barrees = [barred_because(fichier.garde) for fichier in deposees]
        illisibles = [fichier.nom for fichier in vue.files_of(verdict.exigence.code) if fichier.illisible]
        phrases = tuple(f"Le fichier « {nom} » ne s’ouvre pas." for nom in illisibles)
        return tuple(dict.fromkeys(filter(None, barrees))) or phrases or _being_read(deposees)
    ligne = exigence_ligne(verdict, vue)
    return (ligne.phrase,) if ligne.etat in CONTRADICTIONS else ()


def _being_read(deposees: tuple[Piece, ...]) -> tuple[str, ...]:
    """A proof sent as soon as it was given: nobody accepts it at once while the machine still reads it."""
    lecture = lecture_of(deposees[0]) if deposees else None
    en_cours = lecture is not None and lecture.en_route and timezone.now() - lecture.demandee_le < LECTURE_PROCHE
    return ("Cette preuve est en cours de lecture\u00a0: rechargez la page dans un instant.",) if en_cours else ()


def _gone(vue: rules.Situation, precedente: Soumission | None, codes: set[str]) -> tuple[str, ...]:
    """The labels of what the previous round held and that is no longer required."""
    if precedente is None:
        return ()
    contenu = precedente.contenu
    return tuple(
        exigence.libelle
        for exigence in vue.dispositif.exigences_de(precedente.etape)
        if exigence.code not in codes
        and (exigence.code in contenu["pieces"] or any(contenu["reponses"].get(code) for code in answers_of(exigence)))
    )
