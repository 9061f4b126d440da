"""The delivery desk."""

from checkpoint_app.ui.screens.delivery.screen import DeliveryScreen

__all__ = ["DeliveryScreen"]
