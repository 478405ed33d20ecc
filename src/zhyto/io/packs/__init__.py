"""Packs on disk: `named` (by code or folder), `law`, `region`, `cases`, `content`, `assumptions`, `reforms`; `correct` and `review` write back."""
