"use strict";
/* Keeps a copy of the site, so that it works without a network from the second visit on.

   The build puts Workbox before this and the list FILES after it.  Each file is fetched with
   its hash, so a version is kept whole or not at all, and until then the one before serves. */

const { PrecacheController, PrecacheRoute } = workbox.precaching;

async function tellPages(message) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  for (const page of pages) page.postMessage(message);
}

function keep(files) {
  let kept = 0;
  const controller = new PrecacheController({
    plugins: [{
      handlerDidComplete: async ({ event, error }) => {
        if (event.type !== "install" || error) return;
        kept += 1;
        await tellPages({ type: "KEPT", kept, files: files.length });
      },
    }],
  });
  controller.addToCacheList(files);

  self.addEventListener("install", (event) => {
    controller.install(event).catch((error) => tellPages({ type: "NOT_KEPT", kind: error.name }));
  });
  self.addEventListener("activate", (event) => {
    controller.activate(event);
    event.waitUntil(self.clients.claim());
  });
  self.addEventListener("message", ({ data }) => {
    if (data?.type === "SKIP_WAITING") self.skipWaiting();
  });
  // Whatever stands after “?” is for the page, not for the server.
  workbox.routing.registerRoute(
    new PrecacheRoute(controller, { ignoreURLParametersMatching: [/./], cleanURLs: false }));
}
