"""Nearly equal pictures share most bits of their prints."""

import io

from PIL import Image

from dossiers.gateways.apercu import open_pages
from dossiers.gateways.empreinte import print_of
from dossiers.rules.rejeu import distance
from tests.demonstration import demo_picture


def _jpeg(octets: bytes, part: float) -> bytes:
    image = Image.open(io.BytesIO(octets)).convert("RGB")
    sortie = io.BytesIO()
    image.resize((round(image.width * part), round(image.height * part))).save(sortie, "JPEG", quality=40)
    return sortie.getvalue()


def test_smaller_and_compressed_again_it_is_nearly_the_same():
    octets = demo_picture("cnda-pre-examen.png")
    empreinte = print_of(open_pages(octets)[0])
    assert len(empreinte) == 64
    assert distance(empreinte, print_of(open_pages(_jpeg(octets, 0.5))[0])) < 40


def test_another_picture_is_far():
    paysage = Image.linear_gradient("L").convert("RGB").resize((1180, 570))
    sortie = io.BytesIO()
    paysage.save(sortie, "PNG")
    images = (demo_picture("cnda-pre-examen.png"), sortie.getvalue())
    assert distance(*(print_of(open_pages(octets)[0]) for octets in images)) > 20
