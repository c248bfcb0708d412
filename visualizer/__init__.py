"""The page: words, controls, and the server that brings them to a browser."""
