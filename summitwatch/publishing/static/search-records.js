/* Finds records: by id first, then where all words of the question begin words of the record. Texts are set as
   text, never as markup. records.js holds the index. */
(() => {
  "use strict";
  const STEP = 20; // hits that show at once
  const place = document.getElementById("record-results");
  const asked = new URLSearchParams(window.location.search).get("q") || "";
  if (!place || typeof summitWatchRecords === "undefined") return;
  for (const field of document.querySelectorAll(".bd-search-container input[name='q']")) field.value = asked;

  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}-]+/gu, " ").trim();
  const words = plain(asked).split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (!words.length) return;

  const { kinds, pages, rows } = summitWatchRecords;
  const begins = (text, word) => text.startsWith(word) || text.includes(" " + word);
  const holds = (text, word) => (" " + text + " ").includes(" " + word + " "); // "Cha" before "change"
  const score = ([id, , , core, text, fine, more, ...inside]) => {
    const ids = [id, ...inside].map((name) => name.toLowerCase());
    const first = plain(text);
    const all = [...ids, first, plain(fine), plain(more)].join(" ");
    if (!words.every((word) => begins(all, word))) return 0;
    const named = words.some((word) => ids[0] === word) ? 1000 : words.some((word) => ids.includes(word)) ? 500 : 0;
    const whole = words.filter((word) => holds(all, word)).length;
    return 1 + named + 30 * whole + 10 * words.filter((word) => begins(first, word)).length + core;
  };
  const hits = rows
    .map((row, position) => ({ row, position, score: score(row) }))
    .filter((hit) => hit.score)
    .sort((a, b) => b.score - a.score || a.position - b.position);

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const shown = ({ row: [id, page, kind, core, text, fine, , ...inside] }) => {
    const item = make("li", core ? "tier-core" : "tier-wider");
    const wanted = inside.find((name) => words.includes(name.toLowerCase())) || id;
    const link = make("a", "", wanted === id ? id : wanted + " in " + id);
    link.href = pages[page] + "#" + wanted.toLowerCase();
    item.append(link, " " + kinds[kind] + (core ? "" : ", wider record"));
    item.append(make("span", "record-text", text));
    if (fine) item.append(make("span", "record-fine", fine));
    return item;
  };
  const list = make("ol", "record-hits");
  const counted = hits.length === 1 ? "One record" : hits.length + " records";
  const none = "No record holds these words. Try fewer of them, a name, or a day.";
  const count = make("p", "record-count", hits.length ? counted : none);
  count.setAttribute("role", "status");
  const more = make("button", "record-more");
  more.type = "button";
  const grow = () => {
    const from = list.children.length;
    list.append(...hits.slice(from, from + STEP).map(shown));
    const left = hits.length - list.children.length;
    more.hidden = left <= 0;
    more.textContent = "Show " + Math.min(left, STEP) + " more";
    if (from) list.children[from].querySelector("a").focus();
  };
  more.addEventListener("click", grow);
  place.append(make("h2", "", "Records"), count, list, more);
  grow();
})();
