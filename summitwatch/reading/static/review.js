"use strict";
// Text and proposals come from the data element and enter the page as text nodes only, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const KIND = { mentions: "naming", expressions: "date", statements: "statement", quotations: "quotation", forecasts: "outlook" };
const FRAME = ["sources", "items"];
const STATE = { accept: "accepted", reject: "rejected", "": "undecided" };
const names = Object.fromEntries(data.choices.actors);
const decisions = {}; // table → id → {decision, set}
const cards = []; // in the order of the page
let current = -1;
let unsaved = false;

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...content);
  return made;
}

const choice = (table, id) => (decisions[table] || {})[id];
const cell = (table, row, field) => {
  const made = choice(table, row.id);
  return made && field in made.set ? made.set[field] : row.cells[field];
};
const actor = (id) => names[id] || id || "nobody yet";
const say = (text, fault = false) => {
  const notice = document.getElementById("notice");
  notice.textContent = text;
  notice.classList.toggle("fault", fault);
};

function decide(table, row, decision, set) {
  const before = choice(table, row.id);
  decisions[table] = decisions[table] || {};
  if (decision) decisions[table][row.id] = { decision, set: { ...(before ? before.set : {}), ...set } };
  else delete decisions[table][row.id];
  unsaved = true;
}

// what must not be blank and is: such a row cannot be adopted
const lacking = (table, row) =>
  data.tables[table].fields.filter((f) => f.required && !String(cell(table, row, f.name) || "").trim()).map((f) => f.name);

/* --- the words, with their spans --- */

function spans(sentence, rows) {
  const points = Array.from(sentence.text);
  const found = [];
  for (const { table, row } of rows) {
    if (table === "forecasts") {
      const at = sentence.text.indexOf(row.cells.phrase);
      if (at < 0) continue;
      const start = Array.from(sentence.text.slice(0, at)).length;
      found.push({ table, row, start, end: start + Array.from(row.cells.phrase).length });
    } else if ("start" in row.cells) {
      found.push({ table, row, start: Number(row.cells.start), end: Number(row.cells.end) });
    }
  }
  const cuts = [...new Set([0, points.length, ...found.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  const pieces = [];
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const text = points.slice(cuts[n], cuts[n + 1]).join("");
    const over = found.filter((s) => s.start <= cuts[n] && s.end >= cuts[n + 1]);
    over.sort((a, b) => a.end - a.start - (b.end - b.start));
    if (!over.length) { pieces.push(text); continue; }
    const piece = element("span", { class: `span ${over[0].table}` }, text);
    piece.over = over.map((s) => `${s.table} ${s.row.id}`);
    piece.addEventListener("click", () => go(cards.findIndex((c) => c.name === piece.over[0])));
    pieces.push(piece);
  }
  return pieces;
}

/* --- a proposal --- */

function summary(table, row) {
  const of = (field) => cell(table, row, field) || "";
  if (table === "mentions") return `${row.cells.surface} → ${actor(of("actor_id"))} (${of("form")})`;
  if (table === "expressions") return `${row.cells.surface} → ${of("edtf") || "no date"}`;
  if (table === "statements") return `${row.id}: ${of("speaker") ? actor(of("speaker")) : "speaker not told"}, ${of("speaker_class")}`;
  if (table === "quotations") return `${row.cells.words} words, of ${row.cells.statement_id}`;
  return `${row.cells.phrase}: ${of("band")}, ${of("polarity")}, of ${row.cells.statement_id}`;
}

function reasons(table, row) {
  const of = (field) => cell(table, row, field);
  if (table === "expressions") return `${of("anchor")}; ${of("rule")}`;
  if (table === "statements") return [of("via") && `through ${actor(of("via"))}`, of("topic"), of("mode"), of("gist") ? `gist: ${of("gist")}` : "gist still to be written"].filter(Boolean).join("; ");
  if (table === "forecasts") return [of("horizon") && `until ${of("horizon")}`, of("proposition_id"), of("why_not")].filter(Boolean).join("; ");
  return "";
}

function widget(table, row, field) {
  const value = cell(table, row, field.name) || "";
  const id = `${table}-${row.id}-${field.name}`;
  let input;
  if (field.options) {
    input = element("select", { id }, ...["", ...field.options].map((o) => element("option", { value: o, selected: o === value }, o)));
  } else if (field.wide) {
    input = element("textarea", { id, rows: 2 });
    input.value = value;
  } else {
    input = element("input", { id, list: field.names ? `choices-${field.names}` : null, autocomplete: "off" });
    input.value = value;
  }
  input.name = field.name;
  const label = element("label", { for: id, title: field.help }, field.name.replaceAll("_", " ") + (field.required ? " (needed)" : ""));
  return element("div", { class: field.wide ? "wide" : "" }, label, input);
}

function fieldForm(table, row, taken) {
  const form = element("div", { class: "fields", role: "group", "aria-label": `Fields of ${row.id}` });
  form.append(...data.tables[table].fields.map((f) => widget(table, row, f)));
  form.changed = () =>
    Object.fromEntries([...form.querySelectorAll("[name]")].filter((i) => i.value !== row.cells[i.name]).map((i) => [i.name, i.value]));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || (event.target.tagName === "TEXTAREA" && event.shiftKey)) return;
    event.preventDefault();
    taken();
  });
  return form;
}

