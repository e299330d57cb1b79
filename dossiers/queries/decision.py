"""The document of a decision: what it says, how it reads on paper, and what anyone may check of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef

from dossiers.models import Decision, Dossier, Soumission
from dossiers.queries.adresse import absolute_url
from dossiers.queries.bilan import Bilan, LigneBilan
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.decision import Validite, judge_validite, read_code, short_mark
from dossiers.rules.evenement import digest
from dossiers.rules.jour import moment_words

Contenu = dict[str, object]


def decision_content(dossier: Dossier, bilan: Bilan, code: str) -> Contenu:
    """All that the document says, as it is the day the decision is rendered: plain data, moments in UTC.

    `dossier` comes with its company, solution and référentiel; `bilan` is that of a submission that is decided.
    """
    soumission, referentiel = bilan.soumission, dossier.referentiel
    dispositif = dispositif_of(referentiel)
    return {
        "code": code,
        "decision": soumission.decision,
        "motif": soumission.decision_motif,
        "par": str(soumission.decidee_par),
        "le": _moment(soumission.decidee_le),
        "editeur": {"nom": dossier.editeur.raison_sociale, "siren": dossier.editeur.siren},
        "solution": str(dossier.solution),
        "dossier": dossier.reference,
        "etape": {"numero": soumission.etape, "libelle": dispositif.etape(soumission.etape).libelle},
        "dispositif": {"code": dispositif.code, "libelle": dispositif.libelle},
        "referentiel": {"version": referentiel.version, "sha256": referentiel.sha256},
        "envoi": {
            "recepisse": soumission.numero,
            "par": str(soumission.par),
            "le": _moment(soumission.le),
            "sha256": soumission.sha256,
        },
        "exigences": [_exigence(ligne, dispositif) for ligne in bilan.lignes if ligne.examen or ligne.dispensee],
        "convention": dossier.nil_convention if soumission.decision == Soumission.Decision.VALIDER else "",
    }


def decision_data(decision: Decision) -> Contenu:
    """What the document shows: its content with the dates in words (of Paris), its digest, and the address that its QR
    code opens.
    """
    contenu = decision.contenu
    return {
        **contenu,
        "numero": decision.numero,
        "le": moment_words(datetime.fromisoformat(contenu["le"])),
        "envoi": {**contenu["envoi"], "le": moment_words(datetime.fromisoformat(contenu["envoi"]["le"]))},
        "sha256": decision.sha256,
        "adresse": verification_url(decision),
        "page": absolute_url("decision"),
        "revoquee": moment_words(decision.revoquee_le) if decision.revoquee_le else "",
        "demonstration": settings.DEMONSTRATION,
    }


def verification_url(decision: Decision) -> str:
    """The address of the QR code: the number, and the beginning of the digest of what the document says."""
    return absolute_url("decision_empreinte", decision.numero, short_mark(decision.sha256))


@dataclass(frozen=True)
class Verification:
    """What a visitor is told; `decision` is None when nothing of it may be shown."""

    validite: Validite
    decision: Decision | None = None


def verification_of(numero: str, empreinte: str = "") -> Verification:
    """What is known of the decision of that number, as typed or read from the QR code. One query."""
    suivante = Soumission.objects.filter(
        dossier=OuterRef("soumission__dossier"), etape=OuterRef("etape"), tour__gt=OuterRef("soumission__tour")
    )
    code = read_code(numero)
    decision = Decision.objects.filter(code=code).annotate(remplacee=Exists(suivante)).first() if code else None
    if decision is None:
        return Verification(Validite.INCONNUE)
    validite = judge_validite(
        sha256=decision.sha256,
        calcul=digest(decision.contenu),
        empreinte=empreinte.lower(),
        revoquee=decision.revoquee_le is not None,
        remplacee=decision.remplacee,
    )
    return Verification(validite, None if validite is Validite.ALTEREE else decision)


def decision_of(dossier: Dossier, tour: int, etape: int) -> Decision:
    """The document of one round of a dossier that the person may see. Raises `Introuvable` while there is none."""
    rendues = Decision.objects.select_related("soumission__dossier", "revoquee_par")
    trouvee = rendues.filter(soumission__dossier=dossier, soumission__etape=etape, soumission__tour=tour).first()
    if trouvee is None:
        raise Introuvable("Cette décision n’existe pas.")
    return trouvee


def undocumented_soumissions():
    """The submissions that are decided and have no document."""
    decidees = Soumission.objects.filter(document=None, decidee_le__isnull=False, dossier__formation=False)
    return decidees.select_related("dossier", "par", "decidee_par").order_by("decidee_le", "pk")


def _moment(le: datetime) -> str:
    """In UTC: the same text whether it comes from the geste or from the database."""
    return le.astimezone(UTC).isoformat()


def _exigence(ligne: LigneBilan, dispositif: Dispositif) -> Contenu:
    """One requirement: what was given, the verdict and its reason, the text it comes from, each file's digest."""
    source = dispositif.commun.source(ligne.exigence.reference)
    return {
        "libelle": ligne.libelle,
        "valeur": ligne.statut if ligne.piece else ligne.valeur,
        "verdict": "dispensee" if ligne.dispensee else ligne.examen.verdict,
        "motif": "" if ligne.dispensee else ligne.examen.motif,
        "source": source.titre if source else ligne.exigence.reference,
        "pieces": [{"nom": piece.nom, "sha256": piece.sha256} for piece in ligne.fichiers],
    }
