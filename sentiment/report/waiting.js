
// The texts of a long report wait in <noscript>, unparsed, until they come near; without scripts they are simply there.
const articles = [...document.querySelectorAll("article")];

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
        fill(target);
      }
    }
  },
  { rootMargin: "1000px 0px" },
);
for (const article of articles) {
  // A guess at its height, so that the scroll bar is about right.
  article.style.containIntrinsicHeight = `auto ${Math.round(180 + (article.dataset.n ?? 0) * 2.6)}px`;
  nearing.observe(article);
}
addEventListener("beforeprint", () => articles.filter((article) => !article.hidden).forEach(fill));
