// Has the browser ask for a passkey, and sends the answer as a form.
"use strict";

const form = document.getElementById("passkey");
const notice = document.getElementById("melding");

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const withBytes = (known) => (known || []).map((one) => ({ ...one, id: bytes(one.id) }));

function say(what) {
  notice.textContent = what;
  notice.hidden = false;
}

function asked() {
  const options = JSON.parse(form.dataset.options);
  options.challenge = bytes(options.challenge);
  if (form.dataset.purpose === "get")
    return navigator.credentials.get({
      publicKey: { ...options, allowCredentials: withBytes(options.allowCredentials) },
    });
  return navigator.credentials.create({
    publicKey: {
      ...options,
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
}

function answer(credential) {
  const said = credential.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  if (said.attestationObject) {
    response.attestationObject = text(said.attestationObject);
    response.transports = said.getTransports ? said.getTransports() : [];
  } else {
    response.authenticatorData = text(said.authenticatorData);
    response.signature = text(said.signature);
    response.userHandle = said.userHandle ? text(said.userHandle) : null;
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: {},
    response,
  });
}

async function ask() {
  if (location.origin !== form.dataset.origin) return say(form.dataset.notHere);
  if (!window.PublicKeyCredential) return say(form.dataset.notAble);
  try {
    notice.hidden = true;
    document.getElementById("answer").value = answer(await asked());
    form.submit();
  } catch (error) {
    say(error.name === "InvalidStateError" ? form.dataset.there : form.dataset.notDone);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
ask();
