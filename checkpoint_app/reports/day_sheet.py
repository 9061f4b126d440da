"""The day sheet: a site's own numbers of one local day, up to now or frozen at 16:00."""

import csv
import io
import json
from dataclasses import asdict, dataclass

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.passage import Kind, Way
from checkpoint_app.i18n import Lang, number, text
from checkpoint_app.records.sheets import NO_PAPER, Closed, PaperBalance
from checkpoint_app.records.views import NOTHING_REPORTED, DayCounts, Reported, StationInfo
from checkpoint_app.reports.cells import csv_text


@dataclass(frozen=True, slots=True)
class DaySheet:
    """One day of one gate, as reported at a moment (milliseconds since 1970 UTC).

    Attributes:
        inside: how many are inside, by whichever gate of the site they came.
        other_gates: other gates of the site crossed somebody of late, counted on their own sheets.
        reported: what the hub's report of 16:00 of this day counts of this gate.
    """

    info: StationInfo
    counts: DayCounts
    balance: Balance
    inside: int
    at_ms: int
    paper: PaperBalance = NO_PAPER
    other_gates: bool = False
    reported: Reported = NOTHING_REPORTED

    @property
    def not_there(self) -> int:
        """How many passages the hub does not hold, or not as they are here."""
        return self.balance.pending + self.balance.needs_fix


def to_fields(sheet: DaySheet) -> dict[str, object]:
    """The sheet as plain values, ready for JSON."""
    counts, balance = sheet.counts, sheet.balance
    return {
        "site": sheet.info.site,
        "gate": sheet.info.gate,
        "station": str(sheet.info.id),
        "date": counts.day,
        "at": iso(sheet.at_ms),
        "total": counts.total,
        "in": counts.entries,
        "out": counts.exits,
        "voided": counts.voided,
        "warned": counts.warned,
        "inside": sheet.inside,
        "other_gates": sheet.other_gates,
        "by_way": {way.value: counts.by_way.get(way, 0) for way in Way},
        "by_kind": {kind.value: counts.by_kind.get(kind, 0) for kind in Kind},
        "by_hour": [{"in": entries, "out": exits} for entries, exits in counts.by_hour],
        "balance": {**balance.places(), "balanced": balance.balanced},
        "paper": paper_fields(sheet.paper),
        "report": {
            "in": sheet.reported.entries,
            "out": sheet.reported.exits,
            "scans": sheet.reported.scanned,
            "typed": sheet.reported.typed,
            "paper": sheet.reported.paper,
            "imported": sheet.reported.imported,
            "not_at_hub": sheet.not_there,
        },
    }


def remarks(sheet: DaySheet, lang: Lang) -> list[str]:
    """What stands below the numbers: what the hub's report counts, and why that may differ."""
    counted = {name: number(count, lang) for name, count in asdict(sheet.reported).items()}
    found = [text("report.to_hub", lang, **counted)]
    if sheet.not_there:
        found.append(text("report.not_there", lang, count=number(sheet.not_there, lang)))
    if sheet.other_gates:
        found.append(text("report.gate_only", lang))
    return found


def paper_fields(paper: PaperBalance) -> dict[str, object]:
    """What became of the numbered sheets, as plain values."""
    oldest = paper.oldest_open_at
    return {
        "printed": paper.printed,
        "open": paper.open,
        "rows_printed": paper.rows_printed,
        "rows_typed": paper.rows_typed,
        "rows_untyped": paper.untyped,
        "missing": " ".join(paper.missing),
        "oldest_open_at": None if oldest is None else iso(oldest),
        **{how.value: paper.closed.get(how, 0) for how in Closed},
    }


def to_json(sheet: DaySheet) -> bytes:
    """The sheet as one line of JSON in UTF-8."""
    return json.dumps(to_fields(sheet), ensure_ascii=False).encode()


def to_csv(sheet: DaySheet) -> bytes:
    """The sheet as a two-column table, with the mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    for key, value in to_fields(sheet).items():
        if isinstance(value, dict):
            table.writerows((f"{key}.{inner}", _cell(said)) for inner, said in value.items())
        elif isinstance(value, list):
            for hour, pair in enumerate(value):
                table.writerow((f"{key}.{hour:02}.in", pair["in"]))
                table.writerow((f"{key}.{hour:02}.out", pair["out"]))
        else:
            table.writerow((key, _cell(value)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: object) -> object:
    return csv_text(value) if isinstance(value, str) else value
