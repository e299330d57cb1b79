/* Ticks and counts the dossiers of the queue. Without this file the boxes and the buttons do the same. */
(() => {
  "use strict";
  const form = document.querySelector("[data-segur-lot]");
  if (!form) return;
  const cases = () => [...document.querySelectorAll(`input[type=checkbox][form="${form.id}"]`)];
  const bouton = form.querySelector("[data-segur-cocher]"), compte = form.querySelector("[data-segur-coches]");
  const show = () => {
    const coches = cases().filter((boite) => boite.checked).length, toutes = coches && coches === cases().length;
    compte.textContent = coches ? `\u00a0: ${coches}` : "";
    bouton.textContent = toutes ? "Décocher toute la page" : "Cocher toute la page";
    bouton.dataset.toutes = toutes ? "oui" : "";
  };
  bouton.hidden = false;
  bouton.addEventListener("click", () => {
    const voulu = !bouton.dataset.toutes;
    cases().forEach((boite) => { boite.checked = voulu; });
    show();
  });
  document.addEventListener("change", (event) => { if (event.target.form === form) show(); });
  show();
})();
