/* From a folder, browsers do not let a page read its neighbours: list the hits without excerpts then, and say so. */
if (window.location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  document.getElementById("search-limits").hidden = false;
}
Documentation.TRANSLATIONS["Search Results"] = "Chapters";
