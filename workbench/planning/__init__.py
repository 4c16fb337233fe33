"""What several parts plan with: teams, and what they can give."""
