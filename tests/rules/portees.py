"""The cases that the tests of scopes and of guided questions share."""

from dossiers.rules.portee import Cas

EAI, SANS = (("exception_eai", True),), (("exception_eai", False),)
CAS = (
    Cas("segur", "mdv", "LGC-2", "LGC", EAI),
    Cas("segur", "mdv", "LGC-1", "LGC", SANS),
    Cas("segur", "bio", "SGL-2", "SGL"),
    Cas("segur", "off"),
    Cas("identification", produit="ecps"),
)
