"""`python -m app` is the program that the project's console script starts."""

from app.bootstrap.cli import main

if __name__ == "__main__":
    main()
