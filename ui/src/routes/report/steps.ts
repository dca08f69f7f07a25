/** The five steps of a report, and their words. */
import { t } from '$lib/i18n';
import type { Question } from '$lib/ipc';
import type { StepId } from '$lib/state/router.svelte';

interface Step {
  id: StepId | 'review';
  name: string;
}

export const steps: Step[] = [
  { id: 'what_happened', name: t('step-what') },
  { id: 'when_where', name: t('step-when') },
  { id: 'people', name: t('step-people') },
  { id: 'evidence', name: t('step-evidence') },
  { id: 'review', name: t('step-review') },
];

export const questions: Record<Question, { title: string; lead: string; rows: number }> = {
  what_happened: { title: t('ask-what'), lead: t('ask-what-lead'), rows: 10 },
  when_where: { title: t('ask-when'), lead: t('ask-when-lead'), rows: 7 },
  people: { title: t('ask-people'), lead: t('ask-people-lead'), rows: 7 },
};
