/* Light or dark must be known before the first paint. Storage may be shut off for files and in private windows. */
(() => {
  "use strict";
  const kept = (name) => {
    try {
      return window.localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  root.dataset.mode = kept("mode") || "auto";
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = root.dataset.mode === "auto" ? (dark ? "dark" : "light") : root.dataset.mode;
})();
