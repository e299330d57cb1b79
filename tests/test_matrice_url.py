"""Who gets what from every address, by every role, on their own object and on another company's: no cell is left out.

Each row is written by hand; an address without a row fails, so does a row without an address. A role column holds the
status of GET and of an empty POST. The éditeur columns are asserted on their positive cells too: a matrix of refusals
alone would pass on a broken site.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from dossiers.actions.apercu import make_apercu
from dossiers.actions.fiche import publish_aide
from dossiers.actions.motif import publish_motifs
from dossiers.actions.note import write_note
from dossiers.actions.terminologie import publish_terminologies
from dossiers.models import (
    Absence,
    Appartenance,
    Avis,
    Compte,
    Dispense,
    Dossier,
    Favori,
    Jointe,
    Lot,
    Message,
    Note,
    Piece,
    Recherche,
)
from dossiers.queries.avis import jeton_avis
from dossiers.queries.preference import jeton_of
from tests.factories import (
    LGC,
    LUNDI,
    make_administrateur,
    make_avis,
    make_dispense,
    make_editeur,
    make_instructeur,
    make_lot,
    make_membre,
    make_message,
    make_submitted,
    upload,
)

pytestmark = pytest.mark.django_db

ROLES = ("anonyme", "mandataire", "salarie", "etranger", "instructeur", "administrateur")
CANARI = "CANARI-SECRET-7"
# Addresses that are not ours to prove: Django's own admin has its test beside its door.
ECARTES = ("admin:",)


@dataclass(frozen=True)
class Monde:
    """One company with a submitted dossier, its people, another company, the ANS."""

    dossier: Dossier
    piece: Piece
    membre: Appartenance
    comptes: dict
    recherche: Recherche
    message: Message
    dispense: Dispense
    absence: Absence
    favori: Favori
    collegue: Compte
    avis: Avis
    note: Note
    jointe: Jointe
    lot: Lot


@pytest.fixture(scope="module")
def monde(base_du_module) -> Monde:
    publish_aide()
    publish_terminologies()
    publish_motifs()
    editeur = make_editeur("Éditeur A")
    mandataire = make_membre(editeur, "mandataire")
    salarie = make_membre(editeur, "salarie")
    dossier = make_submitted(mandataire, nom=CANARI)
    piece = dossier.pieces.get()
    make_apercu(piece.pk)
    comptes = {
        "anonyme": None,
        "mandataire": mandataire,
        "salarie": salarie,
        "etranger": make_membre(make_editeur("Éditeur B"), "mandataire"),
        "instructeur": make_instructeur(),
        "administrateur": make_administrateur(),
    }
    recherche = Recherche.objects.create(texte="rien", derniere_le=LUNDI)
    message = Message.objects.create(courriel="a@exemple.fr", objet="A", texte="B", le=LUNDI)
    instructeur, administrateur = comptes["instructeur"], comptes["administrateur"]
    jours = {"du": LUNDI.date(), "au": LUNDI.date(), "declaree_par": administrateur, "declaree_le": LUNDI}
    jointe = make_message(dossier, fichiers=[upload()]).jointes.get()
    make_apercu(jointe.pk, genre=Jointe)
    return Monde(
        dossier=dossier,
        piece=piece,
        membre=salarie.appartenances.get(),
        comptes=comptes,
        recherche=recherche,
        message=message,
        dispense=make_dispense(dossier, "nie", jours=36_500),
        absence=Absence.objects.create(compte=administrateur, **jours),
        favori=Favori.objects.create(compte=instructeur, nom="A", requete="vue=tous", cree_le=LUNDI),
        collegue=make_instructeur(),
        avis=make_avis(dossier, instructeur, le=timezone.now()),
        note=write_note(dossier=dossier, texte="À voir.", par=instructeur),
        jointe=jointe,
        lot=make_lot("relancer", [dossier], instructeur),
    )


def addresses(resolver=None, espace: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Every named address of the site with the names of its arguments."""
    trouvees = []
    for motif in (resolver or get_resolver()).url_patterns:
        if isinstance(motif, URLResolver):
            nom = f"{espace}{motif.namespace}:" if motif.namespace else espace
            if not nom.startswith(ECARTES):
                trouvees += addresses(motif, nom)
        elif isinstance(motif, URLPattern) and motif.name:
            trouvees.append((f"{espace}{motif.name}", tuple(motif.pattern.converters)))
    return trouvees


