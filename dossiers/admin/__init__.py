"""The administrators' door, at /gestion/: Django's admin, in French, of what this product lets be administered."""

from dossiers.admin import compte, dossier, editeur, envoi, evenement, referentiel

__all__ = ["compte", "dossier", "editeur", "envoi", "evenement", "referentiel"]
