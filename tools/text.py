"""PROVISIONAL, replaced on merge."""

import json, re, subprocess
from dataclasses import dataclass
from pathlib import Path
from tools import catalogue, environment


@dataclass(frozen=True)
class Words:
    languages: list
    static: dict
    of_loader: dict


_PROG = r"""
import json,sys
from fluent.syntax import parse, serialize, ast
from pathlib import Path
site, out, cat = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
src=(site/"text/en.ftl").read_text()
def m(id,v,**a):
    r=f"{id} = {v}\n"
    for k,x in a.items():
        if x: r+=f"    .{k} = {x}\n"
    return r
src+="\n"
for kind in ("components","constraints","parameters"):
    for one in cat[kind]:
        src+=m(kind[:-1]+"-"+one["name"],one["title"],meaning=one["meaning"],unit=one.get("unit"))
out.mkdir()
(out/"en.ftl").write_text(src)
res=parse(src)
static={}
def flat(p):
    return "".join(e.value if isinstance(e,ast.TextElement) else "{ $"+getattr(getattr(e.expression,"id",None),"name","?")+" }" for e in p.elements) if p else None
for e in res.body:
    if isinstance(e,ast.Junk): raise SystemExit(e.content)
    if isinstance(e,ast.Message): static[e.id.name]=[flat(e.value),{a.id.name:flat(a.value) for a in e.attributes}]
for p in (site/"text").glob("*.ftl"):
    if p.name!="en.ftl": (out/p.name).write_text(p.read_text())
print(json.dumps(static))
"""


def write(site, out):
    r = subprocess.run(
        [environment.python("site"), "-c", _PROG, site, out, json.dumps(catalogue.catalogue())],
        capture_output=True,
        text=True,
    )
    if r.returncode:
        raise RuntimeError(r.stderr + r.stdout)
    static = json.loads(r.stdout)
    return Words(
        sorted(p.stem for p in out.glob("*.ftl")),
        static,
        {"en": {k: v[0] for k, v in static.items() if k.startswith("loader-")}},
    )


def fill_document(page, words):
    def sub(match):
        tag, key = match[0], match[1]
        value, attrs = words.static[key]
        add = "".join(f' {k}="{v}"' for k, v in attrs.items() if k not in ("meaning", "unit"))
        return tag[:-1] + add + ">" + (value or "")

    return re.sub(r'<[^<>]*data-l10n-id="([\w-]+)"[^<>]*>', sub, page)


def fill_manifest(text, words):
    return text
