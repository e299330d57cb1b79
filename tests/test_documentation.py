"""The pages of the project lead where they say."""

import re
from pathlib import Path

import pytest
from django.conf import settings

PAGES = [settings.BASE_DIR / "README.md", *sorted((settings.BASE_DIR / "docs").rglob("*.md"))]
LIEN = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path):
    perdus = [lien for lien in LIEN.findall(page.read_text(encoding="utf-8")) if not (page.parent / lien).exists()]
    assert perdus == []


def test_the_readme_shows_the_product():
    images = LIEN.findall((settings.BASE_DIR / "README.md").read_text(encoding="utf-8"))
    assert len([lien for lien in images if lien.endswith(".png")]) == 6
