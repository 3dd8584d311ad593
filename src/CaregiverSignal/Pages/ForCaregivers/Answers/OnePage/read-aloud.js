// Reads a question and its answers aloud with the browser's own voice. Without such a voice the page has no button for it.
"use strict";
const form = document.querySelector("[data-say]");
if (form && "speechSynthesis" in window) {
  const voice = window.speechSynthesis;
  const quiet = () => voice.cancel();
  const say = (texts, done) => {
    quiet();
    texts.forEach((text, place) => {
      const spoken = new SpeechSynthesisUtterance(text);
      spoken.lang = document.documentElement.lang;
      spoken.rate = 0.9;
      if (place === texts.length - 1) spoken.onend = done;
      voice.speak(spoken);
    });
  };
  for (const question of form.querySelectorAll(".question")) {
    const button = document.createElement("button");
    const rest = () => { button.textContent = form.dataset.say; button.setAttribute("aria-pressed", "false"); };
    button.type = "button";
    button.className = "button button-quiet read-aloud";
    rest();
    button.addEventListener("click", () => {
      const reads = button.getAttribute("aria-pressed") === "true";
      for (const other of form.querySelectorAll(".read-aloud")) {
        other.textContent = form.dataset.say;
        other.setAttribute("aria-pressed", "false");
      }
      quiet();
      if (reads) return;
      button.textContent = form.dataset.stop;
      button.setAttribute("aria-pressed", "true");
      const texts = [question.querySelector("h2"), ...question.querySelectorAll("label.answer")];
      say(texts.map((one) => one.textContent.trim()), rest);
    });
    question.querySelector("legend").after(button);
  }
  addEventListener("pagehide", quiet);
}
