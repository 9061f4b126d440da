"""Hubs on the local network: shown to a person, who still needs the code of one of them."""

from checkpoint_app.cli.context import Context
from checkpoint_app.sync.finding import LISTEN_S, find_hubs
from checkpoint_app.wire.invitation import grouped


def hubs(context: Context) -> int:
    """Listen for hubs that say they are here; nothing is sent to any."""
    seconds: float = context.args.seconds or LISTEN_S
    context.out.say("say.hubs_listening", seconds=round(seconds))
    found = find_hubs(seconds, context.args.interface)
    for one in found:
        context.out.line(
            site=one.site or None,
            url=one.urls[0],
            others=list(one.urls[1:]),
            tls=one.tls,
            pin=grouped(one.pin) if one.pin else None,
            hub=str(one.id),
        )
    if not context.out.machine:
        context.out.say("say.hubs_found" if found else "say.no_hubs", count=len(found))
    return 0