class Card {
  constructor(table, row, sentence) {
    Object.assign(this, { table, row, sentence, name: `${table} ${row.id}`, open: false });
    this.node = element("div", { class: "card", tabindex: "-1", "data-name": this.name });
    this.node.addEventListener("focusin", () => mark(cards.indexOf(this)));
    this.draw();
  }

  draw() {
    const { table, row } = this;
    const state = (choice(table, row.id) || {}).decision || "";
    const action = (name, key, run) => {
      const button = element("button", { type: "button", "data-do": name, tabindex: this.node.classList.contains("current") ? null : "-1" }, name, " ", element("kbd", { "aria-hidden": "true" }, key));
      button.addEventListener("click", run);
      return button;
    };
    const actions = [action("accept", "a", () => this.accept()), action("reject", "r", () => this.settle("reject")), action("change", "l", () => this.edit())];
    this.candidates().forEach(([field, value], n) => {
      actions.push(action(`choose ${field === "actor_id" || field === "speaker" ? actor(value) : value}`, String(n + 1), () => this.settle("accept", { [field]: value })));
    });
    this.node.dataset.state = state;
    this.node.setAttribute("aria-label", `${KIND[table]}, ${summary(table, row)}, ${STATE[state]}`);
    this.node.setAttribute("role", "group");
    this.node.replaceChildren(
      element("span", { class: "state" }, STATE[state]), element("span", { class: `kind ${table}` }, KIND[table]), " ",
      element("span", { class: "what" }, summary(table, row)), element("p", { class: "why" }, reasons(table, row)),
      ...Object.entries(row.doubts).map(([field, values]) => element("p", { class: "doubt" }, `open, ${field.replaceAll("_", " ")}: ${row.reason}; ${values.map((v) => names[v] || v).join(" or ")}`)),
      element("div", { class: "actions" }, ...actions));
    if (this.open) this.showForm();
  }

  // a candidate that no table knows yet cannot be chosen, only shown
  candidates() {
    const named = new Set(data.tables[this.table].fields.filter((f) => f.names).map((f) => f.name));
    return Object.entries(this.row.doubts).flatMap(([field, values]) =>
      values.filter((value) => !named.has(field) || value in names).map((value) => [field, value]));
  }

  showForm() {
    this.form = fieldForm(this.table, this.row, () => this.take());
    const take = element("button", { type: "button" }, "take and accept");
    const drop = element("button", { type: "button" }, "drop the change");
    take.addEventListener("click", () => this.take());
    drop.addEventListener("click", () => this.close());
    this.node.append(this.form, element("div", { class: "actions" }, take, drop));
  }

  edit(field) {
    this.open = true;
    this.draw();
    const input = field ? this.form.querySelector(`[name="${field}"]`) : this.form.querySelector("[name]");
    input.focus();
  }

  close() {
    this.open = false;
    this.draw();
    this.node.focus();
  }

