"""The causes about a site's own hub: finding it, and letting it report to the one above."""

from checkpoint_app.domain.errors import CheckpointError


class HubIsItself(CheckpointError):
    """A hub cannot report to itself."""

    code = "hub_is_itself"


class NetworkMissing(CheckpointError):
    """This computer has no network to look for hubs on."""

    code = "network_missing"
