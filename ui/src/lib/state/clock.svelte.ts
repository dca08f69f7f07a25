/** The present minute, so that "today" and "5 days left" stay true while a page is open. */
let minute = $state(new Date());

setInterval(() => {
  minute = new Date();
}, 60_000);

export function now(): Date {
  return minute;
}