  take() {
    const inputs = [...this.form.querySelectorAll("[name]")];
    const needed = data.tables[this.table].fields.filter((f) => f.required).map((f) => f.name);
    const blank = inputs.find((i) => needed.includes(i.name) && !i.value.trim());
    if (blank) {
      say(`${this.row.id} cannot be accepted without: ${blank.name.replaceAll("_", " ")}`, true);
      blank.focus();
      return;
    }
    const set = this.form.changed();
    decide(this.table, this.row, "");
    this.settle("accept", set);
  }

  accept() {
    const blank = lacking(this.table, this.row);
    if (!blank.length) { this.settle("accept"); return; }
    say(this.candidates().length ? `${this.row.id} is ambiguous: choose a candidate` : `${this.row.id} needs: ${blank.join(", ")}`, true);
    this.edit(blank[0]);
  }

  settle(decision, set = {}) {
    decide(this.table, this.row, decision, set);
    this.open = false;
    this.after(decision);
  }

  after(decision) {
    this.draw();
    this.node.focus();
    say(`${this.row.id} ${STATE[decision]}`);
    refresh(this.sentence);
  }
}

/* --- the page --- */

function refresh(sentence) {
  const done = cards.filter((c) => choice(c.table, c.row.id)).length;
  document.getElementById("progress").textContent = `${done} of ${cards.length} decided`;
  for (const piece of document.querySelectorAll(`[data-sentence="${sentence}"] .span`)) {
    const [table, id] = piece.over[0].split(" ");
    piece.classList.toggle("gone", (choice(table, id) || {}).decision === "reject");
  }
}

function mark(place) {
  if (place === current) return;
  const left = cards[current];
  current = place;
  for (const card of [left, cards[place]]) {
    if (!card) continue;
    const here = card === cards[place];
    card.node.classList.toggle("current", here);
    card.node.tabIndex = here ? 0 : -1;
    for (const button of card.node.querySelectorAll("button")) button.tabIndex = here ? 0 : -1;
  }
  for (const piece of document.querySelectorAll(".span")) piece.classList.toggle("current", piece.over.includes(cards[place].name));
}

function go(place) {
  if (place < 0 || place >= cards.length) return;
  cards[place].node.focus();
  cards[place].node.scrollIntoView({ block: "nearest" });
}

function nextUndecided() {
  const open = (c) => !choice(c.table, c.row.id);
  const place = cards.findIndex((c, n) => n > current && open(c));
  go(place < 0 ? cards.findIndex(open) : place);
}

function acceptSentence() {
  const here = cards[current];
  if (!here) return;
  let count = 0;
  for (const card of cards.filter((c) => c.sentence === here.sentence && !choice(c.table, c.row.id))) {
    if (lacking(card.table, card.row).length || card.candidates().length) continue;
    decide(card.table, card.row, "accept");
    card.draw();
    count += 1;
  }
  here.node.focus();
  refresh(here.sentence);
  say(`${count} accepted in ${here.sentence}`);
}

function faults() {
  const told = [];
  for (const [table, { rows }] of Object.entries(data.tables)) {
    for (const row of rows) {
      const accepted = FRAME.includes(table) || (choice(table, row.id) || {}).decision === "accept";
      if (!accepted) continue;
      const blank = lacking(table, row);
      if (blank.length) told.push(`${row.id} lacks ${blank.join(", ")}`);
      const parent = table !== "statements" && row.cells.statement_id;
      if (parent && (choice("statements", parent) || {}).decision !== "accept") told.push(`${row.id} needs ${parent}`);
    }
  }
  return told;
}

