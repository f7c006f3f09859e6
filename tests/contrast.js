// Each text whose colour is too near to what lies behind it, with its ratio; each nameless control.
() => {
  const parts = (colour) => { const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    c.fillStyle = colour; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor);
    if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !e.checkVisibility({visibilityProperty: true}) || e.closest('script, style, .sr-only, [aria-hidden=true]')) continue;
    const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${texts.currentNode.data.trim().slice(0, 40)}`);
  }
  for (const e of document.querySelectorAll('button, input, textarea, a')) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest('[aria-hidden=true]')) continue;
    if (!(e.getAttribute('aria-label') || e.innerText || e.labels?.[0]?.innerText || '').trim()) found.push(`nameless ${e.outerHTML.slice(0, 80)}`);
  }
  return found;
}
