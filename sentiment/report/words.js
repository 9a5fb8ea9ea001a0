
// What marks show, and the numbers behind a word: point at it, touch it, or go to it with the arrow keys.
const tip = document.querySelector("#tip");
const views = document.querySelector("#views");
views.hidden = false;
views.reset();
document.documentElement.className = "scripted words";
views.addEventListener("change", () => {
  document.documentElement.className = `scripted ${views.elements.view.value}`;
});

const signed = (value, digits) =>
  (value > 0 ? "+" : value < 0 ? "\u2212" : "") + Math.abs(value).toFixed(digits);
const short = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

// Contribution and attention of each mark of a text, in thousandths, with the rank of each among the words it marks.
const read = new WeakMap();
function valuesOf(text) {
  if (!read.has(text)) {
    const marks = [...text.querySelectorAll("mark")];
    const pairs = text.dataset.v.split(" ").map((pair) => pair.split(",").map(Number));
    const ranked = (kind, of) => {
      const sizes = marks.map((mark, i) => (kind.test(mark.className) ? Math.abs(pairs[i][of]) : -1));
      return sizes.map((size) => size >= 0 && 1 + sizes.filter((other) => other > size).length);
    };
    const contribution = ranked(/[pn]\d/, 0);
    const attention = ranked(/a\d/, 1);
    read.set(text, new Map(marks.map((mark, i) => [mark, [pairs[i], contribution[i], attention[i]]])));
  }
  return read.get(text);
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function describe(mark) {
  const [[contribution, attention], place, attended] = valuesOf(mark.closest(".text")).get(mark);
  const sentence = mark.closest("[data-s]");
  const rank = (number) => (number ? `rank ${number}` : "no colour");
  const rows = [
    ["contribution", `${signed(contribution / 1000, 2)} log-odds`, rank(place)],
    ["the odds", `× ${Math.exp(contribution / 1000).toFixed(2)}`, ""],
    ["attention", `${(attention / 10).toFixed(1)}%`, rank(attended)],
    ["its sentence", sentence ? `${sentence.dataset.s} log-odds` : "", ""],
  ];
  return [
    element("b", short(mark.textContent), contribution < 0 ? "negative" : "positive"),
    ...rows.filter((row) => row[1]).flatMap((row) => row.map((cell) => element("span", `${cell} `))),
  ];
}

function show(mark) {
  tip.replaceChildren(...describe(mark));
  tip.hidden = false;
  const [box] = mark.getClientRects();
  const { width, height } = tip.getBoundingClientRect();
  const below = box.bottom + height + 8 < innerHeight;
  tip.style.left = `${scrollX + Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8))}px`;
  tip.style.top = `${scrollY + (below ? box.bottom + 4 : Math.max(0, box.top - height - 4))}px`;
}

const hide = () => {
  tip.hidden = true;
};
const markAt = (event) => event.target.closest?.(".text mark");

document.addEventListener("pointerover", (event) => {
  if (markAt(event)) show(markAt(event));
  else if (!tip.contains(event.target) && !document.activeElement.matches(".text mark")) hide();
});
document.addEventListener("click", (event) => (markAt(event) ? show(markAt(event)) : hide()));
document.addEventListener("focusin", (event) => (markAt(event) ? show(markAt(event)) : hide()));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
  const text = event.target.closest?.(".text");
  if (!text || event.altKey || event.ctrlKey || event.metaKey) return;
  const marks = [...text.querySelectorAll("mark")];
  const here = marks.indexOf(event.target);
  const next = {
    ArrowRight: here + 1,
    ArrowLeft: here < 0 ? marks.length - 1 : here - 1,
    Home: 0,
    End: marks.length - 1,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  if (marks[next]) {
    marks[next].tabIndex = -1;
    marks[next].focus();
  }
});
