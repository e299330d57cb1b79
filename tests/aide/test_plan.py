"""The sitemap: every public page of the help, and nothing empty."""

import re
from datetime import UTC, datetime

import pytest

from dossiers.models import Fiche

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aide")]


def read_sitemap(client) -> str:
    return b"".join(client.get("/aide/sitemap.xml").streaming_content).decode()


def test_the_sitemap_leads_to_nothing_empty_and_counts_days_in_paris(client):
    """Published at 23:30 UTC, it is the next day there."""
    Fiche.objects.exclude(code="nie-et-nil").update(retiree=True)
    Fiche.objects.filter(code="nie-et-nil").update(publie_le=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    plan = read_sitemap(client)
    assert re.findall(r"/aide/thematique/(.*?)/", plan) == ["identifiants"]
    assert re.findall(r"<lastmod>(.*?)</lastmod>", plan) == ["2026-07-02"]


def test_sitemap(client):
    adresses = re.findall(r"<loc>http://testserver(.*?)</loc>", read_sitemap(client))
    codes = Fiche.objects.filter(courante=True).order_by("code").values_list("code", flat=True)
    assert adresses[-len(codes) :] == [f"/aide/reponse/{code}/" for code in codes]
    assert [client.get(adresse).status_code for adresse in adresses[:25]] == [200] * 25
