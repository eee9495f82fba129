import { expect } from 'chai'
import { insideCrop, sideOf, wholeCrop } from '../../../../src/web/pages/settings/crop.ts'

describe('insideCrop', () => {
  const picture = { width: 400, height: 200 }

  it('begins with the whole shorter side, in the middle', () => {
    expect(wholeCrop(picture)).to.deep.equal({ x: 200, y: 100, zoom: 1 })
    expect(sideOf(picture, wholeCrop(picture))).to.equal(200)
  })

  it('never leaves the picture, however far it is moved', () => {
    expect(insideCrop(picture, { x: -50, y: 900, zoom: 1 })).to.deep.equal({ x: 100, y: 100, zoom: 1 })
    expect(insideCrop(picture, { x: 900, y: -900, zoom: 2 })).to.deep.equal({ x: 350, y: 50, zoom: 2 })
  })

  it('is enlarged five times at most, and never shows less than it has', () => {
    expect(insideCrop(picture, { x: 200, y: 100, zoom: 99 }).zoom).to.equal(5)
    expect(insideCrop(picture, { x: 200, y: 100, zoom: 0.2 }).zoom).to.equal(1)
  })
})
