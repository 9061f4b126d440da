"""Setting up, locking, bundling: what makes the project run on somebody else's machine."""
