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
