#!/usr/bin/env node
'use strict'

require('./launch.js').launch(() => import('../dist/cli/main.js'))
