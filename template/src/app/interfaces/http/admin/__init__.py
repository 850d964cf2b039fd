"""The admin port: for operators and their tools, apart from the port that clients use."""
