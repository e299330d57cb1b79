"""What tests are made of. Each factory makes one thing, with plain values said here, and goes through the actions.

dossier = make_dossier()                     étape 1 open, of a new company with a mandataire
dossier = make_dossier(etape=2)              charte accepted
dossier = make_ready(make_dossier(etape=2))  nothing left to fill (no montage, financed)
dossier = make_submitted()                   étape 2 sent to the ANS
"""

import io
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from dossiers.actions.avis import ask_avis
from dossiers.actions.charte import accept_charte
from dossiers.actions.dossier import create_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.lot import complete_lot, prepare_lot
from dossiers.actions.message import write_message
from dossiers.actions.piece import deposit_piece, deposit_pieces
from dossiers.actions.referentiel import FIXTURES, publish_referentiel
from dossiers.actions.reponse import save_reponses
from dossiers.models import (
    Appartenance,
    Avis,
    Compte,
    Dispense,
    Dossier,
    Editeur,
    Envoi,
    Lot,
    Message,
    Piece,
    Referentiel,
)
from dossiers.rules.dispense import end_of
from dossiers.rules.situation import Examen

PARIS = ZoneInfo("Europe/Paris")
# A Monday, at ten in the morning.
LUNDI = datetime(2026, 3, 2, 10, 0, tzinfo=PARIS)
MOT_DE_PASSE = "un-mot-de-passe-de-test"
LGC = "DSR-MDV-LGC-Va2"
LGC_VA1 = "DSR-MDV-LGC-Va1"
SIRENS = ("732829320", "552100554", "542065479", "780129987", "443061841", "572015246", "383474814", "542107651")
REPONSES = {
    "montage": "non",
    "nie": "00123",
    "nil": "456-A",
    "statut_cnda": "Pré-examen",
    "versions_obsoletes": "néant",
}
# The pictures drawn here so far: all of them open.
DESSINEES: set[bytes] = set()
_rang = count(1)


def make_compte(courriel: str | None = None, **champs) -> Compte:
    """A person of no company; `role_ans` makes one of the ANS."""
    rang = next(_rang)
    champs = {"prenom": "Personne", "nom": f"N{rang}", **champs}
    return Compte.objects.create_user(courriel or f"personne{rang}@exemple.fr", MOT_DE_PASSE, **champs)


def make_instructeur(**champs) -> Compte:
    return make_compte(role_ans="instructeur", **champs)


def make_administrateur(**champs) -> Compte:
    return make_compte(role_ans="administrateur", **champs)


def make_editeur(raison_sociale: str | None = None, siren: str | None = None) -> Editeur:
    rang = Editeur.objects.count()
    return Editeur.objects.create(
        raison_sociale=raison_sociale or f"Éditeur {rang + 1}", siren=siren or SIRENS[rang % len(SIRENS)]
    )


def make_membre(editeur: Editeur | None = None, role: str = "mandataire", **champs) -> Compte:
    """A person of a company (a new one unless given)."""
    compte = make_compte(**champs)
    Appartenance.objects.create(compte=compte, editeur=editeur or make_editeur(), role=role)
    return compte


@lru_cache
def _fixture(nom: str) -> str:
    return (FIXTURES / nom).read_text(encoding="utf-8")


def make_referentiel(code: str = LGC) -> Referentiel:
    """The fixture of that dispositif, published."""
    publie = Referentiel.objects.filter(code=code).order_by("-version").first()
    return publie or publish_referentiel(
        commun=_fixture("commun.toml"), texte=_fixture(f"{code.lower()}.toml"), par=None, le=LUNDI
    )


def make_dossier(
    par: Compte | None = None,
    *,
    etape: int = 1,
    code: str = LGC,
    le: datetime = LUNDI,
    nom: str | None = None,
    **champs,
) -> Dossier:
    """A dossier at étape 1 or 2."""
    par = par or make_membre()
    champs = {"version_majeure": "1", "financement": True, **champs}
    dossier = create_dossier(
        referentiel=make_referentiel(code), nom=nom or f"Logiciel {next(_rang)}", par=par, le=le, **champs
    )
    if etape == 2:
        accept_charte(dossier=dossier, acceptee=True, par=par, le=le)
    return fresh(dossier)


def picture(genre: str = "PNG", taille: tuple[int, int] = (320, 200), couleur: str = "white") -> bytes:
    """The bytes of a plain picture."""
    octets = io.BytesIO()
    Image.new("RGB", taille, couleur).save(octets, genre)
    DESSINEES.add(octets.getvalue())
    return octets.getvalue()


def upload(nom: str = "cnda.png", contenu: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, picture() if contenu is None else contenu)


def make_piece(dossier: Dossier, exigence: str = "preuve_cnda", le: datetime = LUNDI, **champs) -> Piece:
    return deposit_piece(dossier=dossier, exigence=exigence, fichier=upload(**champs), par=dossier.cree_par, le=le)


COULEURS = ("red", "green", "blue", "black", "gray", "pink")


def make_pieces(dossier: Dossier, nombre: int = 2, *, ajout: bool = False, le: datetime = LUNDI) -> list[Piece]:
    """A proof of several pictures, « red.png », « green.png »… With `ajout` they follow the one in place."""
    fichiers = [upload(f"{couleur}.png", picture(couleur=couleur)) for couleur in COULEURS[:nombre]]
    return deposit_pieces(
        dossier=dossier, exigence="preuve_cnda", fichiers=fichiers, par=dossier.cree_par, le=le, ajout=ajout
    )


