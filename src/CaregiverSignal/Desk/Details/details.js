// Saves a field of somebody's details as it is left. The buttons go on working, and the page needs none of it. What
// sends or ends something (the mail address, the way of asking) waits for a button.
"use strict";

const form = document.querySelector("form[data-as-you-go]");

function follow() {
  const fields = [...form.querySelectorAll(".details-fields :is(input, select, textarea)")];
  const shown = (field) =>
    field.options ? ([...field.options].find((one) => one.defaultSelected)?.value ?? "") : field.defaultValue;
  // What may be stored, as far as this page knows: what was, and what went out and was not answered.
  const known = new Map(fields.map((field) => [field.name, new Set([shown(field)])]));
  const waiting = new Set();
  const said = form.querySelector(".as-you-go");
  let busy = null;
  let again = false;
  let last = "";

  function show() {
    const open = fields.filter((one) => "withButton" in one.dataset && !known.get(one.name).has(one.value));
    const names = open.map((one) => one.labels[0].textContent).join(", ");
    said.textContent = [last, names && form.dataset.withButton + " " + names].filter(Boolean).join("\n");
  }

  function say(text, isWrong) {
    last = text;
    said.classList.toggle("field-error", isWrong);
    show();
  }

  function take(answer, sent) {
    if (answer.mark !== null) form.elements.stand.value = answer.mark;
    for (const [name, value] of Object.entries(answer.stored)) {
      const field = form.elements[name];
      known.set(name, new Set([value]));
      if (field.value === sent.get(name)) field.value = value;
      field.removeAttribute("aria-invalid");
    }
    for (const name of answer.wrong) {
      waiting.add(name);
      form.elements[name].setAttribute("aria-invalid", "true");
    }
    say(answer.text, answer.isWrong);
  }

  async function send() {
    again = false;
    const sent = new Map([...waiting].map((name) => [name, form.elements[name].value]));
    const body = new URLSearchParams(new FormData(form));
    for (const name of sent.keys()) {
      body.append("veld", name);
      for (const value of known.get(name)) body.append("was-" + name, value);
      known.get(name).add(sent.get(name));
    }
    waiting.clear();
    let trouble = form.dataset.failed;
    try {
      const answer = await fetch(form.dataset.asYouGo, {
        method: "POST",
        body,
        redirect: "manual",
        // Goes on when the page is left; a browser takes no more than 64 KiB for that.
        keepalive: body.toString().length < 60000,
        signal: AbortSignal.timeout(15000),
      });
      if (answer.ok) return take(await answer.json(), sent);
      if (answer.status === 401 || answer.type === "opaqueredirect") trouble = form.dataset.away;
    } catch {
      // No connection: they read that it was not saved, and the next field tries it again.
    }
    for (const name of sent.keys()) waiting.add(name);
    say(trouble, true);
  }

  async function go() {
    do await send();
    while (again);
    busy = null;
  }

  form.addEventListener("change", ({ target }) => {
    if (!known.has(target.name)) return;
    if ("withButton" in target.dataset) return show();
    waiting.add(target.name);
    if (busy) again = true;
    else busy = go();
  });
  addEventListener("pagehide", () => {
    if (waiting.size > 0) send();
  });
  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    busy.then(() => form.requestSubmit(event.submitter));
  });
  document.getElementById("tussendoor").hidden = false;
}

if (form) follow();
