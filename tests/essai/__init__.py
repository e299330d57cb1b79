"""The jeu d’essai of the reading: invented portal pages drawn by Chromium, and the truth beside each picture.

    python -m tests.essai var/lecture            every picture, and var/lecture/verite.jsonl
    python -m tests.essai var/lecture --courte   a few of each kind

`scene.py` is what a page says; `concordant.py`, `discordant.py` and `illisible.py` make scenes, one function per case;
`lot.py` plans the pictures, `page.py` fills a layout, `rendre.py` draws it, `prise.py` and `photo.py` are how a person
would have taken it. Same seed, same pictures.
"""
