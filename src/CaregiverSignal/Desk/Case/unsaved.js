// A case has several forms: the browser asks before the button of one loses what was typed in another. The page needs none
// of it.
"use strict";

const typed = new Set();
let sent;

function ask(event) {
  if ([...typed].some((form) => form !== sent)) event.preventDefault();
  sent = undefined;
}

document.addEventListener("input", (event) => {
  if (!event.target.closest(".case")) return;
  typed.add(event.target.form);
  // Only from now on, as with it some browsers keep no page to go back to.
  addEventListener("beforeunload", ask);
});
document.addEventListener("submit", (event) => (sent = event.target));
