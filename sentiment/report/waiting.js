
// Texts stand in groups, which a browser lays out when they come near. Those of a long report wait in <noscript>,
// unparsed, until then; without scripts they are simply there.
const articles = [...document.querySelectorAll("article")];
const texts = document.querySelector("#texts");
const GROUP = 20; // texts, as in the page itself

function fill(article) {
  const waiting = article.querySelector("noscript");
  if (waiting) {
    const holder = document.createElement("template");
    holder.innerHTML = waiting.textContent; // what a browser without scripts would have made of it
    waiting.replaceWith(holder.content);
  }
  const text = article.querySelector(".text");
  if (text && !text.hasAttribute("tabindex")) {
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", "The text. Arrow keys go from one marked word to the next.");
  }
}

const nearing = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        nearing.unobserve(target);
        target.querySelectorAll("article").forEach((article) => {
          fill(article);
          emphasize(article);
        });
      }
    }
  },
  { rootMargin: "1500px 0px" },
);

// The height of a group is guessed until it is laid out, so that the scroll bar is about right.
function expect(group) {
  const heights = [...group.children].map((article) => 170 + (article.dataset.n ?? 0) * 2.7);
  group.style.containIntrinsicHeight = `auto ${Math.round(heights.reduce((sum, height) => sum + height, 0))}px`;
  nearing.observe(group);
}

function arrange(shown) {
  nearing.disconnect();
  const groups = [];
  for (let first = 0; first < shown.length; first += GROUP) {
    const group = document.createElement("div");
    group.append(...shown.slice(first, first + GROUP));
    expect(group);
    groups.push(group);
  }
  texts.replaceChildren(...groups);
}

[...texts.children].forEach(expect);
addEventListener("beforeprint", () => articles.filter((article) => article.isConnected).forEach(fill));
