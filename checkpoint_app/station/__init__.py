"""The station at work: one lane, one door to the store, one desk for the window and the shell."""
