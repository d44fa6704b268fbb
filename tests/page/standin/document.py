"""The document: elements of HTML over Beautiful Soup, as far as the page uses them."""

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import soupsieve
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from tests.page.standin.events import Event, EventTarget
from tests.page.standin.style import ClassList, Dataset, Style
from tests.page.standin.values import Array

_TEXTS = {
    "id": "id",
    "className": "class",
    "href": "href",
    "title": "title",
    "min": "min",
    "max": "max",
    "step": "step",
    "name": "name",
    "src": "src",
    "type": "type",
    "lang": "lang",
    "placeholder": "placeholder",
    "alt": "alt",
    "content": "content",
    "htmlFor": "for",
}
_FLAGS = ("hidden", "disabled", "open", "required", "readOnly")
_CONTROLS = ("input", "select", "button", "textarea")
_ALWAYS_FOCUSABLE = (*_CONTROLS, "summary")
_WIDTH, _HEIGHT = 640, 320


def parsed(text: str) -> BeautifulSoup:
    """Return a document, or a part of one, with classes as one text."""
    return BeautifulSoup(text, "html.parser", multi_valued_attributes=None)


@cache
def _once_parsed(text: str) -> BeautifulSoup:
    """Return a document to be copied, which is faster than to parse it."""
    return parsed(text)


