/* What surrounds the text: light and dark, search field, drawers, the contents that follow the reader.
   It does what the theme's scripts and Bootstrap's do together, in a fiftieth of their size. */
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const findAll = (selector) => [...document.querySelectorAll(selector)];

  /* Light, dark, or as the system has it. Storage may be shut off for files and in private windows. */
  const MODES = ["auto", "light", "dark"];
  const NAMES = { auto: "as the system", light: "light", dark: "dark" };
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const keep = (name, value) => {
    try {
      window.localStorage.setItem(name, value);
    } catch {
      /* the choice holds for this page only */
    }
  };
  const setMode = (mode) => {
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
    for (const button of findAll(".theme-switch-button")) button.setAttribute("aria-label", "Colours: " + NAMES[mode]);
  };
  const mode = () => (MODES.includes(root.dataset.mode) ? root.dataset.mode : "auto");
  setMode(mode());
  system.addEventListener("change", () => setMode(mode()));
  for (const button of findAll(".theme-switch-button")) {
    button.addEventListener("click", () => {
      const next = MODES[(MODES.indexOf(mode()) + 1) % MODES.length];
      setMode(next);
      keep("mode", next);
    });
  }

  /* A dialog closes with Escape and with a click beside it. Browsers do the first, but Sphinx's own script takes
     the key for itself. */
  const closeEasily = (dialog) => {
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      dialog.close();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target !== dialog) return;
      const box = dialog.getBoundingClientRect();
      const inside =
        event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) dialog.close();
    });
  };

  /* Search: the page's own field, or the one in the dialog. */
  const dialog = find("#pst-search-dialog");
  const openSearch = () => {
    const own = find(":not(#pst-search-dialog) > form.bd-search input");
    if (own) {
      own.focus();
      own.select();
    } else if (dialog && dialog.open) {
      dialog.close();
    } else if (dialog) {
      dialog.showModal();
      const field = dialog.querySelector("input");
      field.focus();
      field.select();
    }
  };
  if (dialog) closeEasily(dialog);
  for (const button of findAll(".search-button__button")) button.addEventListener("click", openSearch);
  document.addEventListener("keydown", (event) => {
    const plain = !event.altKey && !event.shiftKey;
    if (plain && event.ctrlKey !== event.metaKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
    }
  });
  if (/mac|iphone|ipad/i.test(navigator.platform)) {
    for (const key of findAll("kbd.kbd-shortcut__modifier:first-child")) key.textContent = "⌘";
  }

  /* Where there is no room beside the text, the bars open over it. */
  const drawer = (button, bar, modal, room) => {
    if (!button || !bar || !modal) return;
    const pour = (from, to) => {
      to.append(...from.childNodes);
      to.classList.add(...from.classList);
      from.className = "";
    };
    const wide = window.matchMedia(room);
    const close = () => modal.open && modal.close();
    button.setAttribute("aria-expanded", String(wide.matches));
    button.addEventListener("click", () => {
      if (wide.matches) {
        const hidden = bar.classList.toggle("pst-sidebar-hidden");
        button.setAttribute("aria-expanded", String(!hidden));
        return;
      }
      pour(bar, modal);
      modal.showModal();
      button.setAttribute("aria-expanded", "true");
    });
    modal.addEventListener("close", () => {
      pour(modal, bar);
      button.setAttribute("aria-expanded", "false");
      button.focus({ preventScroll: true });
    });
    modal.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) close();
    });
    closeEasily(modal);
    wide.addEventListener("change", () => {
      close();
      button.setAttribute("aria-expanded", String(wide.matches && !bar.classList.contains("pst-sidebar-hidden")));
    });
  };
  drawer(find(".primary-toggle"), find("#pst-primary-sidebar"), find("#pst-primary-sidebar-modal"), "(min-width: 992px)");
  drawer(find(".secondary-toggle"), find("#pst-secondary-sidebar"), find("#pst-secondary-sidebar-modal"), "(min-width: 1200px)");

  /* Whoever types the id of a record in capitals, as the pages print it, arrives too. */
  const asked = window.location.hash.slice(1); // ids are plain letters; what is no address must not end this script
  if (asked && !document.getElementById(asked) && document.getElementById(asked.toLowerCase())) {
    window.location.replace("#" + asked.toLowerCase());
  }

  /* The chapter that is open may lie below the fold of a long list. */
  const bar = find("#pst-primary-sidebar");
  const here = bar && bar.querySelector("a.current");
  if (here && here.offsetTop > bar.clientHeight) bar.scrollTop = here.offsetTop - bar.clientHeight / 2;

  /* The contents mark the section that is being read. */
  const entries = findAll("#pst-page-toc-nav a[href^='#']")
    .map((link) => ({ link, place: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter((entry) => entry.place);
  let marked = null;
  let waits = false;
  const mark = () => {
    waits = false;
    const passed = entries.filter((entry) => entry.place.getBoundingClientRect().top < window.innerHeight / 4);
    const atEnd = window.innerHeight + window.scrollY >= root.scrollHeight - 2;
    const now = (atEnd && window.scrollY > 0 ? entries : passed).at(-1) || null;
    if (now === marked) return;
    if (marked) {
      marked.link.classList.remove("active");
      marked.link.removeAttribute("aria-current");
    }
    if (now) {
      now.link.classList.add("active");
      now.link.setAttribute("aria-current", "true");
    }
    marked = now;
  };
  if (entries.length) {
    const later = () => {
      if (!waits) window.requestAnimationFrame(mark);
      waits = true;
    };
    document.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);
    mark();
  }

  /* What scrolls sideways in its own box can be scrolled by keyboard, and says what it is. */
  const boxes = findAll(".pst-scrollable-table-container, div.exhibit-image, .bd-article pre");
  const reach = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth + 1) {
        const name = box.querySelector("caption, svg[aria-label]");
        const text = name ? name.textContent.trim() || "Figure" : "Code";
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", (name && name.localName === "svg" ? "Figure" : text) + ", scrolls sideways");
      } else {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
        box.removeAttribute("aria-label");
      }
    }
  };
  reach();
  window.addEventListener("resize", reach);
})();
