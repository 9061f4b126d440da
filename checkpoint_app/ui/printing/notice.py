"""What each paper says of the data it asks for: why, on what ground, and the person's rights.

The law asks for the kinds of data, the purpose, who keeps them and the rights to be told beforehand
(Law 91/2025/QH15, Decree 356/2025/NĐ-CP); letter 19/SCHTP of Hanoi orders the record itself.
"""

from checkpoint_app.station.papers import Place
from checkpoint_app.ui.printing.paper import HOTLINE
from checkpoint_app.ui.printing.tongue import Tongue


def basis(place: Place, tongue: Tongue) -> str:
    """Why the data is taken, on what ground, who keeps it and how long."""
    said = tongue.translate(
        "PaperNotice",
        "Purpose: to know who entered and left, so that contacts are found quickly when disease "
        "spreads; for nothing else. Ground: letter 19/SCHTP of Hanoi, 11/08/2021; Law on Personal "
        "Data Protection 91/2025/QH15; Decree 356/2025/NĐ-CP. Kept by: {site}.",
    ).format(site=place.site)
    if not place.keep_days:
        return said
    kept = tongue.translate("PaperNotice", "Deleted after {days} days.")
    return f"{said} {kept.format(days=place.keep_days)}"


def rights(tongue: Tongue) -> str:
    """What a person may ask for, and where."""
    said = tongue.translate(
        "PaperNotice",
        "You may ask to see, correct or delete your data, and withdraw your consent, at this gate. "
        "Help: {hotline}.",
    )
    return said.format(hotline=HOTLINE)
