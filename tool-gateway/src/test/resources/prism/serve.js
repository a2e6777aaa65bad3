// `prism mock --errors` for many descriptions in one process, because loading Prism takes longer than most descriptions do.
// Its argument is the folder of prism-cli's code; each line of standard input is {"document": "...", "port": 4010}.
const { createInterface } = require('readline');
const mock = require(process.argv[2] + '/commands/mock').default;

const options = {
    host: '127.0.0.1',
    cors: true,
    dynamic: false,
    errors: true,
    ignoreExamples: false,
    multiprocess: false,
    seed: null,
    verboseLevel: 'info',
};
createInterface({ input: process.stdin })
    .on('line', line => mock.handler({ ...options, ...JSON.parse(line) }))
    .on('close', () => process.exit());