def arguments(noms: tuple[str, ...], monde: Monde, adresse: str) -> dict[str, object]:
    connus = {
        "uuid": monde.dossier.uuid,
        "piece": monde.piece.uuid,
        "numero": 2,
        "tour": 1,
        "code": LGC,
        "pk": monde.membre.pk,
        "jeton": jeton_of(monde.membre),
        "solution": monde.dossier.solution.uuid,
        "exigence": "nil",
        "thematique": "cnda",
        "fiche": "nie-et-nil",
        "recherche": monde.recherche.pk,
        "message": monde.message.uuid,
        "compte": monde.comptes["salarie"].uuid,
        "dispense": monde.dispense.uuid,
        "avis": monde.avis.uuid,
        "note": monde.note.pk,
        "jointe": monde.jointe.uuid,
        "lot": monde.lot.uuid,
        "terminologie": "cim-10",
        "motif": "image-coupee",
        **({"jeton": jeton_avis(monde.avis.uuid)} if adresse in ("avis", "avis_apercu") else {}),
        **SPECIAUX.get(adresse, {}),
        **_keys(monde).get(adresse, {}),
    }
    return {nom: connus[nom] for nom in noms}


def _keys(monde: Monde) -> dict[str, dict[str, int]]:
    """The addresses whose `pk` is not that of someone of a company."""
    return {
        "instruction:favori_supprimer": {"pk": monde.favori.pk},
        "instruction:absence_annuler": {"pk": monde.absence.pk},
    }


