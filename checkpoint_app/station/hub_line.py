"""The station's line to its hub: joining it, and what speaks to it from then on."""

import logging
from collections.abc import Callable

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import HubUrlRefused, KeyringMissing
from checkpoint_app.domain.trust_errors import OtherHubWaits
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.security import credential
from checkpoint_app.sync.absent import AbsentHub
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.enrol import enrol

_log = logging.getLogger(__name__)


def join(
    store: Store,
    url: str,
    code: str,
    clock: Clock,
    *,
    keyring: bool,
    allow_plain: bool,
    old_hub_gone: bool = False,
) -> StationInfo:
    """Join a hub with its one-time code, for the first time or anew; the outbox stays as it is.

    What was sent stays where it was sent. What was not goes to the hub joined now. So another hub
    is only joined once nothing waits: the hub until now may hold what waits already, its answer
    lost on the way, and it would be counted at both.

    Args:
        keyring: keep the token in the computer's keyring; in the store where that fails.
        allow_plain: take http to addresses of the local network.
        old_hub_gone: join another hub though something waits; nobody counts at the last one.

    Raises:
        EnrolmentRefused and kin, HubUnreachable, HubUrlRefused: see `enrol`.
        OtherHubWaits: another hub, and passages wait; the code works again later.
    """
    info = store.info()
    own = store.signing_key().public_key().public_bytes_raw()
    joined = enrol(url, code, info, clock, public_key=own, allow_plain=allow_plain)
    unsent = store.outbox.unsent()
    if unsent and not old_hub_gone and info.hub_id not in (None, str(joined.hub)):
        raise OtherHubWaits(reason="unsent", unsent=unsent)
    token = joined.token
    if keyring:
        try:
            token = credential.put_away(token, info.id, joined.hub)
        except KeyringMissing as error:
            _log.warning("the token stays in the store: %s", error.code)
    store.set_hub(
        url,
        token,
        str(joined.hub),
        joined.site_name,
        authority=joined.authority,
        seal_key=joined.seal_key,
        verify_key=joined.verify_key,
    )
    _log.info("joined hub %s%s", joined.hub, ", pinned" if joined.authority else "")
    return store.info()


def line_to_hub(
    info: StationInfo, clock: Clock, on_clock: Callable[[int, float], None], *, allow_plain: bool
) -> HubClient | AbsentHub | None:
    """What speaks to the hub of this station; None where it has none.

    A hub that cannot be spoken to as things are says why at every try.
    """
    if not (info.hub_url and info.hub_token):
        return None
    try:
        token = credential.fetch(info.hub_token)
    except KeyringMissing as error:
        _log.error("no token: %s", error.code)
        return AbsentHub(SyncCause.CREDENTIAL_MISSING)
    try:
        return HubClient(
            info.hub_url,
            token,
            info.id,
            clock,
            on_clock=on_clock,
            authority=info.hub_authority,
            allow_plain=allow_plain,
        )
    except HubUrlRefused:
        return AbsentHub(SyncCause.PLAIN_REFUSED)
