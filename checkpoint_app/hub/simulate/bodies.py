"""The messages of the invented passages, as their stations would have sent them."""

import msgspec

from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.simulate.city import City
from checkpoint_app.hub.simulate.crossing import DIRECTIONS, KINDS, WAYS, Crossings
from checkpoint_app.hub.simulate.derived import id_text
from checkpoint_app.hub.simulate.life import Gates
from checkpoint_app.hub.simulate.people import person, plate

_VOIDED = ',"voided":true'


def messages_of(made: Crossings, gates: Gates) -> list[bytes]:
    """The JSON of each passage, see `checkpoint_app.wire.messages.PassageItem`."""
    who = {-1: b""}
    for number in set(made.person.tolist()) - {-1}:
        said = b',"person":' + msgspec.json.encode(person(number))
        if (number_plate := plate(number)) is not None:
            said += f',"plate":"{number_plate}"'.encode()
        who[number] = said
    place = gates.first[made.site] + made.gate
    stations = id_text(gates.ids[place])
    words = [
        f'"direction":"{direction}","way":"{way}","kind":"{kind}"'
        for direction in DIRECTIONS
        for way in WAYS
        for kind in KINDS
    ]
    spoken = (made.direction * len(WAYS) + made.way) * len(KINDS) + made.kind
    return [
        (
            f'{{"id":"{item}","rev":{rev},"station":"{station}",{words[word]},'
            f'"occurred_at":{occurred},"recorded_at":{recorded},"gate":"Cổng {gate + 1}"'
            f"{_VOIDED if voided else ''}"
        ).encode()
        + who[number]
        + b"}"
        for item, rev, station, word, occurred, recorded, gate, voided, number in zip(
            id_text(made.id),
            made.rev.tolist(),
            stations,
            spoken.tolist(),
            made.occurred_at.tolist(),
            made.recorded_at.tolist(),
            made.gate.tolist(),
            made.voided.tolist(),
            made.person.tolist(),
            strict=True,
        )
    ]


def sealed(messages: list[bytes], made: Crossings, city: City, vault: Vault) -> list[bytes]:
    """The same, sealed for the store."""
    sites = city.ids[made.site].tobytes()
    ids = made.id.tobytes()
    return vault.seal(
        [
            (message, sites[at : at + 16] + ids[at : at + 16])
            for message, at in zip(messages, range(0, len(ids), 16), strict=True)
        ]
    )
