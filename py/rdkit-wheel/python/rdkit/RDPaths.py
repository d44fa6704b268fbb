"""Where RDKit's data would be; this wheel has none."""

from pathlib import Path

RDDataDir = str(Path(__file__).with_name("Data"))
RDCodeDir = RDDocsDir = RDContribDir = RDProjDir = RDTestDataDir = RDDataDir
_share = RDDataDir
