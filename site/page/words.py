"""The words of the page, by key, in its language; a missing one falls back to English.

They are messages of Project Fluent, a file a language (`site/text`).  The build has written the
English ones into the document already.
"""

from jsffi import JsException
from page.border import to_js
from pyscript import config, document, window

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from jsffi import JsProxy

_ENGLISH = "en"
_ATTRIBUTES = ("alt", "aria-label", "content", "placeholder", "title")
"""What a message may say of an element beside its content."""
_bundles: list[JsProxy] = []
_locale = {"": _ENGLISH}


async def speak() -> None:
    """Take the language that the address or the browser asks for, and put it on the page."""
    language = _language_of(_wanted())
    _locale[""] = _locale_of(language)
    try:
        _bundles.append(await _bundle(language))
    except JsException as error:  # which the loader has told; the document holds English itself
        print("Only English is there:", error)
        language = _ENGLISH
        _locale[""] = _locale_of(language)
    if not _bundles or language != _ENGLISH:
        _bundles.append(await _bundle(_ENGLISH))
    if language != _ENGLISH:
        document.documentElement.lang = language
        translate(document)


def locale() -> str:
    """Return the locale, a BCP 47 tag, by which numbers and dates are written."""
    return _locale[""]


def words(key: str, **values: object) -> str:
    """Return a message; numbers among its values are written by the page's locale."""
    return filled(key, to_js(values))


def filled(key: str, values: JsProxy) -> str:
    """Return a message with the values of an object of JavaScript."""
    for bundle in _bundles:
        if bundle.hasMessage(key):
            return str(bundle.formatPattern(bundle.getMessage(key).value, values))
    return key


def sentences(told: list[str]) -> str:
    """Return sentences as one text."""
    text = told[0]
    for sentence in told[1:]:
        text = words("sentences", first=text, second=sentence)
    return text


def detail(key: str, name: str) -> str:
    """Return what else is said under a key, such as the meaning of a component."""
    for bundle in _bundles:
        if bundle.hasMessage(key):
            pattern = getattr(bundle.getMessage(key).attributes, name)
            return str(bundle.formatPattern(pattern))
    return key


def has_words(key: str) -> bool:
    """Tell whether there is a message of that key."""
    return any(bundle.hasMessage(key) for bundle in _bundles)


def translate(root: JsProxy) -> None:
    """Put the words of the page's language into all elements below that name a key."""
    found = root.querySelectorAll("[data-l10n-id]")
    for i in range(found.length):
        _translate(found[i], str(found[i].dataset.l10nId))


def _translate(element: JsProxy, key: str) -> None:
    for bundle in _bundles:
        if bundle.hasMessage(key):
            message = bundle.getMessage(key)
            if message.value:
                # Our own text, checked by the build to hold nothing but a few plain tags.
                element.innerHTML = bundle.formatPattern(message.value)
            names = window.Object.keys(message.attributes)
            for name in [str(names[i]) for i in range(names.length)]:
                if name in _ATTRIBUTES:
                    pattern = window.Reflect.get(message.attributes, name)
                    element.setAttribute(name, bundle.formatPattern(pattern))
            return


def _wanted() -> list[str]:
    """Return the languages that are asked for, the best first."""
    asked = window.URL.new(window.location).searchParams.get("lang")
    if asked:
        return [str(asked)]
    languages = window.navigator.languages
    return [str(languages[i]) for i in range(languages.length)]


def _language_of(wanted: list[str]) -> str:
    """Return the first language wanted that there is, also by its main part alone."""
    there = {tag.lower(): tag for tag in config["languages"]}
    for tag in wanted:
        for form in (tag.lower(), tag.lower().split("-")[0]):
            if form in there:
                return str(there[form])
    return _ENGLISH


def _locale_of(language: str) -> str:
    """Return the person's own variety of a language, which decides how dates are written."""
    languages = window.navigator.languages
    for i in range(languages.length):
        tag = str(languages[i])
        if tag.partition("-")[0] == language:
            return tag
    return language


async def _bundle(language: str) -> JsProxy:
    response = await window.fetch(config["languages"][language])
    fluent = window.FluentBundle
    # Without marks around what is put in: all languages here are written in one direction.
    bundle: JsProxy = fluent.FluentBundle.new(locale(), to_js({"useIsolating": False}))
    bundle.addResource(fluent.FluentResource.new(await response.text()))
    return bundle
