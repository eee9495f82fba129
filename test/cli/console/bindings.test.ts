import { expect } from 'chai'
import {
  allowedBindings,
  type Binding,
  findBinding,
  footerBindings,
  keyName,
} from '../../../src/cli/console/bindings.ts'
import type { ConsoleModel } from '../../../src/cli/console/frame/console-model.ts'
import { createConsoleModel } from '../../../src/cli/console/frame/console-model.ts'
import { createPictureShelf } from '../../../src/cli/console/pictures/picture-shelf.ts'
import { screens } from '../../../src/cli/console/screens/index.ts'
import { unknownAbilities } from '../../../src/cli/console/terminal/graphics.ts'
import { createFakeConsoleApi } from '../../support/fake-console-api.ts'

const nothing = () => {}

function binding(part: Partial<Binding>): Binding {
  return { keys: ['x'], label: 'x', run: nothing, ...part }
}

describe('bindings', () => {
  it('that change something do not exist under --read-only', () => {
    const all = [binding({ label: 'look' }), binding({ label: 'delete', dangerous: true })]

    expect(allowedBindings(all, true).map(({ label }) => label)).to.deep.equal(['look'])
    expect(allowedBindings(all, false).length).to.equal(2)
  })

  it('are found in the first list that has the key', () => {
    const found = findBinding(
      'x',
      [binding({ keys: ['y'] })],
      [binding({ label: 'mine' })],
      [binding({ label: 'theirs' })],
    )

    expect(found?.label).to.equal('mine')
    expect(findBinding('z', [binding({})])).to.equal(null)
  })

  it('are in the footer only while they can be used', () => {
    const shown = footerBindings([
      binding({ label: 'now', shown: 'footer' }),
      binding({ label: 'never', shown: 'footer', whyDisabled: () => 'too early' }),
      binding({ label: 'in the help' }),
    ])

    expect(shown.map(({ label }) => label)).to.deep.equal(['now'])
  })

  it('have names that a keyboard has', () => {
    expect(['ctrl-s', 'up', 'enter', 'g'].map(keyName)).to.deep.equal(['^s', '↑', '⏎', 'g'])
  })
})

describe('the keys of all screens', () => {
  let models: { name: string; model: ConsoleModel }[]

  beforeEach(() => {
    models = screens.map(({ name }) => ({ name, model: modelAt(name) }))
  })

  afterEach(async () => {
    for (const { model } of models) await model.close()
  })

  function modelAt(screen: string, readOnly = false): ConsoleModel {
    return createConsoleModel({
      api: createFakeConsoleApi(),
      screens,
      readOnly,
      pictures: createPictureShelf({
        fetch: async () => new Uint8Array(),
        abilities: () => unknownAbilities,
        depth: () => 'none',
      }),
      outside: {
        now: Date.now,
        saveView: async () => '',
        copy: nothing,
        page: nothing,
        redraw: nothing,
        quit: nothing,
      },
      start: { screen, id: 'ada' },
    })
  }

  it('mean the same thing wherever they are', () => {
    const meanings = new Map<string, Map<string, string>>()
    for (const { name, model } of models) {
      for (const { keys, label } of model.bindings()) {
        for (const key of keys.filter((one) => one.length === 1)) {
          meanings.set(key, (meanings.get(key) ?? new Map()).set(label, name))
        }
      }
    }
    const torn = [...meanings].filter(([, labels]) => labels.size > 1)

    expect(
      torn.map(([key, labels]) => `${key}: ${[...labels].map((entry) => entry.join(' on ')).join(', ')}`),
    ).to.deep.equal([])
  })

  it('are each bound once on a screen, but for what a screen takes over from the frame', () => {
    for (const { name, model } of models) {
      const keys = model.bindings().flatMap((one) => one.keys)
      const twice = keys.filter((key, at) => keys.indexOf(key) !== at)

      expect(
        twice.filter((key) => key !== 'u'),
        name,
      ).to.deep.equal([])
    }
  })

  it('are marked as dangerous when they are for an act', async () => {
    const acting =
      /warn|silence|suspend|restore|note|verify|sign out|reset|delete|hide|apply|dismiss|claim|release|rule|duration|uphold|overturn|run now|pause|resume|add|edit|undo/
    for (const { name, model } of models) {
      const tame = model
        .bindings()
        .filter(({ label, dangerous, group }) => group === 'act' && acting.test(label) && dangerous !== true)

      expect(
        tame.map(({ label }) => label),
        name,
      ).to.deep.equal([])
    }
    const readOnly = modelAt('users', true)
    models.push({ name: 'users, read only', model: readOnly })
    expect(readOnly.bindings().filter(({ dangerous }) => dangerous)).to.deep.equal([])
  })
})
