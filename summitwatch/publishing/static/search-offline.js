/* From a folder, browsers do not let a page read its neighbours: list the hits without excerpts then, and say so. */
if (window.location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  document.getElementById("search-limits").hidden = false;
}
// What Sphinx's search says, in the book's words.
Object.assign(Documentation.TRANSLATIONS, {
  "Search Results": "Chapters",
  "Searching": "Looking through the chapters",
  "Preparing search...": "Opening the index …",
  "Search finished, found ${resultCount} page(s) matching the search query.":
    "Pages and sections that hold the words: ${resultCount}",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "No chapter holds these words. Try fewer of them, or another spelling.",
});
