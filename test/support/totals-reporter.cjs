'use strict'

// mocha's own reporters, and beside them the totals as JSON for `npm test`, which adds up several runs of mocha.

const { writeFileSync } = require('node:fs')
const path = require('node:path')
const Mocha = require('mocha')

const { Base, Spec } = Mocha.reporters
const { EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Mocha.Runner.constants

/** Options: `verbose=true` lists every test, else only failures are shown; `totals=<file>` is where the numbers go. */
class TotalsReporter extends Base {
  constructor(runner, options) {
    super(runner, options)
    const { verbose, totals } = options.reporterOptions ?? {}
    const files = {}
    const seen = { passed: 0, failed: 0, skipped: [], files }
    // From the beginning of a file's outermost suites to their end, so that the hooks count too.
    const begun = new Map()
    const isOutermost = (suite) => suite.parent?.root === true
    const nameOf = (thing) => path.relative(process.cwd(), thing.file ?? thing.parent?.file ?? '')
    const fileOf = (name) => {
      files[name] ??= { ms: 0, passed: 0, failed: 0 }
      return files[name]
    }
    runner.on(EVENT_SUITE_BEGIN, (suite) => {
      if (isOutermost(suite)) begun.set(suite, Date.now())
    })
    runner.on(EVENT_SUITE_END, (suite) => {
      if (!isOutermost(suite)) return
      fileOf(nameOf(suite)).ms += Date.now() - (begun.get(suite) ?? Date.now())
    })
    runner.on(EVENT_TEST_PASS, (test) => {
      seen.passed += 1
      fileOf(nameOf(test)).passed += 1
    })
    runner.on(EVENT_TEST_FAIL, (test) => {
      seen.failed += 1
      fileOf(nameOf(test)).failed += 1
    })
    runner.on(EVENT_TEST_PENDING, (test) => seen.skipped.push(test.fullTitle()))
    if (verbose === 'true') this.spec = new Spec(runner, options)
    else runner.once(EVENT_RUN_END, () => this.epilogue())
    runner.once(EVENT_RUN_END, () => {
      if (totals) writeFileSync(totals, JSON.stringify(seen))
    })
  }
}

module.exports = TotalsReporter
