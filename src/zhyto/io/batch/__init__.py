"""Prepared months as Parquet, and the same under Spark."""
