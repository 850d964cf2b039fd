"""`python -m arcana_gen` is the same program as `arcana`."""

import sys

from arcana_gen.cli import main

if __name__ == "__main__":
    sys.exit(main())
