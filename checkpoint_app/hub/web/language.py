"""In which language a page speaks: as the visitor chose, else as the browser asks; Vietnamese
first."""

from starlette.requests import Request

from checkpoint_app.i18n import Lang

LANG_COOKIE = "lang"
LANG_S = 31_536_000


def language(request: Request) -> Lang:
    """The language of a request."""
    for said in (request.query_params.get("lang", ""), request.cookies.get(LANG_COOKIE, "")):
        if said in list(Lang):
            return Lang(said)
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> Lang:
    """The language that an Accept-Language header likes best (RFC 9110 §12.5.4)."""
    liked = {Lang.VI: 0.0, Lang.EN: 0.0}
    for part in header[:500].split(","):
        tag, _, weight = part.strip().partition(";")
        name = tag.strip().lower().partition("-")[0]
        if name in list(Lang):
            liked[Lang(name)] = max(liked[Lang(name)], _weight(weight))
    return Lang.EN if liked[Lang.EN] > liked[Lang.VI] else Lang.VI


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(1.0, max(0.0, float(value))) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
