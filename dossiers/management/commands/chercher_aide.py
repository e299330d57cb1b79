"""`manage.py chercher_aide "texte" [--dispositif CODE]`: the ranked answers, one JSON object a line."""

import json

from django.core.management.base import BaseCommand, CommandParser

from dossiers.queries.adresse import absolute_url
from dossiers.queries.recherche import resultats_of


class Command(BaseCommand):
    help = "Cherche dans l’aide et imprime les réponses classées, un objet JSON par ligne."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("texte", help="la question, comme on la tape")
        parser.add_argument("--dispositif", default="", help="code du dispositif : seules ses réponses sont gardées")

    def handle(self, *, texte: str, dispositif: str, **options: object) -> None:
        for rang, trouvee in enumerate(resultats_of(texte.replace("\x00", ""), dispositif).trouvees, 1):
            self.stdout.write(json.dumps(line_of(rang, trouvee), ensure_ascii=False))


def line_of(rang: int, trouvee) -> dict[str, object]:
    fiche = trouvee.fiche
    adresse = absolute_url("aide:fiche", fiche.code)
    return {
        "rang": rang,
        "code": fiche.code,
        "titre": fiche.question,
        "score": trouvee.score,
        "portee": trouvee.portee,
        "url": adresse,
    }
