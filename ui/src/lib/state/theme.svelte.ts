/** How the page looks: the person's choices, or the system's. */
import type { Contrast, TextSize, Theme } from '$lib/ipc';

const dark = matchMedia('(prefers-color-scheme: dark)');
let theme: Theme = 'system';

function apply(): void {
  const isDark = theme === 'system' ? dark.matches : theme === 'dark';
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}

export function followSystemTheme(): void {
  apply();
  dark.addEventListener('change', apply);
}

export function look(wanted: { theme: Theme; contrast: Contrast; text_size: TextSize }): void {
  theme = wanted.theme;
  apply();
  document.documentElement.dataset['contrast'] = wanted.contrast;
  document.documentElement.dataset['text'] = wanted.text_size;
}
