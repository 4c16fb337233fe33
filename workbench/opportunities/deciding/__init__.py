"""What can be decided of the selected item: take it in, not now, reopen."""
