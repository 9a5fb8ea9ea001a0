
// What is searched for is painted over the texts, which stay as they are.
const MOST_HITS = 500; // in a text
let sought = null;

const literal = (text) => text && new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");

function seek(pattern) {
  sought = pattern;
  globalThis.CSS?.highlights?.set("found", new Highlight());
}

function emphasize(article) {
  const text = article.querySelector(".text");
  const painted = globalThis.CSS?.highlights?.get("found");
  if (!sought || !text || !painted) return;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const parts = [];
  for (let node = walker.nextNode(), end = 0; node; node = walker.nextNode()) {
    parts.push({ node, start: end, end: (end += node.length) });
  }
  for (const { index, 0: hit } of [...text.textContent.matchAll(sought)].slice(0, MOST_HITS)) {
    const range = document.createRange();
    const first = parts.find(({ end }) => end > index);
    const last = parts.find(({ end }) => end >= index + hit.length);
    range.setStart(first.node, index - first.start);
    range.setEnd(last.node, index + hit.length - last.start);
    painted.add(range);
  }
}
