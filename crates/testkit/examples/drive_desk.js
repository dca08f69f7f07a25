// What measures a page from inside. Times are milliseconds of performance.now(), which WebKit rounds to whole ones.
const desk = {};

/** The start of the next frame: callbacks of frames, then style, layout and painting follow. */
const frame = () => new Promise((begun) => requestAnimationFrame(() => begun(performance.now())));

/** The end of the frame that has begun: a timer set now is due once it is painted. (A message would take a way through WebKit's
 * network process.) */
const painted = () => new Promise((done) => setTimeout(() => done(performance.now())));

const items = () => [...document.querySelectorAll('[aria-posinset]')];

const scroller = () => {
  let box = items()[0];
  while (box && (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === 'visible')) box = box.parentElement;
  return box;
};

const within = (box, list) => box.bottom > list.top && box.top < list.bottom;

/** Whether each place of the list that is in sight shows its case. */
const isFilled = (list) => {
  if (!list) return false;
  const around = list.getBoundingClientRect();
  const seen = items().filter((item) => within(item.getBoundingClientRect(), around));
  return seen.length > 2 && seen.every((item) => item.querySelector('button') !== null);
};

/** Scrolls so far in each of so many frames; what lay between one frame and the next. */
desk.scroll = async (step, frames) => {
  const list = scroller();
  const intervals = [];
  let last = await frame();
  for (let n = 0; n < frames; n += 1) {
    list.scrollTop += step;
    const now = await frame();
    intervals.push(now - last);
    last = now;
  }
  return intervals;
};

/** Jumps to far places; what lay between one frame and the next until the cases there are shown, and how long that took. */
desk.jump = async (places) => {
  const list = scroller();
  const [intervals, filled] = [[], []];
  for (const place of places) {
    let last = await frame();
    const began = last;
    list.scrollTop = place * (list.scrollHeight - list.clientHeight);
    // What was in sight before is still there in this frame.
    do {
      const now = await frame();
      intervals.push(now - last);
      last = now;
    } while (!isFilled(list));
    filled.push((await painted()) - began);
  }
  list.scrollTop = 0;
  while (!isFilled(list)) await frame();
  return [intervals, filled];
};

let keys = [];
let typed = 0;

// The field's own listener is done, with all that follows from it.
addEventListener('input', () => { typed = performance.now(); });

const follow = async (began) => {
  const framed = await frame();
  const shown = await painted();
  // With no waiting in between, if another key was typed in the frame.
  const waited = framed - Math.min(Math.max(began, typed), framed);
  return [shown - began, waited];
};

addEventListener('keydown', ({ timeStamp }) => keys.push(follow(timeStamp)), { capture: true });

/** Of each key since the last time: from its event to the end of the frame that shows it, and how much of it was waiting. */
desk.keys = async () => {
  const followed = await Promise.all(keys);
  keys = [];
  return followed;
};

let change;
/** Begins to wait for the next event of a kind; the change that it brings is over in the frame in which `holds`. */
desk.expect = (kind, holds) => {
  change = new Promise((done) => {
    addEventListener(
      kind,
      async ({ timeStamp }) => {
        do await frame();
        while (!holds());
        done((await painted()) - timeStamp);
      },
      { capture: true, once: true },
    );
  });
};
desk.changed = () => change;

/** The name over the conversation that is open. */
desk.open = () => document.querySelector('section > header h2')?.textContent;
desk.isFilled = () => isFilled(scroller());
desk.says = (level, text) => document.querySelector(`${level}:not([inert] *)`)?.textContent.trim() === text;

let longest = 0;
let due = performance.now() + 5;
const tick = () => {
  const now = performance.now();
  longest = Math.max(longest, now - due);
  due = now + 5;
  setTimeout(tick, 5);
};
tick();

/** The longest time for which the page could do nothing else since the last time: how late a timer of 5 ms came. */
desk.longestBlock = () => {
  const was = longest;
  longest = 0;
  return was;
};

window.desk = desk;
