"""The ledger: where the money went, in books that balance and in a public log that anyone can verify.

The public log, in reading order: `merkle` (hashes and proofs), `tiles` (the static files), `notes` (signatures, checkpoints),
`policy` (whom a reader trusts), `pedersen` (hidden amounts that add up), `leaf` (what one entry says), `totals` (published sums),
`receipt` (one resident's proof), `witness` (an independent cosigner), `verify` (the whole check).
"""
