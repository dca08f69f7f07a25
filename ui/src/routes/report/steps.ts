/** The five steps of a report, and their words in the language of the moment. */
import { t } from '$lib/i18n';
import type { Question } from '$lib/ipc';
import type { StepId } from '$lib/state/router.svelte';

interface Step {
  id: StepId | 'review';
  name: string;
}

export const steps: Step[] = [
  { id: 'what_happened', get name() { return t('step-what'); } },
  { id: 'when_where', get name() { return t('step-when'); } },
  { id: 'people', get name() { return t('step-people'); } },
  { id: 'evidence', get name() { return t('step-evidence'); } },
  { id: 'review', get name() { return t('step-review'); } },
];

export const questions: Record<Question, { title: string; lead: string; rows: number }> = {
  what_happened: { get title() { return t('ask-what'); }, get lead() { return t('ask-what-lead'); }, rows: 10 },
  when_where: { get title() { return t('ask-when'); }, get lead() { return t('ask-when-lead'); }, rows: 7 },
  people: { get title() { return t('ask-people'); }, get lead() { return t('ask-people-lead'); }, rows: 7 },
};
