"""What several parts plan with: teams, what they can give, and working days."""
