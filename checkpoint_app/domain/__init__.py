"""The words of the field, used alike in code, schema, wire and documents.

Glossary
--------
site         a place that must record everyone: a compound, a market, an office, a shop.
gate         one entrance of a site (cổng, chốt).
lane         one stream of people at a gate, with its own reader.
station      one PC at a gate, running this program; it has an id of its own.
hub          the receiving server: the product's counterpart of the letter's "System".
passage      one crossing of the gate by one person or vehicle (lượt vào/ra), in or out.
direction    ``in`` (vào) or ``out`` (ra); a lane may decide it by itself (``auto``).
kind         why the person is here: resident, staff, visitor, delivery, vendor, shopper, goods.
way          how the passage was captured: camera, scanner, typed, paper, import.
fallback     why a code was not scanned: network congested, no device, cannot use one.
declaration  the health questions of the Form, answered.
document     what a code says: a card, a certificate, a link. Never proof that it is genuine.
payload      the bytes inside a code, before anything is believed of them.
verdict      what the guard is told: recorded, look, seen, unreadable, not recorded.
warning      something for the guard to look at; it never stops a record.
revision     1 as captured; every correction or voiding is the next one, linked, never a change.
outbox       what the hub has not confirmed yet. A row leaves it only by the hub's answer.
receipt      the hub's confirmation of one revision of one passage.
needs-fix    refused by the hub with a reason; kept, shown, mended, sent again.
balance      captured = accepted + duplicate + pending + needs-fix + voided, at every moment.
journal      the chain in which each row's hash covers the one before.
inside       who has entered and not left.
staff        who works at the gate: guard, supervisor, auditor; known by a PIN.

Only the standard library is imported here.
"""
