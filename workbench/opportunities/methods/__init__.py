"""Which score methods there are, what a team may change of them, and where their orders lie apart."""
