"""What the teams can do: the line by capacity, its odds, and what fits."""
