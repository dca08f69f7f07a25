import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/surfaces.css';

import { mount } from 'svelte';

import { language } from '$lib/i18n';
import { followSystemTheme } from '$lib/state/theme.svelte';
import App from './App.svelte';

followSystemTheme();
language.choose(null);

const target = document.getElementById('app');
if (target) mount(App, { target });
