"""How fast Arcana and its services are, next to others: ratios, never bare numbers."""
