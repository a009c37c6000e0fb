const { records, workstreams } = data;
const card = $('#card');
const filters = { workstream: $('#workstream'), measure: $('#measure'), status: $('#status') };
const rows = new Map($$('tbody tr').map((row) => [Number(row.dataset.r), row]));
const marks = Map.groupBy
  ? Map.groupBy($$('.r'), (mark) => Number(mark.dataset.r))
  : $$('.r').reduce((map, mark) => map.set(Number(mark.dataset.r),
    [...(map.get(Number(mark.dataset.r)) || []), mark]), new Map());
const names = new Map();
for (const span of $$('.n')) {
  for (const index of span.dataset.n.split(' ').map(Number)) names.set(index, [...(names.get(index) || []), span]);
}

const workstreamName = (id) => workstreams[id]?.[language] || id || '';
const partsOf = (index) => [...(marks.get(index) || []), ...(names.get(index) || []), rows.get(index)];

/* ---- one record at a time is lit, in the text and in the table ---- */
let lit = null;
function light(index) {
  if (lit !== null) for (const part of partsOf(lit)) part.classList.remove('on');
  lit = index;
  if (index !== null) for (const part of partsOf(index)) part.classList.add('on');
}

/* ---- the card: the fields of a record, and its rule ---- */
function element(tag, text, parent, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function fieldsOf(record) {
  const plain = ['value', 'low', 'high', 'unit', 'period', 'scope', 'section', 'canonical'];
  const fields = plain.map((key) => [key, record[key]]);
  for (const key of ['qualifier', 'measure', 'direction', 'status', 'basis']) {
    fields.push([key, record[key] && word(`${key}.${record[key]}`, record[key])]);
  }
  if (!record.period) fields.push(['period', record.period_resolved && `(${record.period_resolved})`]);
  fields.push(['workstream', workstreamName(record.workstream)]);
  fields.push(['offsets', `${record.start}–${record.end}`], ['score', record.score.toFixed(2)], ['rule', record.rule]);
  return fields.filter(([, value]) => value !== null && value !== undefined && value !== '');
}

function showCard(index, mark) {
  const record = records[index];
  card.replaceChildren();
  element('h3', record.name || '—', card);
  element('p', record.text, card, 'big');
  const list = element('dl', '', card);
  for (const [key, value] of fieldsOf(record)) {
    element('dt', word(`field.${key}`), list);
    element(key === 'rule' ? 'code' : 'dd', value, list);
  }
  card.hidden = false;
  const box = mark.getClientRects()[0];
  const below = box.bottom + 8 + card.offsetHeight < innerHeight;
  card.style.left = `${Math.max(12, Math.min(box.left, innerWidth - card.offsetWidth - 12))}px`;
  card.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - 8 - card.offsetHeight)}px`;
}

function hideCard() { card.hidden = true; }

const indexAt = (event) => {
  const part = event.target.closest('[data-r]');
  return part ? Number(part.dataset.r) : null;
};
for (const type of ['mouseover', 'focusin']) {
  $('#text').addEventListener(type, (event) => {
    const index = indexAt(event);
    if (index === null) { hideCard(); return; }
    light(index);
    showCard(index, event.target.closest('.r'));
  });
  $('tbody').addEventListener(type, (event) => { hideCard(); light(indexAt(event)); });
}
for (const panel of [$('#text'), $('tbody')]) panel.addEventListener('mouseleave', hideCard);
for (const type of ['wheel', 'touchmove']) $('#text').addEventListener(type, hideCard, { passive: true });

/* ---- from the table to the passage, and back ---- */
const root = document.documentElement;
function setPanel(name) {
  root.dataset.panel = name;
  for (const tab of $$('.tabs button')) tab.ariaSelected = String(tab.dataset.panel === name);
}
for (const tab of $$('.tabs button')) tab.addEventListener('click', () => setPanel(tab.dataset.panel));

function go(id) {
  const target = document.getElementById(id);
  if (!target) return;
  setPanel($('#records').contains(target) ? 'records' : 'text');
  if (id[0] === 't') rows.get(Number(id.slice(1))).hidden = false;
  target.scrollIntoView({ block: id[0] === 's' ? 'start' : 'center' });
  target.focus({ preventScroll: true });
  if (id[0] !== 's') light(Number(id.slice(1)));
}
/* Without a pointer that hovers, a first touch of a mark shows its card and a second one jumps. */
const hovers = matchMedia('(hover: hover)');
let carded = null;
addEventListener('pointerdown', () => { carded = card.hidden ? null : lit; });
addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  const row = event.target.closest('tbody tr');
  if (!link && (!row || getSelection().toString())) return;
  event.preventDefault();
  const mark = event.target.closest('.r');
  if (mark && !hovers.matches && event.detail && carded !== Number(mark.dataset.r)) return;
  const id = link ? link.hash.slice(1) : `r${row.dataset.r}`;
  history.pushState(null, '', `#${id}`);
  go(id);
});
addEventListener('popstate', () => go(location.hash.slice(1)));

