"""Who may open the store: the data key, its wraps, PINs and the lockout."""
