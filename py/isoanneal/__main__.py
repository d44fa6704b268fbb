"""`python -m isoanneal` is the command line."""

import sys

from isoanneal.command_line import main

sys.exit(main())