/* ---- filters ---- */
function matches(record, words) {
  for (const [key, select] of Object.entries(filters)) {
    if (select.value && (record[key] || 'other') !== select.value) return false;
  }
  return words.every((one) => `${record.name} ${record.text} ${record.sentence}`.toLowerCase().includes(one));
}

function applyFilters() {
  const words = $('#words').value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  records.forEach((record, index) => {
    const on = matches(record, words);
    shown += on;
    rows.get(index).hidden = !on;
    for (const mark of marks.get(index) || []) mark.classList.toggle('off', !on);
  });
  $('#count').textContent = shown === records.length ? shown : `${shown} ${word('ui.of')} ${records.length}`;
  $('#none').hidden = shown > 0;
  for (const button of $$('.legend button')) {
    button.ariaPressed = String(button.dataset.w === filters.workstream.value);
  }
}

function addOptions() {
  const found = (key) => new Set(records.map((record) => record[key] || 'other'));
  const add = (select, value, text, key) => {
    const option = element('option', text, select);
    option.value = value;
    if (key) option.dataset.t = key;
    else option.dataset.wName = value;
  };
  const present = found('workstream');
  for (const id of Object.keys(workstreams)) if (present.has(id)) add(filters.workstream, id, id);
  for (const key of ['measure', 'status']) {
    for (const value of found(key)) add(filters[key], value, value, `${key}.${value}`);
  }
}

$('.filters').addEventListener('input', applyFilters);
$('.filters').addEventListener('submit', (event) => event.preventDefault());
$('.filters').addEventListener('reset', () => setTimeout(applyFilters));
for (const button of $$('.legend button')) {
  button.addEventListener('click', () => {
    filters.workstream.value = button.ariaPressed === 'true' ? '' : button.dataset.w;
    applyFilters();
  });
}
for (const name of ['unclaimed', 'sentences']) {
  $(`#show-${name}`).addEventListener('change', (event) => document.body.classList.toggle(name, event.target.checked));
}
$('#print').addEventListener('click', () => print());

/* ---- keys ---- */
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') { hideCard(); light(null); document.activeElement.blur(); return; }
  if (event.target.matches('input, select') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') { event.preventDefault(); setPanel('records'); $('#words').focus(); }
  if (event.key === 'n' || event.key === 'p') {
    const open = records.map((_, index) => index).filter((index) => !rows.get(index).hidden);
    const at = open.indexOf(lit);
    const next = event.key === 'n' ? open[at + 1] : open[at < 0 ? open.length - 1 : at - 1];
    if (next !== undefined) go(`r${next}`);
  }
});

document.addEventListener('language', () => {
  for (const part of $$('[data-w-name]')) part.textContent = workstreamName(part.dataset.wName);
  applyFilters();
  hideCard();
});

addOptions();
setPanel('text');
setLanguage(language);
if (location.hash) go(location.hash.slice(1));
