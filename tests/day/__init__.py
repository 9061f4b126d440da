"""A guard's whole day at the frozen program, through the keyboard of a real display server."""
