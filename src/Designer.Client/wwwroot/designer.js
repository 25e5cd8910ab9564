// What the designer needs of the page besides the canvas: the caret of a text field, and the clipboard.

// The merge field being typed at the caret: what follows the last "{{" that is still open; null when there is none.
export function typedField(element) {
  const before = element.value.slice(0, element.selectionStart), open = before.lastIndexOf('{{');
  return open < 0 || before.indexOf('}}', open) >= 0 || before.length - open > 60 ? null : before.slice(open + 2).trimStart();
}

// Puts a merge field at the caret, in place of one that is being typed, and lets the page hear of it like of any typing.
export function insertField(element, field) {
  const end = element.selectionEnd, before = element.value.slice(0, element.selectionStart), open = before.lastIndexOf('{{');
  const start = open >= 0 && before.indexOf('}}', open) < 0 ? open : element.selectionStart;
  element.focus();
  element.setRangeText(`{{ ${field} }}`, start, end, 'end');
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

export function focusOn(id) {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'center' });
  element?.focus();
}

export function download(address, fileName) {
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
  if (address.startsWith('blob:')) setTimeout(() => URL.revokeObjectURL(address), 60000);
}

export const copyText = text => navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;
export const pasteText = () => navigator.clipboard?.readText?.().then(text => text, () => '') ?? '';

// The line of a text field, counted from 1, in sight and selected.
export function selectLine(element, line) {
  const lines = element.value.split('\n'), start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  element.focus();
  element.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  element.scrollTop = (line - 4) * element.scrollHeight / lines.length;
}

// A picture that needs nothing of this page: what the style sheets say is written into it, on paper of the page's colour.
function standalone(svg) {
  const copy = svg.cloneNode(true), from = [svg, ...svg.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')], box = svg.viewBox.baseVal;
  const styles = ['fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'font-family', 'font-size', 'font-weight'];
  from.forEach((element, i) => {
    const computed = getComputedStyle(element);
    for (const name of styles) to[i].style.setProperty(name, computed.getPropertyValue(name));
    to[i].removeAttribute('class');
  });
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const name of ['x', 'y', 'width', 'height']) { paper.setAttribute(name, box[name]); if (name.length > 1) copy.setAttribute(name, box[name]); }
  paper.setAttribute('fill', getComputedStyle(svg.parentElement).backgroundColor);
  copy.prepend(paper);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
}

export async function savePicture(around, fileName, kind) {
  const svg = around.querySelector('svg'), box = svg.viewBox.baseVal, file = standalone(svg), address = URL.createObjectURL(file);
  if (kind === 'svg') { download(address, fileName); return; }
  const image = new Image(), scale = Math.min(2, 8192 / Math.max(box.width, box.height)), sheet = document.createElement('canvas');
  image.src = address;
  await image.decode();
  [sheet.width, sheet.height] = [Math.ceil(box.width * scale), Math.ceil(box.height * scale)];
  sheet.getContext('2d').drawImage(image, 0, 0, sheet.width, sheet.height);
  URL.revokeObjectURL(address);
  download(URL.createObjectURL(await new Promise(done => sheet.toBlob(done, 'image/png'))), fileName);
}

// Alone on the sheet, see designer.css.
export function printPicture(around) {
  document.body.classList.add('prints-picture');
  window.addEventListener('afterprint', () => document.body.classList.remove('prints-picture'), { once: true });
  window.print();
}

// What is on the screen is kept by .NET before a reload or a closed tab takes it.
let left = null;
export function onLeave(page) { left = page; }
addEventListener('pagehide', () => left?.invokeMethod('Leaving'));
