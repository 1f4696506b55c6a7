/* Long tables: sort by a head, filter by words and by the values of a column, show the first rows or all. What is
   chosen stands in the address (#tab-calls?sort=-said&find=seoul&band=likely), after the # so that it works from a
   folder too. Without this script the tables stand whole, as they do in print. */
(() => {
  "use strict";
  const FOLD = 50; // rows that show at first
  const FEW = 16; // values of a column that a list may offer
  const LISTS = 3; // columns that get a list
  const views = [];

  const make = (name, attributes = {}, text = "") => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    return element;
  };
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const textOf = (cell) => {
    let shown = cell;
    if (cell.querySelector(".ev-pop")) {
      shown = cell.cloneNode(true);
      for (const card of shown.querySelectorAll(".ev-pop")) card.remove();
    }
    return shown.textContent.replace(/\s+/g, " ").trim();
  };
  const isBlank = (text) => ["", "–", "—", "unknown"].includes(text);
  const numberOf = (text) => {
    const found = text.replace(/[\s\u202f,](?=\d{3}\b)/g, "").replace("−", "-").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : NaN;
  };

  /* The key of a cell: blank ones are null and stand last in either order. */
  const keyOf = (cell, text, kind) => {
    if (kind === "when") return cell.querySelector("data").getAttribute("value") || null;
    if (isBlank(text)) return null;
    if (kind === "num") return Number.isNaN(numberOf(text)) ? null : numberOf(text);
    return text;
  };
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const compare = (a, b, down) => {
    if (a === null || b === null) return (a === null) - (b === null);
    const way = typeof a === "number" ? a - b : order.compare(a, b);
    return down ? -way : way;
  };

  const columnsOf = (table, rows) => {
    const taken = new Set(["sort", "find", "all"]);
    return [...table.tHead.rows[0].cells].map((head, index) => {
      const name = head.textContent.trim();
      let slug = plain(name).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "column";
      while (taken.has(slug)) slug += "-" + (index + 1);
      taken.add(slug);
      const cells = rows.map((row) => row.cells[index]);
      const kind = cells.every((cell) => cell.classList.contains("when"))
        ? "when"
        : head.classList.contains("num")
          ? "num"
          : "text";
      const texts = cells.map(textOf);
      const values = [...new Set(texts)].sort(order.compare);
      const short = values.every((value) => value.length <= 40);
      const listed =
        kind === "text" && short && values.length > 1 && values.length <= FEW && rows.length >= 3 * values.length;
      return { head, name, slug, kind, keys: cells.map((cell, row) => keyOf(cell, texts[row], kind)), texts, values, listed };
    });
  };

  const equip = (table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const columns = columnsOf(table, rows);
    const words = rows.map((_, row) => plain(columns.map((column) => column.texts[row]).join(" ")));
    const title = table.caption ? table.caption.textContent.trim() : "Table";
    const box = table.closest(".pst-scrollable-table-container") || table;
    const tools = box.previousElementSibling;
    if (!tools || !tools.classList.contains("table-tools")) return;
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", "Filter: " + title);
    const state = { sort: null, down: false, find: "", all: false, only: {} };

    const field = make("input", { type: "search", autocomplete: "off", spellcheck: "false", "aria-controls": table.id });
    const label = make("label", { class: "table-find" }, "Filter ");
    label.append(field);
    tools.append(label);
    const lists = columns
      .filter((column) => column.listed)
      .slice(0, LISTS)
      .map((column) => {
        const list = make("select", { "aria-controls": table.id });
        list.append(make("option", { value: "" }, "all"));
        for (const value of column.values) list.append(make("option", { value }, value));
        const named = make("label", {}, column.name + " ");
        named.append(list);
        tools.append(named);
        list.addEventListener("change", () => change({ only: { ...state.only, [column.slug]: list.value } }));
        return { list, column };
      });
    const clear = make("button", { type: "button", class: "table-clear" }, "Clear");
    const count = make("p", { class: "table-count", role: "status" });
    tools.append(clear, count);
    const more = make("button", { type: "button", class: "table-more" });
    box.after(more);

    for (const column of columns) {
      if (!column.head.textContent.trim()) continue; // a button needs a name
      const button = make("button", { type: "button", class: "table-sort" });
      const inner = column.head.querySelector("p") || column.head;
      button.append(...inner.childNodes);
      inner.append(button);
      button.addEventListener("click", () => {
        const same = state.sort === column.slug;
        if (same && state.down) change({ sort: null, down: false });
        else change({ sort: column.slug, down: same });
      });
    }

    const draw = () => {
      const sorted = columns.find((column) => column.slug === state.sort);
      const places = rows.map((_, place) => place);
      if (sorted) places.sort((a, b) => compare(sorted.keys[a], sorted.keys[b], state.down) || a - b);
      const asked = plain(state.find).split(" ").filter(Boolean);
      const kept = (place) =>
        asked.every((word) => words[place].includes(word)) &&
        columns.every((column) => !state.only[column.slug] || column.texts[place] === state.only[column.slug]);
      let hits = 0;
      for (const place of places) {
        const row = rows[place];
        const hit = kept(place);
        hits += hit;
        row.classList.toggle("is-out", !hit || (!state.all && hits > FOLD));
      }
      if (places.some((place, index) => body.rows[index] !== rows[place])) body.append(...places.map((p) => rows[p]));
      for (const column of columns) {
        if (column === sorted) column.head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        else column.head.removeAttribute("aria-sort");
      }
      const shown = state.all ? hits : Math.min(hits, FOLD);
      const filtered = hits < rows.length ? hits + " of " + rows.length + " rows" : rows.length + " rows";
      count.textContent = hits ? filtered + (shown < hits ? ", the first " + shown + " shown" : "") : "No row has this";
      more.hidden = hits <= FOLD;
      more.textContent = state.all ? "Show the first " + FOLD : "Show all " + hits + " rows";
      more.setAttribute("aria-expanded", String(state.all));
      clear.disabled = !(state.find || state.sort || Object.values(state.only).some(Boolean));
      if (field.value !== state.find) field.value = state.find;
      for (const { list, column } of lists) list.value = state.only[column.slug] || "";
    };
    const change = (part) => {
      Object.assign(state, part);
      draw();
      note();
    };
    const restart = () => ({ sort: null, down: false, find: "", only: {} });
    field.addEventListener("input", () => change({ find: field.value }));
    clear.addEventListener("click", () => {
      change(restart());
      field.focus();
    });
    more.addEventListener("click", () => {
      change({ all: !state.all });
      if (!state.all) box.scrollIntoView({ block: "start" });
    });

    const written = () => {
      const pairs = new URLSearchParams();
      if (state.sort) pairs.set("sort", (state.down ? "-" : "") + state.sort);
      if (state.find) pairs.set("find", state.find);
      for (const [slug, value] of Object.entries(state.only)) if (value) pairs.set(slug, value);
      if (state.all) pairs.set("all", "1");
      return pairs.toString();
    };
    const read = (text) => {
      const pairs = new URLSearchParams(text);
      const sort = pairs.get("sort") || "";
      const slug = sort.replace(/^-/, "");
      const known = columns.some((column) => column.slug === slug);
      const only = {};
      for (const { column } of lists) {
        const value = pairs.get(column.slug);
        if (column.values.includes(value)) only[column.slug] = value;
      }
      Object.assign(state, { sort: known ? slug : null, down: known && sort.startsWith("-"), find: pairs.get("find") || "" });
      Object.assign(state, { all: pairs.has("all"), only });
      draw();
    };
    table.classList.add("ready");
    tools.classList.add("ready");
    views.push({ id: table.id, box: tools, written, read });
    draw();
  };

  /* All views of a page stand in one address, parted by semicolons. */
  const note = () => {
    const told = views.map((view) => [view.id, view.written()]).filter(([, text]) => text);
    const address = window.location.href.split("#")[0];
    try {
      window.history.replaceState(null, "", address + (told.length ? "#" + told.map((t) => t.join("?")).join(";") : ""));
    } catch {
      /* some browsers keep a file's address as it is */
    }
  };
  const recall = () => {
    const hash = window.location.hash.slice(1);
    if (!hash.includes("?")) return;
    let first = null;
    for (const part of hash.split(";")) {
      const [id, ...rest] = part.split("?");
      const view = views.find((candidate) => candidate.id === id);
      if (!view) continue;
      view.read(rest.join("?"));
      first = first || view;
    }
    if (first) first.box.scrollIntoView({ block: "start" });
  };

  for (const table of document.querySelectorAll("table.exhibit.long")) if (table.id && table.tHead) equip(table);
  if (!views.length) return;
  window.dispatchEvent(new Event("resize")); // what scrolls sideways is measured anew
  recall();
  window.addEventListener("hashchange", recall);
})();
