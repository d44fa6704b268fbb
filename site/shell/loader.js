"use strict";
/* Brings every file of the site, and lets none be used that is damaged.

   What runs in the page and in its worker is fetched and imported by address.  Here each
   address of the site is looked up in a table first.  On a web server the table gives the
   hash that the file must have; in the single file it gives the content itself, compressed,
   because a page that was opened from a disk may fetch nothing.  The page's own small files are
   in the table as they are: texts, and bytecode, a letter for each byte.

   It is the one part that cannot be Python: it is there before any Python is. */

/* Sets up fetch and siteFiles for a place, “page” or “worker”.  The worker gets the text of this
   function, so it uses nothing from outside.  What is wrong with a file goes to `tell`, as the key
   of a message, and the name and the path of the file; so does a file that is waited for long, as
   `isAwaited`, and that it is no more. */
function bringFiles(base, table, place, tell) {
  const { packed, files, small, texts } = table;
  const fetchAnything = globalThis.fetch.bind(globalThis);
  const coming = new Map();
  const patience = 5_000; // milliseconds

  function pathOf(resource) {
    const { href } = new URL(resource.url ?? resource, base);
    return href.startsWith(base) ? href.slice(base.length).replace(/[?#].*/, "") : undefined;
  }

  /* Tries again, after growing pauses, what a network or a busy host may have kept back.  What
     has come whole and is wrong would be wrong again. */
  async function download(path, options) {
    const checked = { ...options, integrity: files[path] };
    try {
      return await fetchAnything(base + path, checked);
    } catch {
      await forgetDamaged(path); // perhaps only a copy is bad that the browser has kept
    }
    let found = {};
    for (const pause of [0, 500, 1500, 4000]) {
      await new Promise((done) => setTimeout(done, pause));
      try {
        return await fetchAnything(base + path, { ...checked, cache: "reload" });
      } catch {
        if (found.isThere) break;
        found = await look(path);
        if (!found.isThere && !found.mayCome) break;
      }
    }
    throw found.key;
  }

  /* A copy that is whole stays: the network may be what failed. */
  async function forgetDamaged(path) {
    if (!globalThis.caches) return;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      const copy = await cache.match(base + path);
      if (copy && await hashOf(copy) !== files[path]) await cache.delete(base + path);
    }
  }

  async function hashOf(response) {
    const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
  }

  /* The lower eight bits of each letter. */
  function lowBytes(letters) {
    const content = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) content[i] = letters.charCodeAt(i);
    return content;
  }

  async function unpack(path) {
    const stream = new Blob([lowBytes(atob(files[path]))]).stream().pipeThrough(new DecompressionStream("gzip"));
    const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    // Reading to the end checks the whole; a stream would be used before its end is seen.
    const content = await new Response(stream).arrayBuffer();
    return new Response(content, { headers: { "Content-Type": type } });
  }

  /* Looks what the host answers for a file that could not be used. */
  async function look(path) {
    try {
      const answer = await fetchAnything(base + path, { cache: "no-store", redirect: "manual" });
      if (await isOfAnother(answer)) return { key: "loader-another-answered" };
      if (answer.ok) return { key: "loader-damaged", isThere: true };
      return { key: "loader-not-arrived", mayCome: answer.status >= 500 || answer.status === 429 };
    } catch {
      return { key: "loader-not-arrived", mayCome: true };
    }
  }

  /* A network that wants a login first answers in the place of the host, with a page of its own
     or the way to one; what the host itself says of a file that is missing is not meant. */
  async function isOfAnother(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 511) return true;
    const reader = answer.body.getReader();
    const { value } = await reader.read();
    reader.cancel();
    return answer.ok && /^\s*<(!doctype\s+)?html/i.test(new TextDecoder().decode(value));
  }

  globalThis.fetch = async (resource, options) => {
    const path = pathOf(resource);
    if (path !== undefined && Object.hasOwn(texts, path)) return new Response(texts[path]);
    if (path !== undefined && Object.hasOwn(small, path)) return new Response(lowBytes(small[path]));
    if (path === undefined || !Object.hasOwn(files, path)) {
      return fetchAnything(resource, options);
    }
    const response = coming.get(path) ?? bring(path, options);
    coming.delete(path); // a response can be read once
    return response;
  };

  async function bring(path, options) {
    const name = path.replace(/.*\//, "");
    let isAwaited = false;
    const waiting = packed ? 0 : setTimeout(() => tell({ name, path, isAwaited: isAwaited = true }), patience);
    try {
      return await (packed ? unpack(path) : download(path, options));
    } catch (reason) {
      const old = globalThis.DecompressionStream ? "loader-damaged-in-one-file" : "loader-too-old";
      const told = { key: packed ? old : reason, name, path };
      tell(told);
      throw new TypeError(`${told.key}: ${told.name}`);
    } finally {
      clearTimeout(waiting);
      if (isAwaited) tell({ name, path, isAwaited: false });
    }
  }

  /* Brings everything that will be asked for, together, before it is. */
  function bringAhead(paths) {
    for (const path of paths) {
      const prepare = path.endsWith(".mjs") ? load : path.endsWith(".wasm") ? compile : keep;
      prepare(base + path, true).catch(() => {}); // whoever asks for it is told
    }
  }

  function keep(address) {
    const path = pathOf(address);
    coming.set(path, bring(path));
    return coming.get(path);
  }

  /* Imports what fetch has checked; unlike import() it does not care what type the server
     gives the file. */
  const load = once(async (address) => {
    const content = await (await fetch(address)).arrayBuffer();
    const blob = new Blob([content], { type: "text/javascript" });
    return import(URL.createObjectURL(blob));
  });

  const compile = once(async (address) => {
    const response = await fetch(address);
    // Only what has the right type can be compiled while it is read, and not all servers know it.
    return response.headers.get("Content-Type") === "application/wasm"
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer());
  });

  function once(make) {
    const made = new Map();
    return (address, isAhead = false) => {
      const { href } = new URL(address, base);
      if (!made.has(href)) made.set(href, make(href));
      const making = made.get(href);
      if (!isAhead) making.catch(() => made.delete(href)); // who was told may try again
      return making;
    };
  }

  globalThis.siteFiles = {
    refusal: "",
    patience,
    hashes: files,
    load,
    async instantiate(address, imports) {
      const module = await compile(address);
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    },
    /* Without its interpreter the page goes no further, which was said in words: no error besides. */
    stopIfTold(reason) {
      if (siteFiles.refusal) return new Promise(() => {});
      throw reason;
    },
  };
  bringAhead(table.ahead[place]);
}

