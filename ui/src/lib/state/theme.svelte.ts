/** Light or dark follows the system. */
const dark = matchMedia('(prefers-color-scheme: dark)');

function apply(): void {
  document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light';
}

export function followSystemTheme(): void {
  apply();
  dark.addEventListener('change', apply);
}
