"""The command that fills a hub with an invented city."""

from checkpoint_app.cli.context import Context
from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import local
from checkpoint_app.hub.simulate.city import Wish


def simulate(context: Context) -> int:
    """Fill an empty hub; who does it wrong there goes to a file, a line of JSON for each site."""
    args = context.args
    args.truth.parent.mkdir(parents=True, exist_ok=True)
    with args.truth.open("ab"):  # where it cannot be written, it is said before the work
        pass
    with context.hub() as hub:
        wish = Wish(
            args.seed, args.sites, args.passages, local(hub.now_ms()).date(), days=args.days
        )
        filled, truth = hub.oversight.simulate(wish)
    write_file(args.truth, "".join(f"{line}\n" for line in truth).encode())
    context.out.answer(
        "say.simulated",
        sites=filled.sites,
        stations=filled.stations,
        passages=filled.passages,
        refused=filled.refused,
        wrong=filled.wrong,
    )
    return 0
