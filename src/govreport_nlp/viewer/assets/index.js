const { reports, values } = data;
makeFilter($('#reports form'), $$('#reports tbody tr'), showCount);

const root = document.documentElement;
function setPanel(name) {
  root.dataset.panel = name;
  for (const tab of $$('.tabs button')) tab.ariaPressed = String(tab.dataset.panel === name);
}
for (const tab of $$('.tabs button')) tab.addEventListener('click', () => setPanel(tab.dataset.panel));

/* The table of one indicator over all reports; a row holds what `_data` in index.py puts in. */
const CELLS = ['', '', 'value', 'kind', '', 'name'];
function rowOf([at, record, period, text, number, measure, status, scope]) {
  const [address, region, title] = reports[at];
  const row = document.createElement('tr');
  const link = (shown) => {
    const made = document.createElement('a');
    made.href = `${address}#r${record}`;
    made.textContent = shown;
    return made;
  };
  const contents = [
    region + (scope ? ` · ${scope}` : ''), period, link(text), word(`measure.${measure}`),
    word(`status.${status}`), link(title),
  ];
  contents.forEach((content, column) => {
    const cell = document.createElement('td');
    cell.className = column === 4 ? status : CELLS[column];
    cell.append(content);
    row.append(cell);
  });
  row.cells[2].dataset.v = number;
  return row;
}

function showValues() {
  const all = values[$('#canonical').value] || [];
  const [measure, status, area] = [$('#measure').value, $('#status').value, $('#area').value.trim()];
  const kept = all.filter((row) => (!measure || row[5] === measure) && (!status || row[6] === status)
    && (!area || reports[row[0]][1].includes(area)));
  for (const head of $$('#indicators th')) head.ariaSort = 'none';
  $('#indicators tbody').replaceChildren(...kept.map(rowOf));
  $('#found').textContent = kept.length === all.length ? kept.length : `${kept.length} / ${all.length}`;
}
$('#indicators form').addEventListener('input', showValues);
$('#indicators form').addEventListener('submit', (event) => event.preventDefault());

document.addEventListener('language', () => {
  for (const part of $$('[data-zh]')) part.textContent = part.dataset[language];
  showValues();
});

setPanel('reports');
setLanguage(language);
