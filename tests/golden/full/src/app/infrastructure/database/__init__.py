"""Tables, repositories, transactions and migrations."""
