// The culture must be known before the runtime starts: it decides which shard of ICU data is loaded.
(() => {
  const language = document.documentElement.lang;
  for (const element of document.querySelectorAll('[data-en]'))
    element.textContent = element.dataset[language.startsWith('zh') ? 'zh' : 'en'];
  document.querySelector('#blazor-error-ui .reload').addEventListener('click', event => { event.preventDefault(); location.reload(); });

  window.shell = {
    theme: value => { localStorage.setItem('theme', value); document.documentElement.dataset.theme = value; },
    rail: value => { localStorage.setItem('rail', value); document.documentElement.dataset.rail = value; },
    language: value => { localStorage.setItem('language', value); location.reload(); },
    state: () => [document.documentElement.dataset.theme, document.documentElement.dataset.rail, language],
    focus: selector => document.querySelector(selector)?.focus(),
    copy: text => navigator.clipboard.writeText(text),
  };

  Blazor.start({ applicationCulture: language });
})();

// A file dragged over the window: pages with a drop target react to data-dragging (Flows/FlowImport.razor.css).
(() => {
  let depth = 0;
  const set = () => { if (depth > 0) document.documentElement.dataset.dragging = ''; else delete document.documentElement.dataset.dragging; };
  const hasFile = event => event.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', event => { if (hasFile(event)) { depth++; set(); } });
  addEventListener('dragleave', event => { if (hasFile(event)) { depth = Math.max(0, depth - 1); set(); } });
  addEventListener('drop', () => { depth = 0; set(); }, true);
  addEventListener('dragover', event => { if (hasFile(event) && !event.target.closest?.('input[type=file], label')) event.preventDefault(); });
})();

// Escape closes the drawer that lies on top (its cross has data-escape), unless a dialog, a menu or a gesture has the key for itself.
document.addEventListener('keydown', event => {
  const cross = [...document.querySelectorAll('[data-escape]')].at(-1);
  if (event.key !== 'Escape' || !cross || document.querySelector('.mud-dialog, .mud-popover-open, .quick-add, .is-connect, .is-move, .is-box')) return;
  event.stopPropagation();
  cross.click();
  document.querySelector('[data-testid=canvas]')?.focus();
}, true);
