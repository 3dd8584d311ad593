// Keeps what is chosen on a page of questions at once: whoever closes the browser loses none of it. The button saves the
// page as ever, and the page needs none of this.
"use strict";

const form = document.querySelector("main form");
let keeping = null;
let again = false;

async function keep() {
  again = false;
  const body = new URLSearchParams(new FormData(form));
  body.append("doe", "bewaar");
  try {
    await fetch(form.action, {
      method: "POST",
      body,
      redirect: "manual",
      keepalive: true,
      signal: AbortSignal.timeout(5000),
    });
  } catch {
    // No connection: the next choice tries it again, and the button saves it.
  }
}

async function go() {
  do await keep();
  while (again);
  keeping = null;
}

form.addEventListener("change", () => {
  if (keeping) again = true;
  else keeping = go();
});
addEventListener("pagehide", () => {
  if (again) keep();
});
// What was chosen first is stored first.
form.addEventListener("submit", (event) => {
  if (!keeping) return;
  event.preventDefault();
  keeping.then(() => form.requestSubmit(event.submitter));
});
