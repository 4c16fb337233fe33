"""Ranges to distributions, seeded draws, percentile summaries: the random machinery that several parts share."""
