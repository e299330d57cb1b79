/* Zones drawn over a proof: each rectangle is a line of four numbers of the form, which works without this file. */
(() => {
  "use strict";
  const image = document.querySelector("[data-segur-masque]");
  const zones = document.querySelector("[data-segur-zones]");
  if (!image || !zones) return;
  const dessin = image.querySelector("svg");
  const modele = zones.querySelector("[data-segur-ligne]").cloneNode(true);
  const ajouter = document.querySelector("[data-segur-ajouter]");
  let suite = zones.children.length - 1, depart = null, ligne = null;

  const champs = (l) => [...l.querySelectorAll("input")];
  const nombre = (texte) => Number.parseFloat(String(texte).replace(",", "."));

  /* A new line of numbers, its labels tied to its own fields. */
  const nouvelle = () => {
    const copie = modele.cloneNode(true);
    suite += 1;
    champs(copie).forEach((champ) => {
      const ancien = champ.id;
      champ.id = `${ancien}-${suite}`;
      champ.value = "";
      copie.querySelector(`label[for="${ancien}"]`).htmlFor = champ.id;
    });
    zones.append(copie);
    return copie;
  };
  const libre = () => [...zones.children].find((l) => champs(l).every((champ) => !champ.value.trim())) || nouvelle();

  const redessine = () => {
    const cochees = [...document.querySelectorAll("[data-segur-zone]:checked")].map((c) => c.value.split(";"));
    const tapees = [...zones.children].map((l) => champs(l).map((champ) => champ.value));
    dessin.replaceChildren(...[...cochees, ...tapees].map((z) => z.map(nombre)).filter((z) => z.every(Number.isFinite)).map((z) => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      ["x", "y", "width", "height"].forEach((nom, rang) => rect.setAttribute(nom, z[rang]));
      return rect;
    }));
  };

  const place = (evenement) => {
    const cadre = image.getBoundingClientRect();
    const borne = (valeur) => Math.min(100, Math.max(0, valeur));
    return [borne(100 * (evenement.clientX - cadre.left) / cadre.width), borne(100 * (evenement.clientY - cadre.top) / cadre.height)];
  };
  const trace = (evenement) => {
    const [x, y] = place(evenement);
    const cotes = [Math.min(x, depart[0]), Math.min(y, depart[1]), Math.abs(x - depart[0]), Math.abs(y - depart[1])];
    champs(ligne).forEach((champ, rang) => { champ.value = cotes[rang].toFixed(1).replace(".", ","); });
    redessine();
    return cotes;
  };
  image.addEventListener("pointerdown", (evenement) => {
    evenement.preventDefault();
    image.setPointerCapture(evenement.pointerId);
    depart = place(evenement);
    ligne = libre();
  });
  image.addEventListener("pointermove", (evenement) => { if (depart) trace(evenement); });
  image.addEventListener("pointerup", (evenement) => {
    if (!depart) return;
    const [, , largeur, hauteur] = trace(evenement);
    if (largeur < 0.3 || hauteur < 0.3) champs(ligne).forEach((champ) => { champ.value = ""; });
    depart = null;
    redessine();
  });
  ajouter.hidden = false;
  ajouter.addEventListener("click", () => { champs(nouvelle())[0].focus(); });
  document.addEventListener("input", redessine);
  document.addEventListener("change", redessine);
  redessine();
})();
