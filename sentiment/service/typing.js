
// The text in the box is read as it is typed; the answer is an article of a report, made by the service.
const ask = document.querySelector("#ask");
const { text: box, audit: auditing, file: picker, token: secret } = ask.elements;
const [said, problem, batch, permalink] = ["#said", "#problem", "#batch", "#link"].map((id) => document.querySelector(id));
const PAUSE = 150; // milliseconds without a key before the text is read
const HUSH = 900; // and before the answer is said to those who do not see it
const [AUDIT, LINK] = [auditing, permalink].map(({ textContent }) => textContent);

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const wellFormed = (value) => value.toWellFormed?.() ?? value;

// What the service answers; while it has too much to do it is asked again, as long as the answer is still wanted.
async function post(path, type, body, signal) {
  for (;;) {
    const headers = { "Content-Type": type };
    if (secret.value) headers.Authorization = `Bearer ${secret.value}`;
    let response;
    try {
      response = await fetch(path, { method: "POST", headers, body, signal });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Error("the service does not answer: is it still running?");
    }
    if (response.ok) return response;
    if (response.status !== 429) {
      if (response.status === 401) secret.closest("[hidden]")?.removeAttribute("hidden");
      const { detail } = await response.json().catch(() => ({}));
      throw new Error(detail ?? `the service answered with status ${response.status}`);
    }
    await sleep(1000 * (Number(response.headers.get("Retry-After")) || 1));
    signal.throwIfAborted();
  }
}

function complain(message) {
  problem.hidden = !message;
  problem.textContent = message;
}

let announcing;
function announce(message, wait = 0) {
  clearTimeout(announcing);
  announcing = setTimeout(() => (said.value = message), wait);
}

let asked;
let shown; // the text of the answer that is on the page
async function classify(audited = false) {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  const text = wellFormed(box.value);
  permalink.href = `#text=${encodeURIComponent(text)}`;
  const blank = !text.trim();
  document.body.classList.toggle("empty", blank);
  complain("");
  hide();
  if (blank) {
    texts.replaceChildren();
    announce("");
    return;
  }
  texts.setAttribute("aria-busy", true);
  auditing.textContent = audited ? "Reading it again…" : AUDIT;
  if (audited) announce("Cutting words out and reading the rest again…");
  try {
    const response = await post("/v1/article", "application/json", JSON.stringify({ text, audit: audited }), signal);
    const holder = document.createElement("template");
    holder.innerHTML = await response.text(); // escaped by the service; and the page's policy runs nothing of it
    signal.throwIfAborted();
    const article = holder.content.firstElementChild;
    fill(article);
    texts.replaceChildren(article);
    shown = text;
    hide();
    const verdict = article.querySelector(".verdict").textContent.trim().replace(/\s+/g, " ");
    const counter = article.querySelector(".counter")?.textContent;
    announce(counter ? `Audited: ${counter}` : verdict, counter ? 0 : HUSH);
    article.querySelector(".audit")?.scrollIntoView({ block: "nearest" });
  } catch (error) {
    if (signal.aborted) return;
    if (shown !== text) texts.replaceChildren(); // or the answer to another text would seem to be that to this one
    announce("");
    complain(error.message);
  }
  texts.setAttribute("aria-busy", false);
  auditing.textContent = AUDIT;
}

let typing;
box.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(classify, PAUSE);
});
auditing.addEventListener("click", () => classify(true));
secret.addEventListener("change", () => classify());
ask.addEventListener("submit", (event) => event.preventDefault());
for (const example of document.querySelectorAll(".examples button")) {
  example.addEventListener("click", () => {
    box.value = example.textContent;
    box.focus();
    classify();
  });
}

// A link holds the text in its fragment, which no browser sends to a server.
function follow() {
  const [, encoded] = location.hash.match(/^#text=(.*)$/) ?? [];
  if (encoded === undefined) return;
  try {
    const text = decodeURIComponent(encoded);
    if (text === box.value) return;
    box.value = text;
    classify();
  } catch {
    complain("the link is cut off: copy it again, whole");
  }
}
permalink.addEventListener("click", () => {
  const copied = async () => {
    announce("Link copied: the text is in it.");
    permalink.textContent = "Link copied";
    await sleep(2000);
    permalink.textContent = LINK;
  };
  navigator.clipboard?.writeText(permalink.href).then(copied, () => {});
});
addEventListener("hashchange", follow);

// A file of texts becomes a report, to be opened or saved.
const TYPES = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  jsonl: "application/jsonl",
  ndjson: "application/x-ndjson",
  txt: "text/plain",
};
let report = null;
let reading = new AbortController();
async function readFile(file) {
  const type = TYPES[file.name.split(".").pop().toLowerCase()];
  complain(type ? "" : `${file.name} is of another kind: it can be .${Object.keys(TYPES).join(", .")}`);
  if (!type) return;
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  batch.hidden = false;
  batch.replaceChildren(element("p", `Reading ${file.name}…`));
  announce(`Reading ${file.name}…`);
  try {
    const response = await post(`/v1/report?title=${encodeURIComponent(wellFormed(file.name))}`, type, file, signal);
    const page = await response.blob();
    if (report) URL.revokeObjectURL(report);
    report = URL.createObjectURL(page);
    const [open, save] = ["Open the report", "Save it"].map((words) => {
      return Object.assign(element("a", words), { href: report });
    });
    Object.assign(open, { target: "_blank", rel: "noopener" });
    save.download = `${file.name.replace(/\.[^.]*$/, "")}.html`;
    const line = document.createElement("p");
    line.append(element("span", `${file.name} is read.`), open, save);
    batch.replaceChildren(line);
    announce(`The report on ${file.name} is ready.`);
    open.focus();
  } catch (error) {
    if (signal.aborted) return;
    batch.hidden = true;
    announce("");
    complain(error.message);
  }
}
picker.addEventListener("change", () => {
  if (picker.files.length) readFile(picker.files[0]);
  picker.value = "";
});
addEventListener("paste", (event) => {
  const [file] = event.clipboardData?.files ?? [];
  if (!file) return;
  event.preventDefault();
  readFile(file);
});
const drag = (on) => document.body.classList.toggle("dragging", on);
addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  drag(true);
});
addEventListener("dragleave", (event) => event.relatedTarget || drag(false));
addEventListener("drop", (event) => {
  drag(false);
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  readFile(file);
});

follow();
if (box.value && !asked) classify(); // what the browser kept when the page was loaded again
