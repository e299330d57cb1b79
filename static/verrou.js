/* A page where a dossier is being examined says, once a minute at most, that someone is there: a key, the pointer or the
   page moved since it last said so. Ten minutes without any, and the page says that the dossier is anyone's, with a button
   to take it back; what is typed stays where it is.
   Without this file the lock ends after ten minutes, and the next save takes it again. */
(() => {
  "use strict";
  const form = document.querySelector("[data-segur-verrou]");
  const panneau = document.querySelector("[data-segur-verrou-perdu]");
  if (!form || !panneau) return;
  const MINUTE = 60000, PAS = 5000;
  const titre = panneau.querySelector("[data-segur-verrou-titre]"), phrase = panneau.querySelector("[data-segur-verrou-phrase]");
  const bouton = panneau.querySelector("button");
  const echue = phrase.textContent;
  const jeton = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value;
  const poster = (url) => fetch(url, { method: "POST", headers: { "X-CSRFToken": jeton() }, credentials: "same-origin" });
  let fin = Date.now() + Number(form.dataset.reste) * 1000;
  let dernier = Date.now(), present = false, perdu = false, reprise = form.action;

  const tenir = () => {
    perdu = false;
    panneau.hidden = true;
    fin = Date.now() + Number(form.dataset.duree) * 1000;
  };
  const perdre = (texte, suite) => {
    perdu = true;
    phrase.textContent = texte;
    reprise = suite;
    bouton.hidden = !suite;
    panneau.hidden = false;
    document.activeElement.scrollIntoView({ block: "nearest" }); /* What is being written in is not left under it. */
  };
  const juger = async (reponse) => {
    if (reponse.status === 409) perdre(await reponse.text(), form.dataset.reprendre);
    else if (reponse.status === 410) perdre(await reponse.text(), "");
    else if (reponse.ok) tenir();
    return reponse.ok;
  };
  const battre = async () => {
    if (perdu) return;
    if (Date.now() >= fin) { perdre(echue, form.action); return; }
    if (!present || document.hidden || Date.now() - dernier < MINUTE) return;
    present = false;
    dernier = Date.now();
    try {
      await juger(await poster(form.action));
    } catch {
      present = true; /* The network is away: a minute later says more. */
    }
  };
  /* A page that changes under a pointer at rest makes the browser say that it moved: by nothing. */
  const vu = (event) => { if (event.type !== "pointermove" || event.movementX || event.movementY) present = true; };
  ["keydown", "input", "pointerdown", "pointermove", "wheel", "scroll"].forEach((nom) =>
    document.addEventListener(nom, vu, { capture: true, passive: true }));
  setInterval(battre, PAS);
  document.addEventListener("visibilitychange", battre);
  bouton.addEventListener("click", async () => {
    try {
      if (await juger(await poster(reprise))) {
        document.dispatchEvent(new CustomEvent("segur:annonce", { detail: bouton.dataset.repris }));
      }
    } catch {
      phrase.textContent = bouton.dataset.panne;
    }
    titre.focus();
  });
})();
