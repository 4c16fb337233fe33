"""The tables and their truth: schema, store, history, drafts and the registry of findings. No widget, no picture."""
