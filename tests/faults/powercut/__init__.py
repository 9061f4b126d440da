"""The power goes at any moment, on a disk that keeps only what it was told to flush."""
