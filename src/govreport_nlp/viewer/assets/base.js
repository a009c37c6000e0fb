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
  document.dispatchEvent(new Event('language'));
}

$('#language').addEventListener('click', () => setLanguage(language === 'zh' ? 'en' : 'zh'));

/* A column's button sorts up, then down, then back to the order of the text. */
function makeSortable(table) {
  const body = table.tBodies[0];
  const original = [...body.rows];
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
    const rows = [...original];
    if (next !== 'none') rows.sort((a, b) => compare(valueOf(a, at), valueOf(b, at)));
    if (next === 'descending') rows.reverse();
    body.append(...rows);
  }));
}

makeSortable($('table'));
