const articles = $$('article');
const classes = $$('.class');
const chips = $$('.chips button');
const selects = $$('.filters select');
let confusion = '';


function pressed() {
  return new Set(chips.filter((chip) => chip.ariaPressed === 'true').map((chip) => chip.dataset.k));
}

function applyFilters() {
  const kinds = pressed();
  const words = $('#words').value.trim().toLowerCase();
  const chosen = selects.map((select) => [select.id, select.value]).filter(([, value]) => value);
  let shown = 0;
  for (const article of articles) {
    const own = article.dataset;
    article.hidden = (kinds.size > 0 && !own.kinds.split(' ').some((kind) => kinds.has(kind)))
      || chosen.some(([field, value]) => own[field] !== value)
      || (confusion !== '' && !own.confused.split('\n').includes(confusion))
      || (words !== '' && !article.textContent.toLowerCase().includes(words));
    if (!article.hidden) shown += 1;
  }
  for (const group of classes) {
    const here = $$('article', group).filter((article) => !article.hidden).length;
    group.hidden = here === 0;
    $('summary b', group).textContent = here;
  }
  $('#count').textContent = shown === articles.length ? shown : `${shown} / ${articles.length}`;
  $('#none').hidden = shown > 0 || articles.length === 0;
}

function setConfusion(next, shown = '') {
  confusion = next;
  $('#confusion').hidden = next === '';
  $('#confusion').textContent = shown;
}

for (const chip of chips) {
  chip.addEventListener('click', () => {
    chip.ariaPressed = String(chip.ariaPressed !== 'true');
    applyFilters();
  });
}
for (const button of $$('.confusions button')) {
  button.addEventListener('click', () => {
    for (const chip of chips) chip.ariaPressed = 'false';
    setConfusion(button.dataset.c, button.dataset.shown);
    for (const group of classes) group.open = true;
    applyFilters();
    $('#errors').scrollIntoView();
  });
}
$('#confusion').addEventListener('click', () => { setConfusion(''); applyFilters(); });
for (const select of selects) select.addEventListener('change', applyFilters);
$('#words').addEventListener('input', applyFilters);
$('form').addEventListener('submit', (event) => event.preventDefault());
$('form').addEventListener('reset', () => {
  for (const chip of chips) chip.ariaPressed = 'false';
  setConfusion('');
  setTimeout(applyFilters);
});

const tabs = $$('.tabs button');
for (const tab of tabs) {
  tab.addEventListener('click', () => {
    for (const other of tabs) {
      other.ariaSelected = String(other === tab);
      $(`#${other.dataset.panel}`).hidden = other !== tab;
    }
  });
}

setLanguage(language);
applyFilters();
