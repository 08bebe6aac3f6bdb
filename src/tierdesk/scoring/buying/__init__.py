"""What orders say of a customer: recency, frequency and amount, and how much longer they will buy."""
