"""What customers said of an opportunity: what it suggests, and whom the list hangs on."""
