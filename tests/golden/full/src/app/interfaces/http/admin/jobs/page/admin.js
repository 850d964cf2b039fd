// The page of jobs. What comes from the queue is only ever set as text, never as markup.

const EVERY = 2000;
const PATIENCE = 15000;
const LIMIT = 100;
const $ = (id) => document.getElementById(id);

// ---- the API

async function call(path, body) {
  const options = { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" };
  if (body !== undefined) {
    Object.assign(options, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The service does not answer.");
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(problemOf(text) ?? `The service answers ${answer.status}.`);
  return text;
}

function problemOf(text) {
  try {
    return JSON.parse(text).detail;
  } catch {
    return undefined;
  }
}

const get = async (path) => JSON.parse(await call(path)).items;
const post = async (path, body = {}) => JSON.parse(await call(path, body));

async function listJobs(statuses) {
  const lists = await Promise.all(statuses.map((status) => {
    const query = new URLSearchParams({ status, limit: LIMIT, ...wanted() });
    return get(`api/jobs?${query}`);
  }));
  // Identifiers begin with the time.
  return lists.flat().sort((one, other) => (one.id < other.id ? 1 : -1));
}

function wanted() {
  const given = { type: $("type").value, tag: $("tag").value.trim() };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

// ---- words

const plural = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

function duration(seconds) {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
  return `${Math.floor(seconds / 86400)} d ${Math.floor(seconds / 3600) % 24} h`;
}

function moment(text) {
  if (!text) return "";
  const seconds = (Date.now() - Date.parse(text)) / 1000;
  return seconds < 0 ? `in ${duration(-seconds)}` : `${duration(seconds)} ago`;
}

const described = () => {
  const { type, tag } = wanted();
  return [type && ` of type ${type}`, tag && ` with the tag ${tag}`].filter(Boolean).join("");
};

// ---- pieces

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function button(text, name, act, className = "") {
  const made = make("button", { type: "button", textContent: text, className });
  made.setAttribute("aria-label", name);
  made.addEventListener("click", async () => {
    made.disabled = true;
    await act();
    made.disabled = false;
  });
  return made;
}

const short = (id) => id.slice(-12);
const text = (name, value, className = "") => ({
  name,
  className: () => className,
  fill: (cell, item) => { cell.textContent = value(item) ?? ""; },
});
const number = (name, value) => ({
  name,
  head: "number",
  className: (item) => `number ${value(item) ? "" : "zero"}`,
  fill: (cell, item) => { cell.textContent = value(item); },
});
const time = (name, value) => ({
  name,
  fill: (cell, item) => {
    cell.textContent = moment(value(item));
    cell.title = value(item) ?? "";
  },
});
const JOB = {
  name: "Job",
  once: true,
  fill: (cell, job) => {
    const open = button(job.type, `Details of ${job.type} ${short(job.id)}`, () => showDetails(job), "link");
    cell.append(open, make("small", { className: "id", textContent: short(job.id), title: job.id }));
  },
};
const PRIORITY = {
  name: "Priority",
  className: (item) => item.priority,
  fill: (cell, item) => { cell.textContent = item.priority; },
};
const ATTEMPT = number("Attempt", (job) => job.attempt);
const ERROR = text("Error", (job) => job.error, "error");
const TAGS = text("Tags", (job) => job.tags.join(", "));
const PROGRESS = {
  name: "Progress",
  fill: (cell, job) => {
    cell.replaceChildren();
    if (job.progress !== null) {
      const bar = make("progress", { value: job.progress, max: 1 });
      bar.setAttribute("aria-label", `Progress of ${short(job.id)}`);
      cell.append(bar, ` ${Math.round(job.progress * 100)} %`);
    }
    if (job.note) cell.append(make("small", { textContent: job.note }));
    if (job.cancel_requested) cell.append(make("small", { textContent: "is told to stop" }));
  },
};
const actions = (...list) => ({
  name: "Actions",
  head: "number",
  once: true,
  fill: (cell, job) => {
    const buttons = list.map(([label, act, className]) =>
      button(label, `${label}: ${job.type} ${short(job.id)}`, () => act(job), className));
    cell.append(make("div", { className: "actions" }, ...buttons));
  },
});

// ---- acts

async function act(step, told) {
  try {
    const outcome = await step();
    tell(told(outcome));
    await refresh();
  } catch (error) {
    tell(error.message);
  }
}

let telling;
function tell(message) {
  $("done").textContent = message;
  clearTimeout(telling);
  telling = setTimeout(() => { $("done").textContent = ""; }, 6000);
}

const OUTCOMES = {
  cancelled: "Cancelled.",
  requested: "It is told to stop.",
  too_late: "Too late: it has ended.",
};
const CANCEL = ["Cancel", (job) => act(() => post(`api/jobs/${job.id}/cancel`), ({ outcome }) => OUTCOMES[outcome])];
const RUN_NOW = ["Run now", (job) => act(() => post(`api/jobs/${job.id}/retry`), () => "It waits for a worker.")];
const REPLAY = ["Replay", (job) => act(() => post(`api/jobs/${job.id}/replay`), () => "It waits for a worker.")];
const FORGET = ["Forget", async (job) => {
  if (await ask(`Forget this ${job.type}?`, `Job ${job.id} cannot be brought back.`, "Forget it", "danger")) {
    await act(() => post("api/jobs/purge", { id: job.id }), () => "Forgotten.");
  }
}, "danger"];

async function replayAll() {
  if (await ask(`Replay all dead jobs${described()}?`, "They run again, with all their attempts.", "Replay them")) {
    await act(() => post("api/jobs/replay", wanted()), (done) => `Replayed ${plural(done.number, "job")}.`);
  }
}

const forgetAll = (statuses, what) => async () => {
  if (await ask(`Forget all ${what} jobs${described()}?`, "They cannot be brought back.", "Forget them", "danger")) {
    const purge = () => Promise.all(statuses.map((status) => post("api/jobs/purge", { ...wanted(), status })));
    await act(purge, (done) => `Forgot ${plural(done.reduce((sum, one) => sum + one.number, 0), "job")}.`);
  }
};

function ask(title, explanation, agree, className = "") {
  const dialog = $("question");
  $("question-title").textContent = title;
  $("question-text").textContent = explanation;
  Object.assign(dialog.querySelector("[value=yes]"), { textContent: agree, className });
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function showDetails(job) {
  try {
    // As it was sent: large numbers would be rounded if they were read and written again.
    $("document").textContent = await call(`api/jobs/${job.id}`);
    $("details-title").textContent = `${job.type} ${short(job.id)}`;
    $("details").showModal();
  } catch (error) {
    tell(error.message);
  }
}

// ---- views

const key = (item) => item.id ?? item.name ?? `${item.type} ${item.priority}`;
const VIEWS = {
  queues: {
    title: "Queues",
    sign: "≡",
    about: "What has not finished; the oldest is how long a job has been waiting for a worker.",
    nothing: "Nothing waits, runs or is dead.",
    load: async () => pivot(),
    columns: [
      text("Type", (queue) => queue.type), PRIORITY,
      number("Waiting", (queue) => queue.waiting),
      { ...text("Oldest", (queue) => (queue.waiting ? duration(queue.oldest) : ""), "number"), head: "number" },
      ...["running", "scheduled", "dead"].map((status) =>
        number(status[0].toUpperCase() + status.slice(1), (queue) => queue[status])),
    ],
  },
  workers: {
    title: "Workers",
    sign: "⚙",
    about: "Workers that hold jobs now; one that is idle is not seen here.",
    nothing: "No worker holds a job.",
    load: () => get("api/workers"),
    columns: [
      text("Worker", (worker) => worker.name, "mono"),
      number("Running", (worker) => worker.running),
      text("Types", (worker) => [...new Set(worker.jobs.map((job) => job.type))].join(", ")),
      time("Oldest run began", (worker) => worker.since),
    ],
  },
  running: {
    title: "Running",
    nothing: "Nothing runs.",
    statuses: ["running"],
    columns: [JOB, PRIORITY, ATTEMPT, PROGRESS, time("Began", (job) => job.started_at),
      text("Worker", (job) => job.worker, "mono"), actions(CANCEL)],
  },
  waiting: {
    title: "Waiting",
    nothing: "Nothing waits.",
    statuses: ["waiting"],
    columns: [JOB, PRIORITY, ATTEMPT, time("Due", (job) => job.due_at), TAGS, actions(CANCEL)],
  },
  scheduled: {
    title: "Scheduled",
    about: "For later, or to be repeated after an error.",
    nothing: "Nothing is scheduled.",
    statuses: ["scheduled"],
    columns: [JOB, PRIORITY, ATTEMPT, time("Due", (job) => job.due_at), ERROR, actions(RUN_NOW, CANCEL)],
  },
  dead: {
    title: "Dead letters",
    label: "Dead",
    about: "Jobs that failed for good. They stay until somebody replays or forgets them.",
    nothing: "Nothing is dead.",
    statuses: ["dead"],
    columns: [JOB, PRIORITY, ATTEMPT, ERROR, time("Died", (job) => job.ended_at), actions(REPLAY, FORGET)],
    bulk: [["Replay all", replayAll], ["Forget all", forgetAll(["dead"], "dead"), "danger"]],
  },
  finished: {
    title: "Finished",
    sign: "✓",
    about: "Jobs that succeeded or were cancelled; they are forgotten after a while.",
    nothing: "Nothing has finished.",
    statuses: ["succeeded", "cancelled"],
    columns: [JOB, text("Status", (job) => job.status), PRIORITY, ATTEMPT,
      time("Ended", (job) => job.ended_at), TAGS, actions(FORGET)],
    bulk: [["Forget all", forgetAll(["succeeded", "cancelled"], "finished"), "danger"]],
  },
};

let depths = [];
const total = (statuses) => depths
  .filter((depth) => statuses.includes(depth.status))
  .reduce((sum, depth) => sum + depth.number, 0);

function pivot() {
  const queues = new Map();
  const { type } = wanted();
  for (const depth of depths.filter((one) => !type || one.type === type)) {
    const empty = { type: depth.type, priority: depth.priority, oldest: 0, waiting: 0, running: 0, scheduled: 0, dead: 0 };
    const queue = queues.get(key(depth)) ?? empty;
    queue[depth.status] = depth.number;
    if (depth.status === "waiting") queue.oldest = depth.oldest_seconds;
    queues.set(key(depth), queue);
  }
  return [...queues.values()];
}

const current = () => (location.hash.slice(1) in VIEWS ? location.hash.slice(1) : "queues");

function openView() {
  const view = VIEWS[current()];
  $("title").textContent = view.title;
  document.title = `${view.title} · ${location.host}`;
  $("about").textContent = view.about ?? "";
  $("about").hidden = !view.about;
  $("head").replaceChildren(...view.columns.map((column) =>
    make("th", { scope: "col", textContent: column.name, className: column.head ?? "" })));
  $("rows").replaceChildren();
  $("nothing").hidden = true;
  $("tag").closest("label").hidden = !view.statuses;
  $("filter").hidden = current() === "workers";
  $("bulk").replaceChildren(...(view.bulk ?? []).map(([label, step, className]) =>
    button(label, label, step, className)));
  showCounts();
  return refresh();
}

function showCounts() {
  for (const [name, view] of Object.entries(VIEWS)) {
    const link = $(`view-${name}`);
    const count = view.sign ? 0 : total(view.statuses);
    link.querySelector("strong").textContent = view.sign ?? count;
    link.querySelector("strong").ariaHidden = Boolean(view.sign);
    link.classList.toggle("alarm", name === "dead" && count > 0);
    if (name === current()) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Rows that stay keep their elements, so that the focus stays where it is.
function showRows(items, columns) {
  const known = new Map([...$("rows").children].map((row) => [row.dataset.key, row]));
  const rows = items.map((item) => {
    const row = known.get(key(item)) ?? newRow(item, columns);
    columns.forEach((column, index) => {
      const cell = row.cells[index];
      cell.className = column.className?.(item) ?? "";
      if (!column.once) column.fill(cell, item);
    });
    return row;
  });
  const staying = new Set(rows);
  [...$("rows").children].filter((row) => !staying.has(row)).forEach((row) => row.remove());
  rows.forEach((row, index) => {
    const there = $("rows").children[index];
    if (there !== row) $("rows").insertBefore(row, there ?? null);
  });
}

function newRow(item, columns) {
  const row = make("tr");
  row.dataset.key = key(item);
  for (const column of columns) {
    const cell = make("td");
    cell.dataset.column = column.name;
    if (column.once) column.fill(cell, item);
    row.append(cell);
  }
  return row;
}

const seen = new Set();
function showTypes(items) {
  for (const { type } of [...depths, ...items]) if (type) seen.add(type);
  const types = [...seen].sort();
  const shown = [...$("type").options].slice(1).map((option) => option.value);
  if (types.join("\n") === shown.join("\n")) return;
  const chosen = $("type").value;
  const options = types.map((type) => make("option", { value: type, textContent: type }));
  $("type").replaceChildren($("type").options[0], ...options);
  $("type").value = chosen;
}

// ---- the loop

let latest = 0;
async function refresh() {
  const turn = ++latest;
  const name = current();
  try {
    const found = await get("api/queues");
    const view = VIEWS[name];
    depths = found;
    const items = await (view.load ?? (() => listJobs(view.statuses)))();
    if (turn !== latest) return;
    showTypes(items);
    showCounts();
    showRows(items, view.columns);
    const isCut = Boolean(view.statuses) && items.length >= LIMIT;
    $("nothing").textContent = isCut ? `The newest ${items.length} are shown.` : view.nothing;
    $("nothing").hidden = items.length > 0 && !isCut;
    $("problem").hidden = true;
    pulse("live", `Live, ${new Date().toLocaleTimeString()}`);
  } catch (error) {
    if (turn !== latest) return;
    $("problem").textContent = error.message;
    $("problem").hidden = false;
    pulse("lost", "What you see may be old");
  }
}

let paused = false;
function pulse(state, words) {
  $("pulse").dataset.state = paused && state === "live" ? "paused" : state;
  $("pulse").textContent = paused && state === "live" ? `Paused at ${new Date().toLocaleTimeString()}` : words;
}

async function loop() {
  if (!paused && !document.hidden) await refresh();
  setTimeout(loop, EVERY);
}

function start() {
  for (const [name, view] of Object.entries(VIEWS)) {
    const link = make("a", { href: `#${name}`, id: `view-${name}` }, make("strong"), view.label ?? view.title);
    $("views").append(make("li", {}, link));
  }
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", ({ target }) => {
      if (target instanceof HTMLButtonElement) dialog.close(target.value);
    });
  }
  $("pause").addEventListener("click", () => {
    paused = !paused;
    $("pause").setAttribute("aria-pressed", paused);
    refresh();
  });
  $("filter").addEventListener("input", refresh);
  $("filter").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", openView);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !paused) refresh(); });
  openView();
  setTimeout(loop, EVERY);
}

start();
