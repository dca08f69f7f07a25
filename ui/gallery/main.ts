/** All components with their states, for whoever changes one: `npm run dev`, then `/gallery/`. No build has it. */
import '../src/styles/fonts.css';
import '../src/styles/tokens.css';
import '../src/styles/base.css';
import '../src/styles/controls.css';
import '../src/styles/surfaces.css';

import { mockIPC } from '@tauri-apps/api/mocks';
import { mount } from 'svelte';

import { language } from '$lib/i18n';
import Gallery from './Gallery.svelte';

// No application is behind these pages: whatever asks it waits.
mockIPC(() => new Promise(() => undefined), { shouldMockEvents: true });
language.choose(null);

const target = document.getElementById('app');
if (target) mount(Gallery, { target });
