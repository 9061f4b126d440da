"""Lists that a site brings along: residents, staff, regular drivers, market cards."""
