/* What a page shows that it should not: see sweep.py, which runs this in the page. */
({ names, free, key, opening, closing }) => {
  const found = [];
  const ATTRIBUTES = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext",
    "alt", "placeholder", "title"];
  const SKIPPED = "script, style, template, noscript, svg, canvas, textarea";
  const NEAR = 1.5; // pixels that rounding may cost

  function placeOf(element) {
    const part = element.dataset?.testid ?? element.dataset?.part;
    if (element.id) return `${element.localName}#${element.id}`;
    if (part) return `${element.localName}[${part}]`;
    const named = element.parentElement?.closest("[id]");
    return named ? `${element.localName} in #${named.id}` : element.localName;
  }

  function add(kind, element, text) {
    const fault = { kind, place: placeOf(element), text: text.trim().replace(/\s+/g, " ") };
    const isKnown = (one) => ["kind", "place", "text"].every((name) => one[name] === fault[name]);
    if (!found.some(isKnown)) found.push(fault);
  }

  // Words

  const bracketed = new RegExp(`${opening}[^${opening}${closing}]*${closing}`, "gu");
  const language = document.documentElement.lang || "en";
  const ofDates = new Set();
  for (const month of ["long", "short"]) {
    const format = new Intl.DateTimeFormat(language, { month, day: "numeric", hour: "numeric" });
    for (let number = 0; number < 12; number += 1) {
      for (const hour of [3, 15]) {
        for (const part of format.formatToParts(new Date(2020, number, 1, hour))) {
          if (["month", "dayPeriod"].includes(part.type)) ofDates.add(part.value.toLowerCase());
        }
      }
    }
  }
  const NUMBER = /^[-+−]?\d[\d.,\u00a0\u202f]*(e[-+−]?\d+)?%?$/i;
  const ELEMENTS = "(?:Cl|Br|[HCNOSPFI])";
  const FORMULA = new RegExp(`^[([]*${ELEMENTS}(?:${ELEMENTS}|[\\d₀-₉()\\[\\]])*$`, "u");
  const BRACKET_ATOM = "\\[(?![^\\]]*[a-z]{3})[^\\]\\s]+\\]";
  const SMILES = new RegExp(
    `^(?:${BRACKET_ATOM}|Cl|Br|[BCNOPSFI]|[bcnops]|[-=#$:~/\\\\.()%*+@\\d])+$`, "u");

  /* Lower case letters are atoms in rings only, which have numbers; so “soon” is a word. */
  function isSmiles(token) {
    return SMILES.test(token) && (/\d/.test(token) || !/[a-z]/.test(token.replace(/Cl|Br/g, "")));
  }

  function isWord(token) {
    const bare = token.replace(/^[^\p{L}\d[(+−-]+|[.,;:!?…»”)]+$/gu, "");
    return /\p{L}/u.test(token) && !names.includes(bare) && !NUMBER.test(bare)
      && !ofDates.has(bare.toLowerCase()) && !FORMULA.test(bare) && !isSmiles(bare)
      && !isSmiles(token);
  }

  function wordsIn(text) {
    const rest = text.replaceAll(navigator.userAgent, " ").replace(bracketed, " ");
    return rest.split(/\s+/u).filter(isWord);
  }

  function look(element, text) {
    if (wordsIn(text).length) add("word", element, text);
  }

  // What can be seen, and by whom

  function isVisible(element) {
    return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  }

  function isFree(element) {
    return element.closest(`[${free}]`) !== null;
  }

  /* Told to screen readers only: shown as a pixel, or clipped to nothing. */
  function isForEars(element) {
    for (let one = element; one; one = one.parentElement) {
      const { width, height } = one.getBoundingClientRect();
      const { position, overflow, clipPath } = getComputedStyle(one);
      const isTiny = (width <= 1 && height <= 1) || clipPath === "inset(50%)";
      if (position === "absolute" && overflow !== "visible" && isTiny) return true;
    }
    return false;
  }

  // Text that cannot be seen whole

  function clips(style, axis) {
    return ["hidden", "clip"].includes(style[`overflow${axis}`]);
  }

  function scrolls(style, axis) {
    return ["auto", "scroll"].includes(style[`overflow${axis}`]);
  }

  function isOutside(rect, box, axis) {
    return axis === "X"
      ? rect.right > box.right + NEAR || rect.left < box.left - NEAR
      : rect.bottom > box.bottom + NEAR || rect.top < box.top - NEAR;
  }

  function boxOf(element) {
    if (element === document.documentElement || element === document.body) {
      return { left: 0, right: document.documentElement.clientWidth, top: -Infinity, bottom: Infinity };
    }
    const { left, top } = element.getBoundingClientRect();
    const begin = { left: left + element.clientLeft, top: top + element.clientTop };
    return { ...begin, right: begin.left + element.clientWidth, bottom: begin.top + element.clientHeight };
  }

  function rectsOf(node, begin, end) {
    const range = document.createRange();
    range.setStart(node, begin);
    range.setEnd(node, end);
    return [...range.getClientRects()].filter(({ width, height }) => width && height);
  }

  /* Blanks may hang over an edge, so words decide; they are many, so only where it is close. */
  function leaves(node, box, axis) {
    const areOutside = (begin, end) =>
      rectsOf(node, begin, end).some((rect) => isOutside(rect, box, axis));
    return areOutside(0, node.length) && [...node.data.matchAll(/\S+/g)]
      .some(({ 0: word, index }) => areOutside(index, index + word.length));
  }

  function isCut(node) {
    const open = { X: true, Y: true };
    for (let one = node.parentElement; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      for (const axis of ["X", "Y"]) {
        if (!open[axis]) continue;
        const isEdge = one === document.documentElement && axis === "X";
        const size = axis === "X" ? "Width" : "Height";
        const isFull = one === node.parentElement && one[`scroll${size}`] > one[`client${size}`] + NEAR;
        if (scrolls(style, axis)) open[axis] = false;
        else if ((clips(style, axis) || isEdge) && style.display !== "inline") {
          if ((clips(style, axis) && isFull) || leaves(node, boxOf(one), axis)) return true;
        }
      }
      if (style.position === "fixed") open.Y = false; // only the window's width is left to cut it
    }
    return false;
  }

  function isTold(element) {
    return element.closest("[title]:not([title=''])") !== null;
  }

  const measure = document.createElement("canvas").getContext("2d");

  /* Nobody can scroll to the end of a placeholder. */
  function isPlaceholderCut(input) {
    if (!input.placeholder || input.value) return false;
    const style = getComputedStyle(input);
    measure.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    return measure.measureText(input.placeholder).width > input.clientWidth - padding + NEAR;
  }

  /* Text that leaves the frame of a button lies over what is beside it. */
  function isSpilt(button) {
    return button.scrollWidth > button.clientWidth + NEAR || button.scrollHeight > button.clientHeight + NEAR;
  }

  // The page

  look(document.querySelector("title") ?? document.documentElement, document.title);

  for (const element of document.querySelectorAll("*")) {
    if (element.closest("head") || element.matches(SKIPPED) || !isVisible(element)) continue;
    const isLabelled = !isFree(element) || element.hasAttribute(key);
    for (const name of isLabelled ? ATTRIBUTES : []) {
      if (element.hasAttribute(name)) look(element, element.getAttribute(name));
    }
    const { list } = element;
    const options = element.matches("select") ? element.options : list ? list.options : [];
    for (const option of options) {
      if (!isFree(option)) look(option, option.label || option.text);
    }
    for (const group of element.matches("select") ? element.querySelectorAll("optgroup") : []) {
      look(group, group.label);
    }
    if (element.matches("input[type=button], input[type=submit], input[type=reset]")) look(element, element.value);
    if (element.matches("input") && isPlaceholderCut(element)) add("cut", element, element.placeholder);
    if (element.matches("button, summary, [role=tab]") && isSpilt(element)) add("cut", element, element.textContent);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(`${SKIPPED}, select, datalist`) || !isVisible(element)) continue;
    if (!isFree(element)) look(element, node.data);
    if (!isForEars(element) && !isTold(element) && isCut(node)) add("cut", element, node.data);
  }

  const { scrollWidth } = document.scrollingElement;
  const { clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    add("scroll", document.documentElement, `${scrollWidth} pixels in a window of ${clientWidth}`);
  }
  return found;
}
