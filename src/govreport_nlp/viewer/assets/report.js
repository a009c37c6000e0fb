const { records, sections, workstreams } = data;
const card = $('#card');
const filters = { workstream: $('#workstream'), measure: $('#measure'), status: $('#status') };
const rows = new Map($$('#records tbody tr').map((row) => [Number(row.dataset.r), row]));
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
  const plain = ['value', 'low', 'high', 'unit', 'period', 'scope', 'canonical'];
  const fields = plain.map((key) => [key, record[key]]);
  for (const key of ['qualifier', 'measure', 'direction', 'status', 'basis']) {
    fields.push([key, record[key] && word(`${key}.${record[key]}`, record[key])]);
  }
  if (!record.period) fields.push(['period', record.period_resolved && `(${record.period_resolved})`]);
  fields.push(['section', sections[record.section]], ['workstream', workstreamName(record.workstream)]);
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
  mark.setAttribute('aria-describedby', 'card');
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
  $('#records tbody').addEventListener(type, (event) => { hideCard(); light(indexAt(event)); });
}
for (const panel of [$('#text'), $('#records tbody')]) panel.addEventListener('mouseleave', hideCard);
for (const type of ['wheel', 'touchmove']) $('#text').addEventListener(type, hideCard, { passive: true });

/* ---- from the table to the passage, and back ---- */
const root = document.documentElement;
function setPanel(name) {
  root.dataset.panel = name;
  for (const tab of $$('.tabs button')) tab.ariaPressed = String(tab.dataset.panel === name);
}
for (const tab of $$('.tabs button')) tab.addEventListener('click', () => setPanel(tab.dataset.panel));

/* In a notebook's frame there is no address to change. */
function remember(id) {
  try { history.pushState(null, '', `#${id}`); } catch { /* a page without an address */ }
}

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
  remember(id);
  go(id);
});
addEventListener('popstate', () => go(location.hash.slice(1)));

/* ---- search in the text: sentences that hold the words, one after the other ---- */
const sentences = $$('#text .s').map((span) => ({ span, text: span.textContent.toLowerCase() }));
let hits = [];
let hit = -1;
function search() {
  const wanted = $('#search').value.trim().toLowerCase();
  for (const { span } of hits) span.classList.remove('hit', 'here');
  hits = wanted ? sentences.filter(({ text }) => text.includes(wanted)) : [];
  hit = -1;
  for (const { span } of hits) span.classList.add('hit');
  paint(wanted);
  sayHits();
}

function paint(wanted) {
  if (!window.Highlight) return;
  const ranges = hits.flatMap(({ span, text }) => rangesIn(span, text, wanted));
  CSS.highlights.set('found', new Highlight(...ranges));
}

function rangesIn(span, text, wanted) {
  const ranges = [];
  const walker = document.createTreeWalker(span, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push([at, walker.currentNode]);
  const place = (offset) => nodes.findLast(([at]) => at <= offset);
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
    const [first, start] = place(from);
    const [last, end] = place(from + wanted.length - 1);
    const range = new Range();
    range.setStart(start, from - first);
    range.setEnd(end, from + wanted.length - last);
    ranges.push(range);
  }
  return ranges;
}

function sayHits() {
  if (!$('#search').value.trim()) $('#hits').textContent = '';
  else $('#hits').textContent = hits.length ? `${hit + 1} / ${hits.length}` : word('ui.no_hit');
}

function nextHit(step) {
  if (!hits.length) return;
  if (hit >= 0) hits[hit].span.classList.remove('here');
  hit = (hit + step + hits.length + (hit < 0 && step < 0 ? 1 : 0)) % hits.length;
  hits[hit].span.classList.add('here');
  setPanel('text');
  hits[hit].span.scrollIntoView({ block: 'center' });
  sayHits();
}
$('#search').addEventListener('input', search);
$('.search').addEventListener('submit', (event) => event.preventDefault());
$('#search').addEventListener('keydown', (event) => {
  if (event.key === 'Enter') { event.preventDefault(); nextHit(event.shiftKey ? -1 : 1); }
});

/* ---- filters ---- */
const passages = records.map((record, index) =>
  `${record.name} ${marks.get(index)?.[0].closest('.s').textContent || record.text}`.toLowerCase());
function matches(record, index, words) {
  for (const [key, select] of Object.entries(filters)) {
    if (select.value && (record[key] || 'other') !== select.value) return false;
  }
  return words.every((one) => passages[index].includes(one));
}

function applyFilters() {
  const words = $('#words').value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  records.forEach((record, index) => {
    const on = matches(record, index, words);
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

$('#records .filters').addEventListener('input', applyFilters);
$('#records .filters').addEventListener('submit', (event) => event.preventDefault());
$('#records .filters').addEventListener('reset', () => setTimeout(applyFilters));
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
  if (event.key === 's') { event.preventDefault(); $('#search').focus(); }
  if (event.key === 'n' || event.key === 'p') {
    const open = records.map((_, index) => index).filter((index) => !rows.get(index).hidden);
    const at = open.indexOf(lit);
    const next = event.key === 'n' ? open[at + 1] : open[at < 0 ? open.length - 1 : at - 1];
    if (next !== undefined) go(`r${next}`);
  }
});

document.addEventListener('language', () => {
  sayHits();
  for (const part of $$('[data-w-name]')) part.textContent = workstreamName(part.dataset.wName);
  applyFilters();
  hideCard();
});

addOptions();
setPanel('text');
setLanguage(language);
if (location.hash) go(location.hash.slice(1));