/* Opened from a disk, Chromium starts no module worker from a blob.  A classic one then
   passes for a module worker: its code may await anywhere, and importScripts does not work.
   It also believes that it is where the page is, because a blob is nowhere. */
function passForModule(base) {
  Object.defineProperty(globalThis, "location", { value: new URL(base) });
  globalThis.importScripts = () => {
    throw new TypeError("Module scripts don't support importScripts().");
  };
}

/* Returns a message in the language that the address or the browser asks for. */
function say(key, name) {
  const { words } = JSON.parse(document.getElementById("files").textContent);
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = asked ? [asked] : navigator.languages;
  const tags = [...wanted.flatMap((tag) => [tag, tag.split("-")[0]]), "en"];
  const language = tags.find((tag) => tag in words); // an old browser has to be told too
  return (words[language][key] ?? words.en[key]).replace("{ $name }", name);
}

/* What no file can mend, and no other start; what goes wrong in consequence is not told. */
let isFinal = false;

function refuseForGood(key, name = "") {
  if (isFinal) return;
  show({ key, name });
  isFinal = true;
}

/* Says in the page why it does not go on; Python learns of it if it is there. */
function refuse({ key, name }) {
  if (isFinal) return;
  show({ key, name });
  whenRead(() => {
    const reload = document.getElementById("reload");
    reload.hidden = performance.getEntriesByName("usable").length > 0; // Python has its own ways
    reload.onclick = () => location.reload();
  });
}

