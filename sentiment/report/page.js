
// Only an addition: point at a marked word, or click a text and use the arrow keys, and the bar spells its numbers out.
"use strict";
const output = document.querySelector("output");
let here = null;

function show(mark) {
  here?.classList.remove("here");
  here = mark;
  mark.classList.add("here");
  const [contribution, attention] = mark.title.split(" · ");
  const word = document.createElement("b");
  word.textContent = mark.textContent;
  const sentence = mark.closest("[data-s]");
  output.replaceChildren(
    word,
    ` ${contribution} log-odds · ${attention} of the attention` + (sentence ? ` · sentence ${sentence.dataset.s}` : ""),
  );
}

function step(text, distance) {
  const marks = [...text.querySelectorAll("mark")];
  const index = marks.indexOf(here);
  const next = index < 0 ? (distance > 0 ? 0 : marks.length - 1) : index + distance;
  if (marks[next]) {
    show(marks[next]);
    marks[next].scrollIntoView({ block: "nearest" });
  }
}

for (const text of document.querySelectorAll(".text")) {
  text.tabIndex = 0;
}
document.addEventListener("pointerover", (event) => {
  const mark = event.target.closest(".text mark");
  if (mark) show(mark);
});
document.addEventListener("click", (event) => {
  const mark = event.target.closest(".text mark");
  if (mark) show(mark);
});
document.addEventListener("keydown", (event) => {
  const distance = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const text = event.target.closest(".text");
  if (text && distance && !event.altKey && !event.ctrlKey && !event.metaKey) {
    step(text, distance);
    event.preventDefault();
  }
});
