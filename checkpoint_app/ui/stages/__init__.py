"""The states of single screens, for the pictures of them."""
