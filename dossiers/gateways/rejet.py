"""What is said of a file that is not taken, by what it is: always what to do instead."""

EN_PNG = "ouvrez-la, enregistrez-la au format PNG ou JPEG, puis déposez-la."
REFAITES = "faites une nouvelle copie d’écran, puis déposez-la."

REJETS = {
    "abimee": "Cette image est abîmée et ne s’ouvre pas : enregistrez-la à nouveau, puis déposez-la.",
    "animee": "Cette image est animée : déposez une copie d’écran fixe, au format PNG ou JPEG.",
    "lente": f"Ce fichier demande trop de temps pour être ouvert : {REFAITES}",
    "polyglotte": (
        f"Ce fichier contient autre chose que ce qu’il montre (une archive, une page web ou un programme) : {REFAITES}"
    ),
    "pdf_abime": "Ce PDF est abîmé et ne s’ouvre pas : enregistrez-le à nouveau, puis déposez-le.",
    "pdf_decale": "Ce fichier contient un PDF précédé d’autre chose : enregistrez-le à nouveau, puis déposez-le.",
    "PDF-CHIFFRE": "Ce PDF est protégé par un mot de passe : enregistrez-en une copie sans mot de passe.",
    "PDF-VIDE": "Ce PDF ne contient aucune page : enregistrez-le à nouveau, puis déposez-le.",
    "PDF-ACTIF": (
        "Ce PDF contient un programme ou des fichiers joints : imprimez-le dans un nouveau PDF, puis déposez celui-ci."
    ),
    "GIF": f"Ce fichier est une image GIF, qui n’est pas admise : {EN_PNG}",
    "heic": (
        "Ce fichier est une photo HEIC, le format des iPhone, qui n’est pas admise : exportez-la en JPEG, "
        "ou choisissez « Le plus compatible » dans Réglages, Appareil photo, Formats, puis reprenez-la."
    ),
    "avif": f"Ce fichier est une image AVIF, qui n’est pas admise : {EN_PNG}",
    "tiff": f"Ce fichier est une image TIFF, qui n’est pas admise : {EN_PNG}",
    "bmp": f"Ce fichier est une image BMP, qui n’est pas admise : {EN_PNG}",
    "jpeg_nouveau": f"Ce fichier est une image JPEG 2000 ou JPEG XL, qui n’est pas admise : {EN_PNG}",
    "photoshop": "Ce fichier est un document Photoshop : exportez-le au format PNG ou JPEG, puis déposez cette image.",
    "svg": "Ce fichier est un dessin SVG, qui n’est pas admis : faites une copie d’écran au format PNG.",
    "office": "Ce fichier est un document bureautique : enregistrez-le en PDF, ou faites une copie d’écran de l’image.",
    "archive": "Ce fichier est une archive (ZIP ou autre) : ouvrez-la, puis déposez l’image qu’elle contient.",
    "programme": "Ce fichier est un programme : déposez une copie d’écran au format PNG ou JPEG.",
    "film": "Ce fichier est une vidéo : déposez une copie d’écran fixe, au format PNG ou JPEG.",
    "page": "Ce fichier est une page web : faites une copie d’écran de ce qu’elle montre, au format PNG.",
}

# What a browser says a file is, by its name.
MIMES_REJETES = {
    "image/gif": "GIF",
    "image/heic": "heic",
    "image/heif": "heic",
    "image/avif": "avif",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
    "image/svg+xml": "svg",
    "application/zip": "archive",
    "text/html": "page",
    "video/mp4": "film",
    "video/quicktime": "film",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "office",
}


def mime_refusals() -> dict[str, str]:
    """The sentences by MIME type, for a page that looks before it sends."""
    return {mime: REJETS[genre] for mime, genre in MIMES_REJETES.items()}