SPECIAUX = {
    "mot_de_passe_choisir": {"uidb64": "MQ", "token": "set-password"},
    "courriel": {"nom": "absent"},
    "decision_empreinte": {"numero": "7K3M-9QTR-WX4P-2HND", "empreinte": "0" * 16},
    "decision_numero": {"numero": "7K3M-9QTR-WX4P-2HND"},
}
# What is posted, where an empty POST would say nothing of the right.
DONNEES = {
    "aide:messages": {"objet": "A", "texte": "B"},
    "depot:changer_role": {"role": "representant"},
    "depot:inviter": {"prenom": "A", "nom": "B", "courriel": "invite@exemple.fr", "role": "salarie"},
    "relances": {"sortes": "echeance"},
    "depot:dossier_relances": {"jusqu_a": "", "motif": ""},
    "avis": {"texte": "Oui."},
    "instruction:demander_avis": {"nom": ""},
    "instruction:dispenser_relecture": {"motif": "Congés."},
    "aide:ecarter_jointe": {"motif": "Un nom de patient se lit."},
    "instruction:dossier": {"geste": "prendre"},
    "instruction:dispenser": {
        "geste": "confirmer",
        "motif": "A",
        "jusqu_au": (date.today() + timedelta(days=30)).isoformat(),
    },
    "instruction:lever_dispense": {"motif": "A"},
    "instruction:favori": {"nom": "À moi", "file": "vue=tous"},
    "instruction:partage_reglage": {"partage": "active"},
    "instruction:noter": {"note_texte": "À voir.", "noter": "1"},
    "pilotage:relecture": {"taux": "5"},
    "instruction:lot": {"geste": "annuler"},
    "pilotage:lecture_reglage": {"lecture": "arretee"},
    "instruction:quarantaine": {"motif": "Un nom de patient se lit."},
    "depot:nouveau_dispositif": {"nom": "Neuf", "version_majeure": "1", "financement": "avec"},
}
# address → (GET by role, POST by role), in the order of ROLES.
TOUS = (200,) * 6
NULLE_PART = (404,) * 6
PAS_DE_POST = PAS_DE_GET = (405,) * 6
CONNECTE = (302, *(200,) * 5)
EDITEUR = (302, 200, 200, 404, 404, 404)
ANS = (302, 404, 404, 404, 200, 200)
EDITEUR_TOUS = (302, 200, 200, 200, 404, 404)
DU_DOSSIER = (302, 200, 200, 404, 200, 200)
ADMIN = (302, 404, 404, 404, 403, 200)
MATRICE: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "accueil": ((200, 302, 302, 302, 302, 302), PAS_DE_POST),
    "accessibilite": (TOUS, PAS_DE_POST),
    "agenda": (CONNECTE, (302,) * 6),
    # A token of another kind: forged, for this address.
    "agenda_flux": (NULLE_PART, PAS_DE_POST),
    # Whoever holds the address: the answer is given once, here in a savepoint.
    "avis": (TOUS, (302,) * 6),
    "avis_apercu": (TOUS, PAS_DE_POST),
    "compte": (CONNECTE, PAS_DE_POST),
    "connexion": ((200, *(302,) * 5), (200, *(302,) * 5)),
    "cookies": (TOUS, PAS_DE_POST),
    "courriel": (NULLE_PART, PAS_DE_POST),
    "courriels": (NULLE_PART, PAS_DE_POST),
    "decision": (TOUS, PAS_DE_POST),
    # No decision bears this number; tests/accueil/test_decision.py has one that does.
    "decision_empreinte": (NULLE_PART, PAS_DE_POST),
    "decision_numero": (NULLE_PART, PAS_DE_POST),
    "deconnexion": (PAS_DE_GET, (302,) * 6),
    "donnees_personnelles": (TOUS, PAS_DE_POST),
    "mentions_legales": (TOUS, PAS_DE_POST),
    "mot_de_passe_changer": (CONNECTE, CONNECTE),
    "mot_de_passe_choisir": (TOUS, TOUS),
    "mot_de_passe_envoye": (TOUS, PAS_DE_POST),
    "mot_de_passe_oublie": (TOUS, TOUS),
    "plan_du_site": (TOUS, PAS_DE_POST),
    "robots": (TOUS, PAS_DE_POST),
    "sante": (TOUS, PAS_DE_POST),
    "depot:portefeuille": (EDITEUR_TOUS, PAS_DE_POST),
    "depot:nouveau": (EDITEUR_TOUS, PAS_DE_POST),
    "depot:nouveau_dispositif": (EDITEUR_TOUS, (401, 302, 302, 302, 404, 404)),
    "depot:dossier": (EDITEUR, PAS_DE_POST),
    "depot:retirer": ((302, 200, 403, 404, 404, 404), (401, 302, 403, 404, 404, 404)),
    # The étape is with the ANS: a stale tab is told so.
    "depot:etape": (EDITEUR, (401, 409, 409, 404, 404, 404)),
    "depot:envoi": ((302, 302, 302, 404, 404, 404), (401, 302, 302, 404, 404, 404)),
    "depot:recepisse": (EDITEUR, PAS_DE_POST),
    "depot:recepisse_pdf": (EDITEUR, PAS_DE_POST),
    # Nothing is decided yet; tests/depot/test_decision.py and tests/instruction/test_decision.py have what is.
    "depot:decision_pdf": ((302, *(404,) * 5), PAS_DE_POST),
    "instruction:decision_pdf": ((302, *(404,) * 5), PAS_DE_POST),
    "instruction:revoquer_decision": ((302, *(404,) * 5), (401, *(404,) * 5)),
    "depot:piece": (EDITEUR, PAS_DE_POST),
    "depot:apercu": (EDITEUR, PAS_DE_POST),
    "depot:piece_etat": (EDITEUR, PAS_DE_POST),
    "depot:lecture": (EDITEUR, PAS_DE_POST),
    "depot:masquer": ((302, 302, 302, 404, 404, 404), (401, 409, 409, 404, 404, 404)),
    "depot:entreprise": (EDITEUR_TOUS, PAS_DE_POST),
    "depot:calendrier": (EDITEUR, PAS_DE_POST),
    "depot:calendriers": (EDITEUR_TOUS, PAS_DE_POST),
    # This dispositif has no published limit; tests/depot/test_calendrier.py has one that has.
    "depot:echeance_ics": ((302, *(404,) * 5), PAS_DE_POST),
    # The étape is with the ANS: nobody of the company is awaited.
    "depot:dossier_tiers": (EDITEUR, (401, 200, 200, 404, 404, 404)),
    "tiers_arret": (NULLE_PART, NULLE_PART),
    "depot:dossier_relances": (EDITEUR, (401, 200, 200, 404, 404, 404)),
    "relances": (CONNECTE, (401, *(302,) * 5)),
    "mes_courriels": (CONNECTE, PAS_DE_POST),
    "relances_arret": (TOUS, TOUS),
    "depot:inviter": (PAS_DE_GET, (401, 302, 403, 302, 404, 404)),
    "depot:changer_role": (PAS_DE_GET, (401, 302, 403, 404, 404, 404)),
    "depot:retirer_personne": (PAS_DE_GET, (401, 302, 403, 404, 404, 404)),
    "instruction:file": (ANS, PAS_DE_POST),
    "instruction:dossier": (ANS, (401, 404, 404, 404, 302, 302)),
    "instruction:favori": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    # The reviewer's own; another's does not exist.
    "instruction:favori_supprimer": (PAS_DE_GET, (401, 404, 404, 404, 302, 404)),
    "instruction:colonnes": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "instruction:equipe": (ANS, (401, 404, 404, 404, 200, 200)),
    # The administrator's own absence: it does not exist for a reviewer.
    "instruction:absence_annuler": (PAS_DE_GET, (401, 404, 404, 404, 404, 302)),
    "instruction:partage": ((302, 404, 404, 404, 403, 200), (401, 404, 404, 404, 403, 409)),
    "instruction:partage_reglage": (PAS_DE_GET, (401, 404, 404, 404, 403, 302)),
    "instruction:verrou": (PAS_DE_GET, (401, 404, 404, 404, 204, 204)),
    "instruction:reprendre": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "instruction:passer": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "instruction:confier": (ANS, (401, 404, 404, 404, 302, 302)),
    # Nobody follows it: only an administrator lets go of what is not theirs; both are led back to the dossier.
    "instruction:rendre": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "instruction:demander_avis": (ANS, (401, 404, 404, 404, 200, 200)),
    "instruction:retirer_avis": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    # Nothing waits for a second reader here.
    "instruction:dispenser_relecture": ((302, 404, 404, 404, 403, 302), (401, 404, 404, 404, 403, 200)),
    "instruction:noter": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "instruction:retirer_note": (PAS_DE_GET, (401, 404, 404, 404, 302, 403)),
    "instruction:piece": (ANS, PAS_DE_POST),
    "instruction:apercu": (ANS, PAS_DE_POST),
    "aide:accueil": (TOUS, PAS_DE_POST),
    "aide:contact": (TOUS, TOUS),
    "aide:criteres": (TOUS, PAS_DE_POST),
    "aide:declarer": (EDITEUR, (401, 302, 302, 404, 404, 404)),
    "aide:ecps": (TOUS, TOUS),
    "aide:exigence": (TOUS, PAS_DE_POST),
    "aide:exigence_dossier": (DU_DOSSIER, PAS_DE_POST),
    "aide:fiche": (TOUS, PAS_DE_POST),
    "aide:guide": (TOUS, PAS_DE_POST),
    "aide:messages": (DU_DOSSIER, (401, 302, 302, 404, 302, 302)),
    "aide:sans_suite": (PAS_DE_GET, (401, 302, 302, 404, 302, 302)),
    "aide:jointe": (DU_DOSSIER, PAS_DE_POST),
    "aide:jointe_apercu": (DU_DOSSIER, PAS_DE_POST),
    "aide:ecarter_jointe": (ANS, (401, 404, 404, 404, 302, 302)),
    "aide:rendre_jointe": (PAS_DE_GET, (401, 404, 404, 404, 403, 302)),
    # A lot is of the one who prepared it: here, of the reviewer.
    "instruction:lots": (ANS, (401, 404, 404, 404, 302, 302)),
    "instruction:lot": ((302, 404, 404, 404, 200, 404), (401, 404, 404, 404, 302, 404)),
    "instruction:lot_avancement": ((302, 404, 404, 404, 200, 404), PAS_DE_POST),
    "instruction:lot_export": ((302, 404, 404, 404, 200, 404), PAS_DE_POST),
    "aide:plan": (TOUS, PAS_DE_POST),
    "aide:recherche": (TOUS, PAS_DE_POST),
    "aide:terminologies": (TOUS, PAS_DE_POST),
    "aide:thematique": (TOUS, PAS_DE_POST),
    "aide:vote": (PAS_DE_GET, (302,) * 6),
    "pilotage:aide": (ANS, PAS_DE_POST),
    "pilotage:aide_fiche": (ADMIN, (401, 404, 404, 404, 403, 200)),
    "pilotage:aide_fiches": (ANS, PAS_DE_POST),
    "pilotage:aide_message_traiter": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "pilotage:aide_messages": (ANS, PAS_DE_POST),
    "pilotage:aide_nouvelle": (ADMIN, (401, 404, 404, 404, 403, 200)),
    "pilotage:aide_retirer": (PAS_DE_GET, (401, 404, 404, 404, 403, 302)),
    "pilotage:aide_terminologie": (ADMIN, (401, 404, 404, 404, 403, 200)),
    "pilotage:aide_terminologie_nouvelle": (ADMIN, (401, 404, 404, 404, 403, 200)),
    "pilotage:aide_terminologies": (ANS, PAS_DE_POST),
    "pilotage:aide_traiter": (PAS_DE_GET, (401, 404, 404, 404, 403, 302)),
    "instruction:relances": (ANS, PAS_DE_POST),
    "instruction:dossier_relances": (ANS, (401, 404, 404, 404, 200, 200)),
    "instruction:dispenses": (ANS, PAS_DE_POST),
    "instruction:dispenser": (ANS, (401, 404, 404, 404, 302, 302)),
    # A waiver of a hundred years: an administrator’s.
    "instruction:lever_dispense": (ANS, (401, 404, 404, 404, 403, 302)),
    "pilotage:dispenses": (ANS, PAS_DE_POST),
    "instruction:formation": (ANS, (401, 404, 404, 404, 200, 200)),
    # A real dossier is not begun again: said on the page of the exercises.
    "instruction:recommencer": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "instruction:relancer": (PAS_DE_GET, (401, 404, 404, 404, 302, 302)),
    "pilotage:calendrier": (ANS, PAS_DE_POST),
    "pilotage:courriels": (ANS, PAS_DE_POST),
    "pilotage:courriels_personne": (ANS, PAS_DE_POST),
    "pilotage:relances": (ANS, (401, 404, 404, 404, 302, 302)),
    "instruction:quarantaine": (ANS, (401, 404, 404, 404, 302, 302)),
    "instruction:lever_quarantaine": (PAS_DE_GET, (401, 404, 404, 404, 403, 302)),
    "pilotage:motif": (ADMIN, (401, 404, 404, 404, 403, 200)),
    "pilotage:motif_nouveau": (ADMIN, (401, 404, 404, 404, 403, 200)),
    "pilotage:motif_proposer": (PAS_DE_GET, (401, 404, 404, 404, 403, 302)),
    "pilotage:motifs": (ANS, PAS_DE_POST),
    "pilotage:tableau": (ANS, PAS_DE_POST),
    "pilotage:export": (ANS, PAS_DE_POST),
    "pilotage:relecture": (ANS, (401, 404, 404, 404, 403, 302)),
    "pilotage:lecture": (ANS, PAS_DE_POST),
    "pilotage:lecture_reglage": ((302, 404, 404, 404, 403, 200), (401, 404, 404, 404, 403, 302)),
}


