"""An invented city to try a hub on: sites, people, days, and some who do it wrong on purpose.

Nobody in it exists. The same seed makes the same city on the same day.
"""
