"""Why an item moved between two versions."""
