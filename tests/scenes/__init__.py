"""Drawn gate scenes: invented people, their cards and phones, held to a camera. No photograph."""
