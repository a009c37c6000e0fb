makeFilter($('form'), $$('tbody tr'), showCount);
setLanguage(language);
