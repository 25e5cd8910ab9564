// Runs before the first paint: colours and language are known before anything is drawn, so nothing flashes.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const language = localStorage.getItem('language') ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
  root.dataset.theme = theme;
  root.dataset.rail = localStorage.getItem('rail') ?? 'wide';
  root.lang = language;
})();
