// `npm start`: checks the examples and says what to do next. Findings are what the examples are for, so it ends well.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const cli = join(__dirname, 'seaworthy.js');
const { status } = spawnSync(process.execPath, [cli, 'check', 'examples'], { cwd: join(__dirname, '../..'), stdio: 'inherit' });
process.stdout.write('\nRead what a rule means:    npx seaworthy explain trailing-comment\nSee it in VS Code:         npm run demo\n');
process.exitCode = status === 2 ? 2 : 0;
