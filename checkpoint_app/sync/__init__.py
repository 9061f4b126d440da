"""Sending the outbox to the hub. It runs beside the gate and never makes it wait."""
