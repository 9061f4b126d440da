"""What station and hub say to each other: messages, limits, checks. No network, no database."""
