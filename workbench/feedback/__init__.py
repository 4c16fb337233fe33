"""The voice of the customer, which several parts count by: who the customers are, and what they said."""