/* What a person has chosen of the page itself; some frames and profiles keep nothing. */
globalThis.preferences = {
  read(name) {
    try {
      return localStorage.getItem(`isoanneal-${name}`) ?? "";
    } catch {
      return "";
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(`isoanneal-${name}`, value);
      return true;
    } catch {
      return false;
    }
  },
};

function whenRead(act) {
  if (document.readyState !== "loading") act();
  else document.addEventListener("readystatechange", act, { once: true });
}

/* Before Python is there: nothing is to jump, and what is pressed until then is to be in sight. */
whenRead(() => {
  const settings = document.getElementById("settings");
  if (settings && preferences.read("settings") === "open") settings.open = true;
});

function show({ key, name }) {
  if (document.readyState === "loading") return whenRead(() => show({ key, name }));
  const words = say(key, name);
  siteFiles.refusal = words;
  document.documentElement.dataset.state = "error";
  document.getElementById("state").textContent = say("loader-error");
  document.getElementById("loading").hidden = true;
  forgetAwaited();
  document.getElementById("error").textContent = words;
  document.dispatchEvent(new CustomEvent("refusal", { detail: words }));
}

/* What nothing is computed with: style sheets, the chart's library, what keeps runs, languages. */
const SPARE = [
  [/\.css$/, "loader-without-style"],
  [/^uplot-/, "loader-without-chart"],
  [/^idb-keyval-/, "loader-without-runs"],
  [/^text-/, "loader-without-language"],
];
/* What is said of those that are missing, by path. */
const missing = new Map();
/* The tags whose files the browser could not use, by path. */
const tags = new Map();
/* What still tries to bring the file of a tag, by path. */
const recovering = new Map();

function wrong({ key, name, path, isAwaited }) {
  if (isAwaited !== undefined) return wait(path, name, isAwaited);
  const spare = SPARE.find(([pattern]) => pattern.test(path));
  if (!spare) return refuse({ key, name });
  missing.set(path, say(spare[1], name));
  whenRead(showMissing);
}

/* The names of the files that are waited for, by path.  Where a host has taken a wish for a file
   and never answers, nobody else would say so; and it may still come. */
const awaited = new Map();

function wait(path, name, isAwaited) {
  if (isAwaited) awaited.set(path, name);
  else awaited.delete(path);
  whenRead(showAwaited);
}

function showAwaited() {
  const place = document.getElementById("awaited");
  place.textContent = awaited.size ? say("loader-awaited", [...awaited.values()].join(", ")) : "";
  place.hidden = !awaited.size;
}

function forgetAwaited() {
  awaited.clear();
  showAwaited();
}

/* The tags whose files have come, or will not. */
const ended = new Set();

/* Waits for the files of tags, which the browser itself brings.  It lists those that have come,
   but perhaps not one that it had in its memory; and one that has come may have to run first. */
