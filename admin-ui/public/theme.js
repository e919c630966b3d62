// Before the first paint, so that nothing flashes. A file of its own, as the page's policy allows no
// script inside of the page.
(() => {
  const chosen = localStorage.getItem('portico.theme');
  const isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
