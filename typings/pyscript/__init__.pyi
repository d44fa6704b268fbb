from typing import Any

config: dict[str, Any]
document: Any
window: Any
workers: Any

async def create_named_worker(src: str, name: str, config: str = ...) -> Any: ...
