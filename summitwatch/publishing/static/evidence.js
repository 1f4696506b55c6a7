/* Evidence cards. A marker is a plain link to the ledger; this opens its card on hover, focus and touch.
   The card is moved right behind its marker, so that Tab leads from one to the other, and back when it closes. */
(() => {
  "use strict";
  const GAP = 6; // px between line and card
  const LEAVE = 220; // ms to cross from marker to card
  const ENTER = 120; // ms of rest before a passing pointer opens a card
  let open = null; // { marker, pop, homes }
  let timer = 0;

  const later = (action, delay) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(action, delay);
  };
  const cardsOf = (marker) =>
    (marker.dataset.ev || "").split(" ").map((id) => document.getElementById("card-" + id)).filter(Boolean);

  const close = () => {
    window.clearTimeout(timer);
    if (!open) return;
    for (const { card, home } of open.homes) {
      card.hidden = true;
      home.append(card);
    }
    open.pop.remove();
    open.marker.removeAttribute("aria-expanded");
    open = null;
  };

  /* Below the marker's line, or above it where there is more room; never over the line, never outside. */
  const place = (event) => {
    if (!open || (event && event.target === open.pop)) return; // its own scrolling moves nothing
    const { marker, pop } = open;
    const read = pop.scrollTop;
    const boxes = marker.getClientRects();
    const first = boxes[0];
    const last = boxes[boxes.length - 1];
    if (!first) return;
    const view = document.documentElement.clientWidth;
    const line = parseFloat(getComputedStyle(marker.closest("p, li, td, dd, figcaption") || marker).lineHeight) || 24;
    const slack = Math.max(0, (line - last.height) / 2);
    const below = window.innerHeight - last.bottom - slack - 2 * GAP;
    const above = first.top - slack - 2 * GAP;
    pop.style.maxHeight = "none";
    const wanted = pop.offsetHeight;
    const under = wanted <= below || below >= above;
    pop.style.maxHeight = Math.max(under ? below : above, 120) + "px";
    pop.scrollTop = read; // measuring it whole has rolled it back
    const left = Math.min(Math.max(first.left, GAP), Math.max(GAP, view - pop.offsetWidth - GAP));
    const top = under ? last.bottom + slack + GAP : first.top - slack - GAP - pop.offsetHeight;
    pop.style.left = left + "px";
    pop.style.top = top + "px";
  };

  const show = (marker) => {
    window.clearTimeout(timer);
    if (open && open.marker === marker) return;
    close();
    const cards = cardsOf(marker);
    if (!cards.length) return;
    const pop = document.createElement("span");
    pop.className = "ev-pop";
    pop.setAttribute("role", "group");
    pop.setAttribute("aria-label", "Evidence: " + marker.textContent);
    const homes = cards.map((card) => ({ card, home: card.parentNode }));
    for (const card of cards) {
      card.hidden = false;
      pop.append(card);
    }
    marker.after(pop);
    marker.setAttribute("aria-expanded", "true");
    open = { marker, pop, homes };
    place();
  };

  const isInside = (node) => open && node instanceof Node && (open.marker.contains(node) || open.pop.contains(node));
  const markerOf = (event) => (event.target instanceof Element ? event.target.closest("a.ev[data-ev]") : null);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const marker = markerOf(event);
    if (marker) later(() => show(marker), ENTER);
    else if (isInside(event.target)) window.clearTimeout(timer);
    else if (open && !open.pop.contains(document.activeElement)) later(close, LEAVE);
    else window.clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const marker = markerOf(event);
    if (marker) show(marker);
    else if (open && !isInside(event.target)) close();
  });
  document.addEventListener("focusout", (event) => {
    if (open && event.relatedTarget && !isInside(event.relatedTarget)) close();
  });
  /* The first tap opens the card; the card's own link, or a second tap, leads to the ledger. */
  let touched = null;
  document.addEventListener("pointerdown", (event) => {
    const marker = markerOf(event);
    touched = event.pointerType === "touch" && marker && !(open && open.marker === marker) ? marker : null;
    if (open && !isInside(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const marker = markerOf(event);
    if (!marker || marker !== touched) return;
    touched = null;
    event.preventDefault();
    show(marker);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    const { marker, pop } = open;
    const inside = pop.contains(document.activeElement);
    close();
    if (inside) {
      marker.focus();
      close();
    }
    event.stopPropagation();
  });
  window.addEventListener("resize", place);
  document.addEventListener("scroll", place, { capture: true, passive: true });

  for (const marker of document.querySelectorAll("a.ev[data-ev]")) {
    const told = cardsOf(marker).flatMap((card) =>
      ["kind", "text"].map((part) => {
        card.querySelector(".ev-card-" + part).id = card.id + "-" + part;
        return card.id + "-" + part;
      }),
    );
    if (told.length) marker.setAttribute("aria-describedby", told.join(" "));
  }
})();