function waitForTags() {
  for (const tag of document.querySelectorAll("script[integrity], [rel=stylesheet]")) {
    const address = tag.src ?? tag.href;
    if (ended.has(tag) || performance.getEntriesByName(address).length) continue;
    const path = address.slice(new URL(".", document.baseURI).href.length);
    wait(path, path.replace(/.*\//, ""), true);
    for (const end of ["load", "error"]) tag.addEventListener(end, () => wait(path, "", false));
    if (tag.rel) letBeDrawn(tag);
  }
}

/* Nothing is drawn before a style sheet has come, not even these words, unless it is for paper. */
function letBeDrawn(sheet) {
  sheet.media = "print";
  sheet.addEventListener("load", () => { sheet.media = "all"; });
}

/* Says in the page what it does without, and offers to try again. */
function showMissing() {
  document.getElementById("missing-words").textContent = [...missing.values()].join(" ");
  document.getElementById("missing").hidden = !missing.size;
  document.getElementById("missing-button").onclick = tryAgain;
}

function tryAgain() {
  const paths = [...missing.keys()];
  missing.clear();
  showMissing();
  for (const path of paths) {
    if (tags.has(path)) recover(path);
    else if (path.endsWith(".mjs")) siteFiles.load(path).then(arrived, () => {}); // or told again
    else location.reload();
  }
}

function arrived() {
  document.dispatchEvent(new CustomEvent("arrived"));
}

/* Brings the file of a tag that the browser could not use, whatever type the host gives it. */
function recover(path) {
  const bringing = (async () => {
    const tag = tags.get(path);
    const content = await (await fetch(path)).text();
    await (tag.rel ? style(content) : run(content, tag));
    arrived();
  })();
  recovering.set(path, bringing.catch(() => {})); // it was told
}

function style(content) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(content);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/* A module believes that it is where its file is, because a blob is nowhere. */
function run(content, { type, src }) {
  const text = content.replaceAll("import.meta", `({ url: ${JSON.stringify(src)} })`);
  const blob = new Blob([text], { type: "text/javascript" });
  const script = Object.assign(document.createElement("script"), { type, src: URL.createObjectURL(blob) });
  return new Promise((done, fail) => {
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  });
}

function begin() {
  const text = document.getElementById("files").textContent;
  const base = new URL(".", document.baseURI).href;
  const table = JSON.parse(text);
  const isOnDisk = !location.protocol.startsWith("http");
  const missing = NEEDED.find(({ isThere }) => !isThere(table));
  if (missing) refuseForGood(missing.key);
  const channelName = `isoanneal-files-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

  bringFiles(base, table, "page", wrong);
  new BroadcastChannel(channelName).onmessage = (message) => wrong(message.data);

  siteFiles.isPacked = table.packed;
  siteFiles.workerType = isOnDisk ? "classic" : "module";
  siteFiles.workerBegin = [
    `(${bringFiles})(${JSON.stringify(base)},`, text, ',"worker",',
    `(reason) => new BroadcastChannel("${channelName}").postMessage(reason));\n`,
    isOnDisk ? `(${passForModule})(${JSON.stringify(base)}); (async () => { "use strict";` : "",
  ];
  siteFiles.workerEnd = isOnDisk ? "})();" : "";
  /* Returns when the scripts of a folder are there, if they can be had. */
  siteFiles.settled = (folder) => Promise.all(
    [...recovering].filter(([path]) => path.startsWith(folder)).map(([, bringing]) => bringing));
  if (!table.packed) setTimeout(waitForTags, siteFiles.patience);
  readTablesOfLanguage();
}

/* What the page cannot do without, and what is said where it is missing. */
const NEEDED = [
  {
    key: "loader-too-old",
    isThere: (table) => [
      "BroadcastChannel", "crypto", "structuredClone", "Worker",
      ...table.packed ? ["DecompressionStream"] : [],
    ].every((name) => name in globalThis) && "hasOwn" in Object && "at" in Array.prototype,
  },
  { key: "loader-opaque-frame", isThere: () => !isOpaque() },
  { key: "loader-no-webassembly", isThere: () => "WebAssembly" in globalThis },
  { key: "loader-no-evaluation", isThere: () => works(() => new Function("")) },
  { key: "loader-no-evaluation", isThere: () => works(() => new WebAssembly.Module(EMPTY)) },
];
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0); // the shortest module there is

/* A page in a frame that may not be its host's may not read its host's files.  One that was opened
   from a disk has no origin either. */
function isOpaque() {
  return location.protocol.startsWith("http") && globalThis.origin === "null";
}

function works(attempt) {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/* Some systems name as a person's language what is none, such as “C” or “en-US@posix”.  Whatever
   writes numbers, here or in a library, would stop at it. */
const languages = navigator.languages.filter((tag) => works(() => Intl.getCanonicalLocales(tag)));
if (languages.length < navigator.languages.length) {
  Object.defineProperties(navigator, {
    language: { value: languages[0] ?? "en" }, languages: { value: languages },
  });
}

/* The browser reads its tables of a language at the first number and the first plural, which
   takes longer than the page's own start; while files are on their way there is time for it. */
function readTablesOfLanguage() {
  new Intl.NumberFormat(navigator.language).format(1);
  new Intl.PluralRules(navigator.language).select(1);
}

/* What stands in a field, for Python to read; only its length, where that is more than `longest`. */
globalThis.textOrLength = ({ value }, longest) => (value.length > longest ? value.length : value);

// The host may have sent a policy of its own.  What the page's own forbids was not the page's.
document.addEventListener("securitypolicyviolation", (event) => {
  const own = document.querySelector("meta[http-equiv=Content-Security-Policy]").content;
  const [mark] = own.match(/sha256-[^']+/); // of this loader, however the browser writes the rest
  const [directive] = event.effectiveDirective.match(/^(script|worker|connect)/) ?? [];
  if (directive && event.disposition === "enforce" && !event.originalPolicy.includes(mark)) {
    refuseForGood("loader-forbidden-by-host", event.effectiveDirective);
  }
});

// Where this script runs, what the document says of browsers that run none is not true.
document.documentElement.classList.add("scripted");
document.addEventListener("readystatechange", () => document.getElementById("silence").remove(), { once: true });

// The single file holds its files at its end; when that is read, no deferred script has run yet.
if (document.getElementById("files")) begin();
else document.addEventListener("readystatechange", begin, { once: true });

// Before anything is drawn; what else the address asks for is Python's.
if (new URLSearchParams(location.search).get("embed") === "1") {
  document.documentElement.classList.add("embed");
}

/* What is pressed or chosen before Python listens is done as soon as it does.  Until then it would
   be lost, or, as the form's submission, lead away from the page. */
const early = [];
const EARLY = ["click", "change", "input", "keydown"];

function keepForLater(event) {
  if (event.type === "keydown") return keepKeyForLater(event);
  if (event.type === "input" && event.target.matches("input")) return keepInputForLater(event.target);
  const control = event.target.closest("button, select");
  if (!control || control.onclick) return; // this script has its own buttons
  event.preventDefault();
  event.stopPropagation();
  early.push(event.type === "click"
    ? () => control.click()
    : () => control.dispatchEvent(new Event("change", { bubbles: true })));
}

/* What was typed stands in its field, until what the address asks for is written there. */
function keepInputForLater(field) {
  const { value, checked } = field;
  const again = () => {
    Object.assign(field, { value, checked });
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  };
  again.field = field;
  if (early.at(-1)?.field === field) early.pop(); // one text, letter by letter
  early.push(again);
}

/* The arrows count in a field, and lead from tab to tab: the next is pressed where the last has led. */
function keepKeyForLater(event) {
  const { target, key, shiftKey, altKey, ctrlKey, metaKey } = event;
  const isTab = target.matches("[role=tab]");
  const keys = isTab ? /^(Arrow(Up|Down|Left|Right)|Home|End)$/ : /^Arrow(Up|Down)$/;
  if (!isTab && !target.matches("input[type=text]") || !keys.test(key)) return;
  if (shiftKey || altKey || ctrlKey || metaKey) return;
  event.preventDefault();
  const again = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  early.push(() => (isTab ? document.activeElement : target).dispatchEvent(again));
}

EARLY.forEach((type) => addEventListener(type, keepForLater, true));
// In a task of its own: within Python's call there is little room for calls of Python.
document.addEventListener("listening", () => setTimeout(() => {
  EARLY.forEach((type) => removeEventListener(type, keepForLater, true));
  early.forEach((act) => setTimeout(act)); // each after what the one before has led to
}), { once: true });

// What a worker has waited for that was ended, nobody waits for.
document.addEventListener("replaced", forgetAwaited);

for (const end of ["load", "error"]) document.addEventListener(end, ({ target }) => ended.add(target), true);

// Scripts and style sheets of the page itself, whose hashes the browser checks.
addEventListener("error", ({ target }) => {
  if (!(target instanceof Element && target.matches("script[integrity], [rel=stylesheet]"))) return;
  const path = (target.src ?? target.href).slice(new URL(".", document.baseURI).href.length);
  siteFiles.hashes[path] = target.integrity;
  tags.set(path, target);
  recover(path);
}, true);
