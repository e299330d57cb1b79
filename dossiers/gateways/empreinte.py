"""The visual print of a page: nearly equal pictures, whatever their size and compression, share most of its bits."""

from PIL import Image

from dossiers.gateways.apercu import Vue

COTE = 16


def print_of(vue: Vue) -> str:
    """256 bits in hexadecimal: is each cell of a 16 × 16 reduction lighter than its right neighbour?"""
    image = Image.frombytes("RGB", (vue.largeur, vue.hauteur), vue.rgb).convert("L").resize((COTE + 1, COTE))
    gris = image.tobytes()
    lignes = [gris[debut : debut + COTE + 1] for debut in range(0, len(gris), COTE + 1)]
    bits = [ligne[x] > ligne[x + 1] for ligne in lignes for x in range(COTE)]
    return f"{sum(bit << rang for rang, bit in enumerate(bits)):064x}"
