
// Sort, filter and search the texts of a report on several, and save what is shown as CSV.
const controls = document.querySelector("#controls");
if (controls) {
  const fields = controls.elements;
  const rows = articles.map((article, position) => ({
    article,
    position,
    id: article.querySelector("h2").textContent,
    label: article.querySelector(".verdict b").textContent,
    side: article.classList[0],
    p: article.dataset.p === undefined ? NaN : Number(article.dataset.p),
    n: article.dataset.n === undefined ? NaN : Number(article.dataset.n),
  }));
  let shown = rows;
  let order = "given";

  // The text as it is read, without making a document of what still waits.
  const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", nbsp: "\u00a0" };
  function plain(row) {
    if (row.text === undefined) {
      const source = row.article.querySelector("noscript")?.textContent ?? row.article.innerHTML;
      const tag = source.indexOf('<p class="text"');
      const begin = source.indexOf(">", tag) + 1;
      row.text = (tag < 0 ? "" : source.slice(begin, source.indexOf("</p>", begin)))
        .replace(/<br>/g, "\n")
        .replace(/<[^>]*>/g, "")
        .replace(/&(amp|lt|gt|quot|#x27|nbsp);/g, (_, name) => ENTITIES[name]);
    }
    return row.text;
  }

  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const last = (value) => (Number.isNaN(value) ? Infinity : value);
  const ORDERS = {
    given: (a, b) => a.position - b.position,
    id: (a, b) => compare(a.id, b.id),
    label: (a, b) => compare(a.label, b.label),
    "p-down": (a, b) => last(-a.p) - last(-b.p),
    "p-up": (a, b) => last(a.p) - last(b.p),
    "sure-up": (a, b) => last(Math.abs(a.p - 0.5)) - last(Math.abs(b.p - 0.5)),
    "n-down": (a, b) => last(-a.n) - last(-b.n),
    "n-up": (a, b) => last(a.n) - last(b.n),
  };

  const within = (value, name, unit) => {
    const [low, high] = [fields[`${name}-low`].value, fields[`${name}-high`].value];
    return (low === "" || value * unit >= Number(low)) && (high === "" || value * unit <= Number(high));
  };

  const holds = (text, pattern) => !pattern || text.search(pattern) >= 0;

  function apply() {
    if (fields.order.value !== order) {
      order = fields.order.value;
      rows.sort((a, b) => ORDERS[order](a, b) || a.position - b.position);
    }
    const sides = new Set([...controls.querySelectorAll("[name=side]:checked")].map((box) => box.value));
    const [query, which] = [literal(fields.query.value), literal(fields.which.value)];
    shown = rows.filter(
      (row) =>
        sides.has(row.side) &&
        within(row.p, "p", 100) &&
        within(row.n, "n", 1) &&
        holds(row.id, which) &&
        (!query || holds(plain(row), query)),
    );
    seek(query);
    arrange(shown.map((row) => row.article));
    count();
  }

  function count() {
    const [some, all] = [shown.length, rows.length].map((number) => number.toLocaleString("en"));
    fields.found.value = some === all ? `All ${all} texts` : `${some} of ${all} texts`;
    fields.csv.disabled = !shown.length;
  }

  // A cell that a spreadsheet would run as a formula gets an apostrophe.
  const cell = (value) => {
    const safe = typeof value === "string" && /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  function save() {
    const values = shown.map((row) => {
      const known = !Number.isNaN(row.p);
      return [row.id, row.label, known ? row.p : "", known ? row.n : "", plain(row)];
    });
    const lines = [["id", "label", "probability", "num_words", "text"], ...values].map((line) => line.map(cell).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", lines.join("\n"), "\n"], { type: "text/csv" }));
    link.download = `${document.title.replace(/[^\p{L}\p{N}]+/gu, "_")}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // A link to a text that is filtered out shows all texts again.
  function follow() {
    const [, position] = location.hash.match(/^#t(\d+)/) ?? [];
    const target = articles[position - 1];
    if (!target) return;
    if (!target.isConnected) {
      controls.reset();
      apply();
    }
    fill(target);
    requestAnimationFrame(() => target.scrollIntoView());
  }

  let timer;
  controls.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  });
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(apply));
  fields.csv.addEventListener("click", save);
  addEventListener("hashchange", follow);
  for (const figure of document.querySelectorAll("figure")) {
    figure.addEventListener("click", (event) => {
      const bin = event.target.closest("g");
      if (!bin) return;
      fields[`${figure.dataset.field}-low`].value = bin.dataset.low;
      fields[`${figure.dataset.field}-high`].value = bin.dataset.high;
      apply();
      controls.scrollIntoView({ block: "nearest" });
    });
  }
  for (const head of document.querySelectorAll(".overall tbody th")) {
    const button = element("button", head.textContent);
    button.type = "button";
    button.title = "Search for it in all texts";
    button.addEventListener("click", () => {
      fields.query.value = button.textContent.replace(/(.)…$/u, "$1"); // of a long word the table has the beginning
      apply();
      controls.scrollIntoView({ block: "nearest" });
    });
    head.replaceChildren(button);
  }
  controls.hidden = false;
  count();
  follow();
}
