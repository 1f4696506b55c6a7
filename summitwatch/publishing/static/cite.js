/* References: one click copies, in the style that was copied last. Without scripts, and where the browser keeps
   its clipboard, they are there to read and select. A record's reference is made from its page's pattern. */
(() => {
  "use strict";
  const KEY = "cite-style";
  const REFUSED = "The browser did not let the page copy. The reference is selected: copy it from here.";
  const find = (root, selector) => root.querySelector(selector);
  const findAll = (root, selector) => [...root.querySelectorAll(selector)];

  const chosen = () => {
    try {
      return window.localStorage.getItem(KEY);
    } catch {
      return null; // storage may be shut off for files and in private windows
    }
  };
  const choose = (style) => {
    try {
      window.localStorage.setItem(KEY, style);
    } catch {
      /* the choice is not remembered */
    }
  };

  /* What happened is said aloud once, and shown beside the reference. */
  const voice = document.createElement("div");
  voice.className = "cite-voice";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  const tell = (list, text) => {
    for (const old of findAll(document, ".cite-told")) old.remove();
    const told = document.createElement("p");
    told.className = "cite-told";
    told.setAttribute("aria-hidden", "true");
    told.textContent = text;
    list.after(told);
    voice.textContent = "";
    window.setTimeout(() => (voice.textContent = text), 50); // else the same words twice are said once
  };

  const styleOf = (row) => find(row, ".cite-style").textContent;
  const copy = async (row) => {
    const text = find(row, ".cite-text");
    try {
      await navigator.clipboard.writeText(text.textContent);
      tell(row.parentNode, "Copied: " + styleOf(row) + " reference.");
    } catch {
      window.getSelection().selectAllChildren(text);
      tell(row.parentNode, REFUSED);
    }
  };
  const copyChosen = (box) => {
    const rows = findAll(box, ".cite-refs > li");
    copy(rows.find((row) => styleOf(row) === chosen()) || rows[0]);
  };
  const addButtons = (list) => {
    for (const row of list.children) {
      if (find(row, "button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cite-copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy, " + styleOf(row));
      row.append(" ", button);
    }
  };

  /* The title of a record by the rule of summitwatch.publishing.citation.work.titled. */
  const titled = (link) => {
    const name = link.dataset.cite;
    const short = name.charAt(0).toUpperCase() + name.slice(1);
    const record = link.closest(".ledger-record");
    const words = "bare" in link.dataset ? null : record && find(record, ".ledger-text");
    if (!words) return { title: short, short };
    const said = words.textContent.trim().replace(/\s+/g, " ").replace(/\.+$/, "");
    return { title: said.replace(/“/g, "‘").replace(/”/g, "’") + " (" + name + ")", short };
  };
  const fill = (link) => {
    const list = find(document, ".cite-pattern .cite-refs").cloneNode(true);
    const words = { ...titled(link), anchor: link.hash.slice(1) };
    for (const button of findAll(list, "button")) button.remove();
    for (const slot of findAll(list, "[data-slot]")) slot.replaceWith(words[slot.dataset.slot]);
    const box = document.createElement("div");
    box.className = "cite cite-open";
    box.append(list);
    addButtons(list);
    return box;
  };

  const boxes = new Map(); // of the records whose references are shown
  const toggle = (link) => {
    const open = boxes.get(link);
    if (open) {
      open.remove();
      boxes.delete(link);
    } else {
      const box = fill(link);
      link.closest("p").after(box);
      boxes.set(link, box);
      copyChosen(box);
    }
    link.setAttribute("aria-expanded", String(!open));
  };

  const canFill = Boolean(find(document, ".cite-pattern"));
  for (const link of canFill ? findAll(document, "a.cite-link") : []) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.setAttribute("aria-label", "Cite " + link.dataset.cite);
  }
  for (const list of findAll(document, ".end-block > .cite-refs")) addButtons(list);

  const isAction = (event) => canFill && event.target instanceof Element && event.target.closest("a.cite-link");
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = isAction(event);
    const summary = event.target.closest("details.cite > summary");
    const button = event.target.closest("button.cite-copy");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      toggle(link);
    } else if (summary) {
      addButtons(find(summary.parentNode, ".cite-refs"));
      if (!summary.parentNode.open) copyChosen(summary.parentNode);
    } else if (button) {
      choose(styleOf(button.parentNode));
      copy(button.parentNode);
    }
  });
  document.addEventListener("keydown", (event) => {
    const link = event.key === " " && isAction(event);
    if (!link) return;
    event.preventDefault(); // a button answers to the space bar too
    toggle(link);
  });
})();
