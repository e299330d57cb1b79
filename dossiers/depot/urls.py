"""The éditeur's door."""

from django.urls import path

from dossiers.depot import (
    calendrier,
    decision,
    dossier,
    entreprise,
    envoi,
    etape,
    lecture,
    masque,
    nouveau,
    piece,
    portefeuille,
    recepisse,
    urls_relances,
)

app_name = "depot"
urlpatterns = [
    path("dossiers/", portefeuille.portefeuille, name="portefeuille"),
    path("dossiers/nouveau/", nouveau.choose, name="nouveau"),
    path("dossiers/nouveau/<str:code>/", nouveau.create, name="nouveau_dispositif"),
    path("dossiers/<uuid:uuid>/", dossier.dossier, name="dossier"),
    path("dossiers/<uuid:uuid>/calendrier/", calendrier.dossier, name="calendrier"),
    path("dossiers/<uuid:uuid>/echeance/<str:code>.ics", calendrier.echeance, name="echeance_ics"),
    path("calendrier/", calendrier.portefeuille, name="calendriers"),
    path("dossiers/<uuid:uuid>/retirer/", dossier.withdraw, name="retirer"),
    path("dossiers/<uuid:uuid>/etape/<int:numero>/", etape.etape, name="etape"),
    path("dossiers/<uuid:uuid>/etape/2/envoi/", envoi.envoi, name="envoi"),
    path("dossiers/<uuid:uuid>/recepisse/<int:tour>/", recepisse.page, name="recepisse"),
    path("dossiers/<uuid:uuid>/recepisse/<int:tour>.pdf", recepisse.pdf, name="recepisse_pdf"),
    path("dossiers/<uuid:uuid>/decision/<int:tour>.pdf", decision.pdf, name="decision_pdf"),
    path("dossiers/<uuid:uuid>/piece/<uuid:piece>/", piece.original, name="piece"),
    path("dossiers/<uuid:uuid>/piece/<uuid:piece>/apercu/", piece.apercu, name="apercu"),
    path("dossiers/<uuid:uuid>/piece/<uuid:piece>/etat/", piece.etat, name="piece_etat"),
    path("dossiers/<uuid:uuid>/piece/<uuid:piece>/lecture/", lecture.lecture, name="lecture"),
    path("dossiers/<uuid:uuid>/piece/<uuid:piece>/masquer/", masque.masque, name="masquer"),
    path("entreprise/", entreprise.entreprise, name="entreprise"),
    path("entreprise/inviter/", entreprise.invite, name="inviter"),
    path("entreprise/personne/<int:pk>/role/", entreprise.change_role, name="changer_role"),
    path("entreprise/personne/<int:pk>/retirer/", entreprise.remove, name="retirer_personne"),
    *urls_relances.urlpatterns,
]
