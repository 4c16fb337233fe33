"""Which numbers decide: flips, the value of knowing one, the riskiest guesses."""
