// The browser asks before a link, or the button of another form, loses what was typed, or what came back in a form and is
// stored nowhere. The page needs none of it.
"use strict";

const typed = new Set(document.querySelectorAll("form[data-typed=True]"));
let sent;

function ask(event) {
  if ([...typed].some((form) => form !== sent)) event.preventDefault();
  sent = undefined;
}

// Only where something was typed, as with it some browsers keep no page to go back to.
function listen() {
  addEventListener("beforeunload", ask);
}

if (typed.size) listen();
document.addEventListener("input", (event) => {
  if (!event.target.closest("main")) return;
  typed.add(event.target.form);
  listen();
});
document.addEventListener("submit", (event) => (sent = event.target));
