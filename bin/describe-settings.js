'use strict'

// `npm run settings`: writes .env.example from the settings themselves. Run by Node with tsx, because it reads the sources.

const fs = require('node:fs')
const path = require('node:path')

import('../src/config/config.ts').then(({ describeSettings }) => {
  fs.writeFileSync(path.join(__dirname, '..', '.env.example'), describeSettings())
})
