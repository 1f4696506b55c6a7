"""Summit Watch: an executable, citable book on whether Kim Jong Un and Donald Trump will meet."""
