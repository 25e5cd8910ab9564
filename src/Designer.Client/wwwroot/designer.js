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
}

export const copyText = text => navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;
export const pasteText = () => navigator.clipboard?.readText?.().then(text => text, () => '') ?? '';
