"""Other tools' files in, ours out: one module a tool."""
