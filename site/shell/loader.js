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
   of a message and the name of the file. */
function bringFiles(base, table, place, tell) {
  const { packed, files, small, texts } = table;
  const fetchAnything = globalThis.fetch.bind(globalThis);
  const coming = new Map();

  function pathOf(resource) {
    const { href } = new URL(resource.url ?? resource, base);
    return href.startsWith(base) ? href.slice(base.length).replace(/[?#].*/, "") : undefined;
  }

  async function download(path, options) {
    const checked = { ...options, integrity: files[path] };
    try {
      return await fetchAnything(base + path, checked);
    } catch {
      // Perhaps only a copy is bad that the browser has kept.
      await forgetDamaged(path);
      return await fetchAnything(base + path, { ...checked, cache: "reload" });
    }
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

  async function reasonFor(path) {
    if (packed && !globalThis.DecompressionStream) return "loader-too-old";
    if (packed) return "loader-damaged-in-one-file";
    const answer = await fetchAnything(base + path, { cache: "no-store", redirect: "manual" })
      .catch(() => undefined);
    if (await isOfAnother(answer)) return "loader-another-answered";
    return answer?.ok ? "loader-damaged" : "loader-not-arrived";
  }

  /* A network that wants a login first answers in the place of the host, with a page of its own
     or the way to one; what the host itself says of a file that is missing is not meant. */
  async function isOfAnother(answer) {
    if (answer?.type === "opaqueredirect" || answer?.status === 511) return true;
    return Boolean(answer?.ok) && /^\s*<(!doctype\s+)?html/i.test(await answer.text());
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
    try {
      return await (packed ? unpack(path) : download(path, options));
    } catch {
      const reason = { key: await reasonFor(path), name: path.replace(/.*\//, "") };
      tell(reason);
      throw new TypeError(`${reason.key}: ${reason.name}`);
    }
  }

  /* Brings everything that will be asked for, together, before it is. */
  function bringAhead(paths) {
    for (const path of paths) {
      const prepare = path.endsWith(".mjs") ? load : path.endsWith(".wasm") ? compile : keep;
      prepare(base + path).catch(() => {}); // whoever asks for it is told
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
    return (address) => {
      const { href } = new URL(address, base);
      if (!made.has(href)) made.set(href, make(href));
      return made.get(href);
    };
  }

  globalThis.siteFiles = {
    refusal: "",
    reasonFor,
    load,
    async instantiate(address, imports) {
      const module = await compile(address);
      return { module, instance: await WebAssembly.instantiate(module, imports) };
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
  refuse({ key, name });
  isFinal = true;
}

/* Says in the page why it does not go on; Python learns of it if it is there. */
function refuse({ key, name }) {
  if (!isFinal) show({ key, name });
}

function show({ key, name }) {
  if (document.readyState === "loading") {
    document.addEventListener("readystatechange", () => show({ key, name }), { once: true });
    return;
  }
  const words = say(key, name);
  siteFiles.refusal = words;
  document.documentElement.dataset.state = "error";
  document.getElementById("state").textContent = say("loader-error");
  document.getElementById("loading").hidden = true;
  document.getElementById("error").textContent = words;
  document.dispatchEvent(new CustomEvent("refusal", { detail: words }));
}

function begin() {
  const text = document.getElementById("files").textContent;
  const base = new URL(".", document.baseURI).href;
  const table = JSON.parse(text);
  const isOnDisk = !location.protocol.startsWith("http");
  const missing = NEEDED.find(({ isThere }) => !isThere(table));
  if (missing) refuseForGood(missing.key);
  const channelName = `isoanneal-files-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

  bringFiles(base, table, "page", refuse);
  new BroadcastChannel(channelName).onmessage = (message) => refuse(message.data);

  siteFiles.isPacked = table.packed;
  siteFiles.workerType = isOnDisk ? "classic" : "module";
  siteFiles.workerBegin = [
    `(${bringFiles})(${JSON.stringify(base)},`, text, ',"worker",',
    `(reason) => new BroadcastChannel("${channelName}").postMessage(reason));\n`,
    isOnDisk ? `(${passForModule})(${JSON.stringify(base)}); (async () => { "use strict";` : "",
  ];
  siteFiles.workerEnd = isOnDisk ? "})();" : "";
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

/* The browser reads its tables of a language at the first number and the first plural, which
   takes longer than the page's own start; while files are on their way there is time for it. */
function readTablesOfLanguage() {
  new Intl.NumberFormat(navigator.language).format(1);
  new Intl.PluralRules(navigator.language).select(1);
}

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
const EARLY = ["click", "change"];

function keepForLater(event) {
  const control = event.target.closest("button, select");
  if (!control) return;
  event.preventDefault();
  event.stopPropagation();
  early.push(event.type === "click"
    ? () => control.click()
    : () => control.dispatchEvent(new Event("change", { bubbles: true })));
}

EARLY.forEach((type) => addEventListener(type, keepForLater, true));
document.addEventListener("listening", () => {
  EARLY.forEach((type) => removeEventListener(type, keepForLater, true));
  early.forEach((act) => act());
}, { once: true });

// Scripts and style sheets of the page itself, whose hashes the browser checks.
addEventListener("error", async ({ target }) => {
  if (target instanceof Element && target.matches("[integrity]")) {
    const address = target.src ?? target.href;
    const path = address.slice(new URL(".", document.baseURI).href.length);
    const reason = await siteFiles.reasonFor(path);
    const key = reason === "loader-another-answered" ? reason : "loader-not-whole";
    refuse({ key, name: address.replace(/.*\//, "") });
  }
}, true);
