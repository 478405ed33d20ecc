"""Packs on disk."""