function save() {
  const content = JSON.stringify({ format: data.format, proposals: data.proposals, decided: decisions }, null, 1);
  const address = URL.createObjectURL(new Blob([content + "\n"], { type: "application/json" }));
  const link = element("a", { href: address, download: `${data.sources[0]}-decisions.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  unsaved = false;
  const told = faults();
  const open = cards.filter((c) => !choice(c.table, c.row.id)).length;
  say(`Saved. ${open} undecided are left out.` + (told.length ? ` adopt will refuse: ${told.join("; ")}` : ""), told.length > 0);
}

async function restore(file) {
  let content;
  try { content = JSON.parse(await file.text()); } catch { content = {}; }
  if (content.format !== data.format || content.proposals !== data.proposals) {
    say("These decisions belong to other proposals.", true);
    return;
  }
  for (const [table, records] of Object.entries(content.decided)) {
    for (const row of (data.tables[table] || { rows: [] }).rows) {
      if (row.id in records) decide(table, row, records[row.id].decision, records[row.id].set);
    }
    if (table === "sentences") decisions.sentences = records;
  }
  unsaved = false;
  draw();
  say("Decisions read.");
}

function drawAbout() {
  const about = document.getElementById("about");
  about.replaceChildren(about.firstElementChild);
  for (const table of FRAME) {
    for (const row of (data.tables[table] || { rows: [] }).rows) {
      const form = fieldForm(table, row, () => {});
      form.addEventListener("change", () => { decide(table, row, ""); decide(table, row, "accept", form.changed()); });
      about.append(element("h3", {}, `${table === "sources" ? "Source" : "Story"} ${row.id}`), form);
    }
  }
  if (data.overlaps.length) {
    const line = (name, values) => element("tr", {}, ...values.map((v) => element(name, {}, v)));
    const body = data.overlaps.map((o) => line("td", [o.source_id, o.other, o.in_other, o.of_other, o.verdict]));
    about.append(element("h3", {}, "Overlap with other documents"),
      element("table", {}, element("thead", {}, line("th", ["text", "other", "of the text in the other", "of the other in the text", "verdict"])), element("tbody", {}, ...body)));
  }
  for (const note of data.notes) about.append(element("p", { class: "fault" }, note.note));
}

function drawText() {
  const text = document.getElementById("text");
  text.replaceChildren(text.firstElementChild);
  cards.length = 0;
  current = -1;
  const by = {};
  for (const table of Object.keys(KIND)) {
    for (const row of (data.tables[table] || { rows: [] }).rows) (by[row.sentence] = by[row.sentence] || []).push({ table, row });
  }
  for (const sentence of data.sentences) {
    const rows = by[sentence.id] || [];
    const mine = rows.map(({ table, row }) => new Card(table, row, sentence.id));
    cards.push(...mine);
    const made = choice("sentences", sentence.id);
    const segment = made ? made.set.segment : sentence.segment;
    const select = element("select", { "aria-label": `Segment of ${sentence.id}` }, ...data.segments.map((s) => element("option", { value: s, selected: s === segment }, s)));
    select.addEventListener("change", () => decide("sentences", sentence, "accept", { segment: select.value }));
    const left = element("div", {}, element("p", { class: "place" }, `${sentence.id}, ${sentence.item} `, select), element("p", { class: "words" }, ...spans(sentence, rows)));
    const right = element("div", { class: "cards", role: "group", "aria-label": `Proposals of ${sentence.id}` }, ...mine.map((c) => c.node));
    text.append(element("div", { class: `sentence ${segment}`, "data-sentence": sentence.id }, left, mine.length ? right : element("div")));
  }
}

function draw() {
  drawAbout();
  drawText();
  if (cards.length) mark(0);
  for (const sentence of data.sentences) refresh(sentence.id);
}

const KEYS = {
  j: () => go(current + 1), ArrowDown: () => go(current + 1), k: () => go(current - 1), ArrowUp: () => go(current - 1),
  n: nextUndecided, a: () => cards[current].accept(), r: () => cards[current].settle("reject"), l: () => cards[current].edit(),
  u: () => { const c = cards[current]; decide(c.table, c.row, ""); c.after(""); }, A: acceptSentence, s: save,
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const card = cards[current];
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    if (event.key === "Escape" && card && card.node.contains(event.target)) card.close();
    return;
  }
  if (!document.getElementById("keys").checked || !card) return;
  const nth = "123456789".indexOf(event.key);
  const candidate = nth >= 0 ? card.candidates()[nth] : null;
  if (candidate) card.settle("accept", { [candidate[0]]: candidate[1] });
  else if (event.key in KEYS) KEYS[event.key]();
  else return;
  event.preventDefault();
});
document.getElementById("save").addEventListener("click", save);
document.getElementById("load").addEventListener("change", (event) => event.target.files.length && restore(event.target.files[0]));
document.getElementById("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
for (const [table, rows] of Object.entries(data.choices)) {
  document.body.append(element("datalist", { id: `choices-${table}` }, ...rows.map(([id, name]) => element("option", { value: id }, name))));
}
draw();
