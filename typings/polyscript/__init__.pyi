from typing import Any

config: Any
xworker: Any
