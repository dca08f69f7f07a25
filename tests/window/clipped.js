// Which words would be cut off if each were `arguments[0]` times as long (1.4: the longest of other languages), or all type
// `arguments[1]` times as large. What people wrote and what says itself in full elsewhere may be cut.
const [longer, larger] = arguments;
const untouched = 'bdi, kbd, time, textarea, option, script, style, .vh, [aria-hidden="true"]';

const words = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  if (node.nodeValue.trim() && !node.parentElement.closest(untouched)) words.push([node, node.nodeValue]);
}

const stretch = (text) => text.replace(/\p{L}{2,}/gu, (word) => word + 'o'.repeat(Math.round(word.length * (longer - 1))));
for (const [node, text] of words) node.nodeValue = stretch(text);
document.documentElement.style.fontSize = `${larger * 100}%`;

const saysItElsewhere = (box) => {
  const style = getComputedStyle(box);
  const shortens = style.textOverflow === 'ellipsis' || (style.webkitLineClamp ?? 'none') !== 'none';
  return shortens && box.closest('[title], [aria-label]') !== null;
};
const cuts = (box) => ['hidden', 'clip'].includes(getComputedStyle(box).overflowX) || box.matches('button, .btn, .chip');
const scrolls = (box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX);

function cutBy(rect, from) {
  for (let box = from; box && box !== document.body; box = box.parentElement) {
    if (saysItElsewhere(box) || scrolls(box)) return null;
    const edge = box.getBoundingClientRect();
    // For screen readers alone.
    if (edge.width <= 1) return null;
    if (cuts(box) && (rect.right > edge.right + 1 || rect.left < edge.left - 1)) return box;
  }
  return rect.right > innerWidth + 1 || rect.left < -1 ? document.body : null;
}

const found = [];
for (const [node, text] of words) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const parent = node.parentElement;
  if (!parent.checkVisibility({ visibilityProperty: true })) continue;
  const box = [...range.getClientRects()].filter((rect) => rect.width > 0).map((rect) => cutBy(rect, parent)).find(Boolean);
  if (box) found.push(`${text.trim()} (in ${box.tagName.toLowerCase()}.${box.className})`);
}

for (const [node, text] of words) node.nodeValue = text;
document.documentElement.style.removeProperty('font-size');
return [...new Set(found)];
