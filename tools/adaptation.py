"""What the site changes in files of others; each change must still find its place.

The loader brings every file (`site/loader.js`), so PyScript and Pyodide import through it.
"""

import zipfile
from pathlib import Path

_LEFT_OUT = (
    # tools for developers at a terminal
    "_pyrepl", "pdb.py", "bdb.py", "cmd.py", "code.py", "doctest.py", "pydoc.py", "pydoc_data",
    "profile.py", "cProfile.py", "pstats.py", "trace.py", "timeit.py", "tabnanny.py", "unittest",
    "pyclbr.py", "pickletools.py", "compileall.py", "profiling", "rlcompleter.py", "venv",
    "zipapp.py", "modulefinder.py", "symtable.py", "optparse.py", "argparse.py", "gettext.py",
    "ensurepip", "getpass.py", "asyncio/__main__.py", "asyncio/tools.py", "sysconfig/__main__.py",
    "json/tool.py", "fileinput.py", "filecmp.py",
    # servers and clients of networks, which a closed page has not
    "ftplib.py", "imaplib.py", "poplib.py", "smtplib.py", "xmlrpc", "wsgiref", "socketserver.py",
    "mailbox.py", "netrc.py", "webbrowser.py", "http/server.py", "urllib/robotparser.py",
    # processes, which a browser has not
    "multiprocessing", "pty.py", "tty.py", "concurrent/futures/process.py",
    # other systems
    "asyncio/windows_events.py", "asyncio/windows_utils.py", "asyncio/proactor_events.py",
    "ctypes/_aix.py", "ctypes/wintypes.py",
    # tables, formats and terminals that nothing here reads
    "wave.py", "plistlib.py", "xml", "turtle.py", "curses", "sqlite3", "tkinter", "idlelib",
    "configparser.py", "logging/config.py", "logging/handlers.py", "http/cookies.py",
    "http/cookiejar.py", "difflib.py", "_pyio.py", "_pydatetime.py", "this.py",
    "shelve.py", "colorsys.py", "sched.py",
    "antigravity.py", "__phello__", "ctypes/macholib",
    # what the interpreter has frozen in it
    "importlib/_bootstrap.py", "importlib/_bootstrap_external.py", "zipimport.py",
)  # fmt: skip
_ENCODINGS_KEPT = {"__init__", "aliases", "ascii", "cp437", "idna", "latin_1", "utf_8", "punycode"}


class UnknownPlaceError(Exception):
    """A file of another project does not look as it did; the message says which."""


def pyscript(text: str) -> str:
    """Let PyScript load its interpreters, and start its worker, through the loader.

    Its plug-ins (editor, terminal, games), which it would fetch even if unused, are left out.
    """
    text = without_map(text)
    text = _replaced(text, "of Object.entries(Ns))", "of[])", 1)
    # Its Python package, which it would write as text at each start, is there as bytecode.
    text = _without(text, 'wo(".",{pyscript:', 'ho.push("import pyscript')
    # Its own storage is not used here, and where storage is forbidden, as in some frames, no
    # interpreter could be loaded because of it.
    text = _replaced(text, "no=new y(eo)", "no=null", 1)
    text = _replaced(text, "new h(`${c}@${t}`)", "new Map", 1)
    text = _replaced(text, "new i(`${c}@${t}`)", "new Map", 1)
    text = _replaced(text, "if(await l.sync(),", "if(", 2)
    text = _replaced(text, "await l.close(),", "", 2)
    load = "siteFiles.load({}).catch(siteFiles.stopIfTold)"
    text = _replaced(text, "module:import(o)", f"module:{load.format('o')}", 2)
    text = _replaced(text, "=(e,t)=>import(e).then(", f"=(e,t)=>{load.format('e')}.then(", 2)
    text = _replaced(text, 'type:"module"', "type:siteFiles.workerType", 1)
    text = _replaced(text, 'new Blob(["/*@*/"', 'new Blob([...siteFiles.workerBegin,"/*@*/"', 1)
    return _replaced(text, ".replace(Wr,Hr)],", ".replace(Wr,Hr),siteFiles.workerEnd],", 1)


def uplot(text: str) -> str:
    """Make a module of uPlot's script, so that it can come when the page is there.

    It writes numbers by the page's locale, where it would by the browser's.
    """
    text = _replaced(text, '_?k.language:"en-US"', "document.documentElement.dataset.locale", 1)
    return f"{text}\nexport default uPlot;\n"


def pyodide(text: str) -> str:
    """Let Pyodide load its main module, and its WebAssembly, through the loader."""
    text = _replaced(without_map(text), "async e=>await import(e)", "siteFiles.load", 1)
    text = _replaced(text, 'let{binary:t,response:n}=_(e+"pyodide.asm.wasm"),', "let ", 1)
    return _replaced(
        text,
        "let l;n?l=await WebAssembly.instantiateStreaming(n,s):"
        "l=await WebAssembly.instantiate(await t,s);",
        'let l=await siteFiles.instantiate(e+"pyodide.asm.wasm",s);',
        1,
    )


def emscripten(text: str) -> str:
    """Let a program made by Emscripten fetch its WebAssembly where the page is a file too.

    It would not try to, but the loader has files for it there.
    """
    return _replaced(text, 'filename.startsWith("file://")', "false", 1)


def micropython(text: str) -> str:
    """Let MicroPython have its WebAssembly compiled by the loader, which begins early.

    A whole number of JavaScript that 32 bits do not hold becomes a float of Python, in the place
    of another whole number.  Calls get room to be four times as deep: an event of the document
    comes to Python through several panels and their fields.  Without its WebAssembly, of which
    the loader has told, it stops, and does not ask for it in another way that ends in an error.
    """
    text = _replaced(text, "Number.isInteger(js_obj)", "(0|js_obj)===js_obj", 1)
    text = _replaced(text, "pystack:2048", "pystack:8192", 1)
    return _replaced(
        emscripten(text),
        'var response=fetch(binaryFile,{credentials:"same-origin"});'
        "return await WebAssembly.instantiateStreaming(response,imports)",
        "return await siteFiles.instantiate(binaryFile,imports).catch(siteFiles.stopIfTold)",
        1,
    )


def trim_standard_library(source: Path, target: Path) -> None:
    """Write the standard library without what a page cannot use.

    The result depends on nothing but the source.
    """
    with zipfile.ZipFile(source) as full, zipfile.ZipFile(target, "w") as trimmed:
        for name in sorted(full.namelist()):
            if not name.endswith("/") and not _is_left_out(name):
                entry = zipfile.ZipInfo(name)  # with a date that never changes
                trimmed.writestr(entry, full.read(name), zipfile.ZIP_DEFLATED, compresslevel=9)


def _is_left_out(name: str) -> bool:
    if name.startswith("encodings/"):
        return Path(name).stem not in _ENCODINGS_KEPT
    return any(name == left or name.startswith(f"{left}/") for left in _LEFT_OUT)


def without_map(text: str) -> str:
    """Return a script without the line that names its source map, which is not shipped."""
    return "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith("//# sourceMapping")
    )


def _without(text: str, begin: str, end: str) -> str:
    """Return a text without what goes from one mark to before another."""
    for mark in (begin, end):
        _replaced(text, mark, mark, 1)
    return text[: text.index(begin)] + text[text.index(end) :]


def _replaced(text: str, old: str, new: str, times: int) -> str:
    found = text.count(old)
    if found != times:
        raise UnknownPlaceError(
            f"“{old}” stands {found} times, not {times} times, in a file to be adapted. "
            "Look at what a new version of it does there."
        )
    return text.replace(old, new)
