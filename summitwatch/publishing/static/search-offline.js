/* From a folder, browsers do not let a page read its neighbours: list the hits without excerpts then. */
if (window.location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
