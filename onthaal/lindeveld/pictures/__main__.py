"""Draw every picture into the folder given: ``python -m onthaal.lindeveld.pictures FOLDER``."""

import sys
from pathlib import Path

from onthaal.lindeveld.pictures import save_all

save_all(Path(sys.argv[1]))
