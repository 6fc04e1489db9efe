// Stands in for Electron's own default_app, which a runtime taken out of a packaged app lacks:
// `electron [-r module]... [flags] DIRECTORY [arguments]`.
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const required = [];
let directory;
const words = process.argv.slice(1);
while (words.length > 0 && directory === undefined) {
  const word = words.shift();
  if (word === '-r' || word === '--require') required.push(words.shift());
  else if (!word.startsWith('-')) directory = path.resolve(word);
}
if (directory === undefined) {
  process.stderr.write('usage: electron DIRECTORY\n');
  process.exit(1);
}

process.defaultApp = true;
for (const module of required) Module._preloadModules([module]);
const { name, productName, version } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
app.setAppPath(directory);
app.setName(productName ?? name);
app.setVersion(version);
app.setPath('userData', path.join(app.getPath('appData'), app.name));
Module._load(directory, Module, true);
