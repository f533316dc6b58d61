/* The address that somebody opened before signing in: kept in the window while the provider asks,
   and opened again once; only a page of this server ever is. */
const KEPT = "tongwen.link";

function keepLink() {
  sessionStorage.setItem(KEPT, location.pathname + location.search);
}

function openLink() {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!kept) return;
  const link = new URL(kept, location.origin);
  const here = location.pathname + location.search;
  if (link.origin === location.origin && kept !== here) location.replace(link.href);
}