class Element(EventTarget):
    """An element; its kind decides what its value is."""

    clientWidth = _WIDTH
    clientHeight = _HEIGHT

    def __init__(self, tag: Tag, document: "Document") -> None:
        """Stand for a tag; `document.element` gives each tag one element only."""
        super().__init__()
        self.tag = tag
        self.document = document
        self.style = Style()
        self.dataset = Dataset(tag)
        self.classList = ClassList(tag)
        self.is_edited = False

    # Attributes

    def __getattr__(self, name: str) -> Any:
        """Return what an attribute says; raise `AttributeError` where there is nothing."""
        if name in _TEXTS:
            return str(self.tag.get(_TEXTS[name], ""))
        if name in _FLAGS:
            return name.lower() in self.tag.attrs
        raise AttributeError(f"'JsProxy' object has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        """Set what belongs in an attribute there, and all else on the object."""
        if name in _TEXTS and not hasattr(type(self), name):
            self.tag[_TEXTS[name]] = str(value)
        elif name in _FLAGS and not hasattr(type(self), name):
            self.toggleAttribute(name.lower(), bool(value))
        else:
            super().__setattr__(name, value)

    @property
    def tabIndex(self) -> int:
        """Where it stands for the tabulator key."""
        usual = "0" if self.tag.name in _ALWAYS_FOCUSABLE else "-1"
        return int(str(self.tag.get("tabindex", usual)))

    @tabIndex.setter
    def tabIndex(self, index: int) -> None:
        self.tag["tabindex"] = str(index)

    @property
    def tagName(self) -> str:
        """The name of its tag."""
        return self.tag.name.upper()

    def getAttribute(self, name: str) -> str | None:
        """Return an attribute, or null."""
        found = self.tag.get(name)
        return None if found is None else str(found)

    def setAttribute(self, name: str, value: object) -> None:
        """Set an attribute."""
        self.tag[name] = str(value)

    def hasAttribute(self, name: str) -> bool:
        """Tell whether it has an attribute."""
        return name in self.tag.attrs

    def removeAttribute(self, name: str) -> None:
        """Remove an attribute, if it is there."""
        self.tag.attrs.pop(name, None)

    def toggleAttribute(self, name: str, force: bool) -> None:  # noqa: FBT001  (as it is)
        """Set an attribute without a value, or remove it."""
        if force:
            self.tag[name] = ""
        else:
            self.removeAttribute(name)

    # What is in it

    @property
    def textContent(self) -> str:
        """All text in it."""
        return self.tag.get_text()

    @textContent.setter
    def textContent(self, text: object) -> None:
        self._drop(self.tag.contents)
        if str(text):
            self.tag.append(NavigableString(str(text)))

    @property
    def innerHTML(self) -> str:
        """What is in it, as HTML."""
        return self.tag.decode_contents()

    @innerHTML.setter
    def innerHTML(self, text: object) -> None:
        self._drop(self.tag.contents)
        self.tag.extend(list(parsed(str(text)).contents))

    @property
    def children(self) -> Array:
        """The elements right below it."""
        return Array(self.document.elements(self._tags()))

    @property
    def childElementCount(self) -> int:
        """The number of elements right below it."""
        return len(self._tags())

    @property
    def firstElementChild(self) -> "Element | None":
        """The first element right below it."""
        return self.document.element(next(iter(self._tags()), None))

    @property
    def lastElementChild(self) -> "Element | None":
        """The last element right below it."""
        return self.document.element(next(reversed(self._tags()), None))

    @property
    def parentElement(self) -> "Element | None":
        """The element right above it."""
        return self.document.element(self.tag.parent)

    def _tags(self) -> list[Tag]:
        return [one for one in self.tag.contents if isinstance(one, Tag)]

    def append(self, *nodes: Any) -> None:
        """Put elements, or texts, at its end; from where they are now."""
        for node in nodes:
            if isinstance(node, Element):
                node.remove()
            self.tag.append(node.tag if isinstance(node, Element) else NavigableString(str(node)))

    def prepend(self, node: "Element") -> None:
        """Put an element at its beginning; from where it is now."""
        node.remove()
        self.tag.insert(0, node.tag)

    def appendChild(self, node: Any) -> Any:
        """Add a node at the end, and return it."""
        self.append(node)
        return node

    def before(self, *nodes: "Element") -> None:
        """Put elements right before it."""
        for node in nodes:
            node.remove()
            self.tag.insert_before(node.tag)

    def replaceChildren(self, *nodes: Any) -> None:
        """Put elements, or texts, in place of all that is in it."""
        kept = {id(node.tag) for node in nodes if isinstance(node, Element)}
        self._drop([one for one in self.tag.contents if id(one) not in kept])
        self.append(*nodes)

    def _drop(self, contents: Iterable[Any]) -> None:
        for one in tuple(contents):
            one.extract()

    def remove(self) -> None:
        """Take it out of where it is."""
        self.tag.extract()

    def cloneNode(self, deep: bool = False) -> "Element":  # noqa: FBT001, FBT002  (as it is)
        """Return a copy, with all that is in it; events are not copied."""
        if not deep:
            raise NotImplementedError("The page copies whole elements only.")
        found = self.document.element(copy.copy(self.tag))
        if found is None:
            raise TypeError("There is no element to copy.")
        return found

    # Where it is

    @property
    def isConnected(self) -> bool:
        """Whether it is in the document."""
        return self.document.contains(self.tag)

    def querySelector(self, selector: str) -> "Element | None":
        """Return the first element below it that a selector describes."""
        return self.document.element(self.tag.select_one(selector))

    def querySelectorAll(self, selector: str) -> Array:
        """Return all elements below it that a selector describes."""
        return Array(self.document.elements(self.tag.select(selector)))

    def matches(self, selector: str) -> bool:
        """Tell whether a selector describes it."""
        if selector == ":focus":
            return self.document.activeElement is self
        return bool(soupsieve.match(selector, self.tag))

    def closest(self, selector: str) -> "Element | None":
        """Return the innermost of it and what it is in that a selector describes."""
        return self.document.element(soupsieve.closest(selector, self.tag))

    def contains(self, other: "Element") -> bool:
        """Tell whether another element is in it, or is it."""
        return other is self or self.tag in other.tag.parents

    def parent_target(self) -> EventTarget | None:
        """Return where events go on to that bubble."""
        if self.tag is self.document.root:
            return self.document
        return self.parentElement

    # What people do with it

    @property
    def is_off(self) -> bool:
        """Whether it, or the group of fields that it is in, is disabled."""
        if self.tag.name not in (*_CONTROLS, "option"):
            return False
        groups = self.tag.find_parents("fieldset", disabled=True)
        return self.disabled is True or bool(groups)

    @property
    def is_shown(self) -> bool:
        """Whether neither it nor what it is in is hidden or closed."""
        if not self.isConnected:
            return False
        for tag in (self.tag, *self.tag.parents):
            if "hidden" in tag.attrs:
                return False
            is_closed = tag.name == "details" and "open" not in tag.attrs
            if is_closed and tag is not self.tag and self.closest("summary") is None:
                return False
        return True

    def focus(self, _options: object = None) -> None:
        """Take the keyboard here, if it can be here."""
        is_focusable = self.tag.name in _ALWAYS_FOCUSABLE or "tabindex" in self.tag.attrs
        is_focusable = is_focusable or (self.tag.name == "a" and "href" in self.tag.attrs)
        if is_focusable and self.is_shown and not self.is_off:
            self.document.take_focus(self)

    def blur(self) -> None:
        """Let the keyboard go."""
        if self.document.activeElement is self:
            self.document.take_focus(None)

    def click(self) -> None:
        """Do what a click does; nothing where it is disabled."""
        if self.is_off:
            return
        if self.dispatchEvent(Event("click", bubbles=True)):
            self._act()

    def tell_of_choice(self) -> None:
        """Send the events of a choice that was made."""
        self.dispatchEvent(Event("input", bubbles=True))
        self.dispatchEvent(Event("change", bubbles=True))

    def _act(self) -> None:
        """Do what the browser itself does for a click."""
        details = self.parentElement if self.tag.name == "summary" else None
        address = self.href if self.tag.name == "a" else ""
        if details is not None:
            details.open = not details.open
            details.dispatchEvent(Event("toggle"))
        elif address.startswith("#"):
            self.document.follow(address)
        elif self.tag.name == "button" and self.tag.get("type", "submit") == "submit":
            form = self._form()
            if form is not None:
                form.dispatchEvent(Event("submit", bubbles=True))

    def _form(self) -> "Element | None":
        named = self.tag.get("form")
        return self.document.getElementById(str(named)) if named else self.closest("form")

    def submit_by_key(self) -> None:
        """Do what the enter key does in a field of a form."""
        form = self._form()
        button = form and form.querySelector("button[type=submit]")
        if isinstance(button, Element):
            button.click()


class Template(Element):
    """A template: what is in it is not in the document."""

    @property
    def content(self) -> Element:
        """The part of a document that it holds."""
        found = self.document.element(self.document.contents_of(self.tag))
        if found is None:
            raise TypeError("A template has a content.")
        return found


class Field(Element):
    """A field to type in, a slider or a box."""

    typed: str | None = None
    ticked: bool | None = None

    @property
    def value(self) -> str:
        """What is typed in, or what was there from the beginning."""
        return self._clean(str(self.tag.get("value", "")) if self.typed is None else self.typed)

    @value.setter
    def value(self, value: object) -> None:
        self.typed = self._clean("" if value is None else str(value))

    @property
    def checked(self) -> bool:
        """Whether a box is ticked."""
        return "checked" in self.tag.attrs if self.ticked is None else self.ticked

    @checked.setter
    def checked(self, checked: object) -> None:
        self.ticked = bool(checked)

    def _clean(self, value: str) -> str:
        kind = self.type
        if kind == "range":
            low, high = float(self.min or 0), float(self.max or 100)
            number = float(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else (low + high) / 2
            return f"{min(max(number, low), high):g}"
        return value.replace("\n", "").replace("\r", "")

    def click(self) -> None:
        """Do what a click does: a box is ticked before anybody hears of it."""
        if self.type != "checkbox" or self.is_off:
            super().click()
            return
        self.checked = not self.checked
        if self.dispatchEvent(Event("click", bubbles=True)):
            self.tell_of_choice()
        else:
            self.checked = not self.checked

    def select(self) -> None:
        """Mark all of it."""


class Option(Element):
    """One of several to choose among."""

    @property
    def value(self) -> str:
        """Its value, which is its text where it has none."""
        return str(self.tag.get("value", self.tag.get_text().strip()))

    @value.setter
    def value(self, value: object) -> None:
        self.tag["value"] = str(value)


class Select(Element):
    """A choice of one among options; a value that no option has is none."""

    chosen: Option | None = None
    is_unmatched = False

    def options(self) -> list[Option]:
        """Return the options."""
        found = self.document.elements(self.tag.find_all("option"))
        return [one for one in found if isinstance(one, Option)]

    @property
    def value(self) -> str:
        """The value of the option that is chosen."""
        options = self.options()
        if self.chosen in options and self.chosen is not None:
            return self.chosen.value
        if self.is_unmatched or not options:
            return ""
        marked = [one for one in options if "selected" in one.tag.attrs]
        return [*marked, options[0]][0].value

    @value.setter
    def value(self, value: object) -> None:
        matching = [one for one in self.options() if one.value == str(value)]
        self.chosen = matching[0] if matching else None
        self.is_unmatched = not matching

    def append(self, *nodes: Any) -> None:
        """Add options; the first is chosen where none is."""
        super().append(*nodes)
        self.is_unmatched = False


_KINDS: dict[str, type[Element]] = {
    "template": Template,
    "input": Field,
    "textarea": Field,
    "select": Select,
    "option": Option,
}


_EMPTY = parsed("")
"""Makes new elements."""


class Document(EventTarget):
    """The document of a page."""

    hidden = False
    readyState = "complete"

    def __init__(self, text: str, address: str) -> None:
        """Parse the text of a document that is at an address."""
        super().__init__()
        self.baseURI = address
        self._elements: dict[int, Element] = {}
        self._contents: dict[int, Tag] = {}
        self._found: dict[str, Tag] = {}
        self._focused: Element | None = None
        self.follow: Callable[[str], None] = _go_nowhere
        """Follows a link within the page; the window says how."""
        soup = copy.copy(_once_parsed(text))
        self.root = _one(soup.find("html"))
        for template in soup.find_all("template"):
            self.contents_of(template)

    def contents_of(self, template: Tag) -> Tag:
        """Return a part of a document that holds what is in a template."""
        if id(template) not in self._contents:
            fragment = _EMPTY.new_tag("fragment")
            fragment.extend(list(template.contents))
            self._contents[id(template)] = fragment
            self.element(template)  # keeps the tag, so that its number stays its own
        return self._contents[id(template)]

    def element(self, tag: Tag | None) -> Element | None:
        """Return the element of a tag, always the same one."""
        if tag is None or isinstance(tag, BeautifulSoup):
            return None
        if id(tag) not in self._elements:
            self._elements[id(tag)] = _KINDS.get(tag.name, Element)(tag, self)
        return self._elements[id(tag)]

    def elements(self, tags: Iterable[Tag]) -> list[Element]:
        """Return the elements of tags."""
        found = [self.element(tag) for tag in tags]
        return [one for one in found if one is not None]

    def contains(self, tag: Tag) -> bool:
        """Tell whether a tag is in the document."""
        return tag is self.root or any(one is self.root for one in tag.parents)

    @property
    def documentElement(self) -> Element:
        """The outermost element."""
        return self.elements([self.root])[0]

    @property
    def body(self) -> Element:
        """All that is shown."""
        return self.elements([_one(self.root.find("body"))])[0]

    @property
    def head(self) -> Element:
        """What is said about the document."""
        return self.elements([_one(self.root.find("head"))])[0]

    @property
    def title(self) -> str:
        """The title of the document."""
        return _one(self.root.find("title")).get_text()

    @title.setter
    def title(self, text: object) -> None:
        _one(self.root.find("title")).string = str(text)

    @property
    def activeElement(self) -> Element:
        """The element that has the keyboard."""
        if self._focused is None or not self._focused.isConnected:
            return self.body
        return self._focused

    def take_focus(self, element: Element | None) -> None:
        """Give the keyboard to an element; what was typed in another is taken for final."""
        former, self._focused = self._focused, element
        if former is not None and former is not element:
            former.dispatchEvent(Event("blur"))
            settle(former)
        if element is not None and element is not former:
            element.dispatchEvent(Event("focus"))

    def getElementById(self, name: str) -> Element | None:
        """Return the element of that id, or null."""
        found = self._found.get(name)
        if found is None or found.get("id") != name or not self.contains(found):
            tags = [one for one in self.root.descendants if isinstance(one, Tag)]
            self._found = {str(tag.get("id")): tag for tag in reversed(tags) if "id" in tag.attrs}
            found = self._found.get(name)
        return self.element(found)

    def with_attribute(self, attribute: str, value: str) -> Iterator[Tag]:
        """Yield the tags whose attribute has a value, faster than a selector finds them."""
        for one in self.root.descendants:
            if isinstance(one, Tag) and one.attrs.get(attribute) == value:
                yield one

    def querySelector(self, selector: str) -> Element | None:
        """Return the first element that a selector describes, or null."""
        return self.element(soupsieve.select_one(selector, self.root.parent or self.root))

    def querySelectorAll(self, selector: str) -> Array:
        """Return all elements that a selector describes."""
        return Array(self.elements(soupsieve.select(selector, self.root.parent or self.root)))

    def createElement(self, name: str) -> Element:
        """Return a new element, which is nowhere yet."""
        return self.elements([_EMPTY.new_tag(name)])[0]

    def createElementNS(self, _space: str, name: str) -> Element:
        """Return a new element of another language of markup."""
        return self.createElement(name)


def _go_nowhere(address: str) -> None:
    raise NotImplementedError(f"No window follows the link {address}.")


def settle(element: Element) -> None:
    """Send the event of a text that has changed and is final."""
    if element.is_edited:
        element.is_edited = False
        element.dispatchEvent(Event("change", bubbles=True))


def _one(found: Any) -> Tag:
    if not isinstance(found, Tag):
        raise TypeError("The document lacks an element that every document has.")
    return found
