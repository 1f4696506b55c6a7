/* What must be settled before the first paint: light or dark, where reading begins, and the fonts, which lie in the style
   sheet. */
(() => {
  "use strict";
  const LONGEST = 1500; // ms that the page waits for its fonts; decoding them takes a few
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return window.localStorage.getItem(name);
    } catch {
      return null; // storage may be shut off for files and in private windows
    }
  };
  root.dataset.mode = kept("mode") || "auto";
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = root.dataset.mode === "auto" ? (dark ? "dark" : "light") : root.dataset.mode;
  if (!window.location.hash) root.classList.add("from-the-top");

  if (!document.fonts) return;
  const show = () => root.classList.remove("awaits-fonts");
  root.classList.add("awaits-fonts");
  window.setTimeout(show, LONGEST);
  const fonts = [...document.fonts].filter((font) => !font.unicodeRange.startsWith("U+11"));
  Promise.allSettled(fonts.map((font) => font.load())).then(show);
})();
