const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const data = JSON.parse($('#data').textContent);

let language = (navigator.language || '').startsWith('zh') ? 'zh' : 'en';

function word(key, fallback = '') {
  const both = data.strings[key];
  return both ? both[language] : fallback;
}

function setLanguage(next) {
  language = next;
  document.documentElement.lang = next === 'zh' ? 'zh-Hans' : 'en';
  for (const element of $$('[data-t]')) element.textContent = word(element.dataset.t);
  for (const element of $$('[data-p]')) element.placeholder = word(element.dataset.p);
  for (const element of $$('[data-a]')) element.ariaLabel = word(element.dataset.a);
  document.dispatchEvent(new Event('language'));
}

$('#language').addEventListener('click', () => setLanguage(language === 'zh' ? 'en' : 'zh'));

/* A column's button sorts up, then down, then back to the order of the text. */
function makeSortable(table) {
  const body = table.tBodies[0];
  const heads = $$('th', table);
  const valueOf = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
  };
  const compare = (a, b) => typeof a === 'number' && typeof b === 'number'
    ? a - b : String(a).localeCompare(String(b), 'zh');
  heads.forEach((head, at) => $('button', head).addEventListener('click', () => {
    const next = { none: 'ascending', ascending: 'descending', descending: 'none' }[head.ariaSort];
    for (const other of heads) other.ariaSort = 'none';
    head.ariaSort = next;
    const rows = [...body.rows];
    rows.forEach((row, place) => { row.place ??= place; });
    rows.sort((a, b) => a.place - b.place);
    if (next !== 'none') rows.sort((a, b) => compare(valueOf(a, at), valueOf(b, at)));
    if (next === 'descending') rows.reverse();
    body.append(...rows);
  }));
}

for (const table of $$('table')) if ($('th[aria-sort]', table)) makeSortable(table);

/* Rows that hold all the words typed, and the values chosen: select#region takes data-region. */
function makeFilter(form, rows, shown = () => {}) {
  const selects = $$('select', form);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const apply = () => {
    const words = $('input[type=search]', form).value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const on = selects.every((select) => !select.value || row.dataset[select.id] === select.value)
        && words.every((one) => texts.get(row).includes(one));
      row.hidden = !on;
      count += on;
    }
    shown(count, rows.length);
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  apply();
}

function showCount(count, all) {
  $('#count').textContent = count === all ? all : `${count} / ${all}`;
  if ($('#none')) $('#none').hidden = count > 0;
}
