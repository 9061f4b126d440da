"""Every sentence in Vietnamese and English: code -> (vi, en). Each error says what to do."""

from checkpoint_app.i18n.catalog import (
    checks,
    codes,
    errors,
    hub_errors,
    management,
    network,
    oversight,
    papers,
    reasons,
    shell,
    site_lists,
    web,
    web_pages,
    words,
)
from checkpoint_app.i18n.catalog.pairs import Pairs

_PARTS = (
    checks,
    codes,
    errors,
    hub_errors,
    management,
    network,
    oversight,
    papers,
    reasons,
    shell,
    site_lists,
    web,
    web_pages,
    words,
)
CATALOG: Pairs = {code: pair for part in _PARTS for code, pair in part.SENTENCES.items()}