def make_ready(dossier: Dossier, le: datetime = LUNDI, **reponses) -> Dossier:
    """The same dossier with nothing left to fill: no montage, own NIL, proof at Pré-examen."""
    save_reponses(dossier=dossier, valeurs={**REPONSES, **reponses}, par=dossier.cree_par, le=le)
    make_piece(dossier, le=le)
    return fresh(dossier)


def make_submitted(par: Compte | None = None, le: datetime = LUNDI, **champs) -> Dossier:
    dossier = make_ready(make_dossier(par, etape=2, le=le, **champs), le=le)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=le)
    return fresh(dossier)


def make_net(par: Compte, couleur: str = "red", le: datetime = LUNDI, nil: str = "", **champs) -> Dossier:
    """A submitted dossier with a picture and a NIL of its own: clean, once its company has sent another before."""
    dossier = make_dossier(par, etape=2, le=le, **champs)
    save_reponses(dossier=dossier, valeurs={**REPONSES, "nil": nil or f"{dossier.pk}-N"}, par=par, le=le)
    make_piece(dossier, contenu=picture(couleur=couleur), le=le)
    submit_etape(dossier=dossier, par=par, le=le)
    return fresh(dossier)


def verdicts(**autres: tuple[str, str]) -> dict[str, Examen]:
    """All conforme for a dossier of `make_ready`, but for those given: code=(verdict, motif)."""
    codes = dict.fromkeys(("nie", "nil", "preuve_cnda", "versions_obsoletes"), ("conforme", "")) | autres
    return {code: Examen(code, verdict, motif) for code, (verdict, motif) in codes.items()}


def make_proposed(
    decision: str = "refuser", par: Compte | None = None, le: datetime = LUNDI, membre: Compte | None = None, **champs
) -> Dossier:
    """A dossier (of `membre`) for which `par` proposes a refusal: it waits for a second reader."""
    return _decide(make_submitted(membre, le=le, **champs), decision, par or make_instructeur(), le)


def make_decided(
    decision: str = "valider", par: Compte | None = None, le: datetime = LUNDI, membre: Compte | None = None, **champs
) -> Dossier:
    """A dossier (of `membre`) whose étape 2 is decided (by `par`); unless validated, its proof is contested. A refusal
    was proposed by someone else first.
    """
    if decision == "refuser":
        dossier = make_proposed(le=le, membre=membre, **champs)
    else:
        dossier = make_submitted(membre, le=le, **champs)
    return _decide(dossier, decision, par or make_instructeur(), le)


def _decide(dossier: Dossier, decision: str, par: Compte, le: datetime) -> Dossier:
    autres = {} if decision == "valider" else {"preuve_cnda": ("a_corriger", "La copie d’écran est coupée.")}
    examens = verdicts(**autres)
    decide_etape(dossier=dossier, decision=decision, examens=examens, version=dossier.version, par=par, le=le)
    return fresh(dossier)


def make_failure(compte: Compte, le: datetime = LUNDI) -> Envoi:
    """A mail that could not be delivered to that person."""
    champs = {"genre": "recepisse", "a_partir_de": le, "cree_le": le, "etat": "echec", "essais": 14}
    return Envoi.objects.create(cle=f"echec:{compte.pk}", destinataire=compte, **champs)


def make_dispense(
    dossier: Dossier, exigence: str = "nil", le: datetime = LUNDI, jours: int | None = 30, **champs
) -> Dispense:
    """A waiver of this dossier (or of the scope given), its row alone: until so many days later; None without term."""
    portee = champs if set(champs) & {"editeur", "solution"} else {"dossier": dossier}
    return Dispense.objects.create(
        **{
            "origine": dossier,
            "exigence": exigence,
            "motif": "Sans objet cette année.",
            "accordee_par": champs.pop("par", None) or make_administrateur(),
            "le": le,
            "expire_le": end_of(le.date() + timedelta(days=jours)) if jours is not None else None,
            **portee,
            **champs,
        }
    )


def make_avis(dossier: Dossier | None = None, par: Compte | None = None, le: datetime = LUNDI, **champs) -> Avis:
    """An opinion asked of Jeanne Expert on all the proofs of a dossier (a submitted one unless given)."""
    dossier = dossier or make_submitted()
    champs = {"nom": "Jeanne Expert", "courriel": "jeanne@exemple.fr", "question": "Est-ce bien lui ?", **champs}
    pieces = champs.pop("pieces", None) or [str(piece.uuid) for piece in dossier.pieces.order_by("pk")]
    return ask_avis(dossier=dossier, pieces=pieces, par=par or make_instructeur(), le=le, **champs)


def make_message(dossier: Dossier, par: Compte | None = None, le: datetime = LUNDI, **champs) -> Message:
    """A message of the dossier's own éditeur, unless `par` is given."""
    champs = {"objet": "Mon NIL", "texte": "Où ?", "contexte": [], **champs}
    return write_message(dossier=dossier, par=par or dossier.cree_par, le=le, **champs)


def make_lot(genre: str, dossiers: list[Dossier], par: Compte, **parametres: str) -> Lot:
    """A lot that is complete, and not started."""
    lot = prepare_lot(dossiers=dossiers, genre=genre, par=par, le=LUNDI)
    if parametres:
        complete_lot(lot=lot, parametres=parametres, par=par)
    return lot


def fresh(dossier: Dossier) -> Dossier:
    """The same dossier read again."""
    return Dossier.objects.select_related(
        "editeur", "solution", "referentiel", "referent", "calendrier", "cree_par"
    ).get(pk=dossier.pk)
