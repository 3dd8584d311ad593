// With the focus in the list, j goes to the next person, k to the one before, and ? to the page that explains; Enter
// opens, as on every link. The page needs none of it. Only with the focus in the list, as a single letter elsewhere may
// be spoken or typed by accident (WCAG 2.2, 2.1.4).
"use strict";

const people = [...document.querySelectorAll(".worklist tbody th a:first-child")];

function go(event) {
  const step = { j: 1, k: -1 }[event.key];
  const isInTable = event.target.closest(".worklist, .scroll-region:has(.worklist)");
  if (event.key === "?" && isInTable) return location.assign("/uitleg");
  if (!step || !isInTable || event.ctrlKey || event.altKey || event.metaKey) return;
  const row = event.target.closest("tr");
  const at = people.findIndex((link) => row?.contains(link));
  const next = people[at < 0 ? 0 : at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

document.addEventListener("keydown", go);
