"""The hub's web console: pages for people, made on the server, that work without JavaScript."""
