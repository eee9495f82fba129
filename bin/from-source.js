'use strict'

// For development: the same command line, straight from the sources. Start it as `node --import=tsx bin/from-source.js`.
require('./launch.js').launch(() => import('../src/cli/main.ts'))