def _data(adresse: str, monde: Monde) -> dict[str, object]:
    """What is posted, with what this world alone knows: a colleague, the version one has read."""
    lu = Dossier.objects.get(pk=monde.dossier.pk)
    connus = {"instruction:confier": {"a": monde.collegue.pk}, "instruction:dispenser": {"version": lu.version}}
    return {**DONNEES.get(adresse, {}), **connus.get(adresse, {})}


def test_every_address_has_its_row():
    assert sorted(nom for nom, _ in addresses()) == sorted(MATRICE)


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize(("adresse", "noms"), addresses(), ids=lambda valeur: str(valeur))
def test_matrix(monde, adresse, noms, methode):
    url = reverse(adresse, kwargs=arguments(noms, monde, adresse))
    donnees = _data(adresse, monde) if methode == "post" else {}
    obtenus = tuple(_status(monde.comptes[role], methode, url, donnees) for role in ROLES)
    assert obtenus == MATRICE[adresse][methode == "post"]


@pytest.mark.parametrize("role", ["etranger", "instructeur"])
def test_another_companys_object_is_the_404_of_an_unknown_one(monde, role):
    client = _client(monde.comptes[role])
    for adresse, noms in addresses():
        # What is only posted to is in the matrix: there a GET is refused before anything is looked up.
        lue = "uuid" in noms and MATRICE[adresse][0] != PAS_DE_GET
        if lue and adresse.startswith(("depot:", "aide:") if role == "etranger" else "depot:"):
            vraie = client.get(reverse(adresse, kwargs=arguments(noms, monde, adresse)))
            inconnue = client.get(reverse(adresse, kwargs=arguments(noms, monde, adresse) | {"uuid": uuid4()}))
            assert (vraie.status_code, _body(vraie)) == (404, _body(inconnue)), adresse


def test_no_page_of_another_company_shows_the_canary(monde):
    client = _client(monde.comptes["etranger"])
    for adresse, noms in addresses():
        reponse = client.get(reverse(adresse, kwargs=arguments(noms, monde, adresse)))
        assert CANARI.encode() not in _read(reponse), adresse


def _body(reponse) -> bytes:
    """The body without what changes at every answer: the mask of the CSRF token."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", _read(reponse))


def _read(reponse) -> bytes:
    """The whole body; reading a stream to its end is what closes it."""
    return b"".join(reponse.streaming_content) if reponse.streaming else reponse.content


def _client(compte) -> Client:
    client = Client(raise_request_exception=True)
    if compte is not None:
        client.force_login(compte)
    return client


def _status(compte, methode: str, url: str, donnees: dict) -> int:
    """The status, in a savepoint: what one role changes is not seen by the next."""
    with transaction.atomic():
        reponse = getattr(_client(compte), methode)(url, donnees)
        _read(reponse)
        transaction.set_rollback(True)
    return reponse.status_code


def test_an_uuid_is_not_guessed(monde):
    assert isinstance(monde.dossier.uuid, UUID)
    assert monde.dossier.uuid.version == 4
