$('#words').addEventListener('input', (event) => {
  const words = event.target.value.trim().toLowerCase();
  for (const row of $$('tbody tr')) row.hidden = !row.textContent.toLowerCase().includes(words);
});
$('form').addEventListener('submit', (event) => event.preventDefault());
setLanguage(language);
