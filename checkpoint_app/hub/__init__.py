"""The hub: receives the passages of many stations and holds each one once."""
