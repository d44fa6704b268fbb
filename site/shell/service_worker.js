"use strict";
/* Keeps a copy of the site, so that it works without a network after the first visit.

   The build puts Workbox before this, and after it the call of keep() with the list of files.
   Each file is fetched with its hash, and once more where it fails, so a version is kept whole or
   not at all, and until then the one before serves. */

const { PrecacheController, PrecacheRoute } = workbox.precaching;

/* Tells the pages of this site; a host may have others. */
async function tellPages(message) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  for (const page of pages) {
    if (page.url.startsWith(self.registration.scope)) page.postMessage(message);
  }
}

const fetchOnce = self.fetch.bind(self);

/* Tries again, after growing pauses, what a network or a busy host may have kept back. */
async function fetchPatiently(request) {
  for (const pause of [500, 2000]) {
    const response = await fetchOnce(request).catch(() => undefined);
    if (response && response.status < 500) return response;
    await new Promise((done) => setTimeout(done, pause));
  }
  return fetchOnce(request);
}

function keep(files) {
  let kept = 0;
  const controller = new PrecacheController({
    plugins: [{
      handlerDidComplete: async ({ event, response }) => {
        if (event.type !== "install" || !response) return;
        kept += 1;
        await tellPages({ type: "KEPT", kept, files: files.length });
      },
    }],
  });
  controller.addToCacheList(files);

  self.addEventListener("install", (event) => {
    self.fetch = fetchPatiently;
    event.waitUntil(controller.install(event).catch(async (error) => {
      await tellPages({ type: "NOT_KEPT", kind: error.name });
      throw error;
    }));
  });
  self.addEventListener("activate", (event) => {
    controller.activate(event);
    event.waitUntil(self.clients.claim());
  });
  self.addEventListener("message", ({ data }) => {
    if (data === "SKIP_WAITING") self.skipWaiting();
  });
  // Whatever stands after “?” is for the page, not for the server.
  workbox.routing.registerRoute(
    new PrecacheRoute(controller, { ignoreURLParametersMatching: [/./], cleanURLs: false }));
}
