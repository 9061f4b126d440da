"""Lists that a site brings along, from real files."""
