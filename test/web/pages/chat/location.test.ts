import { expect } from 'chai'
import {
  bearingTo,
  directionOf,
  distanceBetween,
  metresFrom,
  niceLength,
} from '../../../../src/web/pages/chat/location/geometry.ts'

const berlin = { latitude: 52.52, longitude: 13.405 }
const paris = { latitude: 48.8566, longitude: 2.3522 }

describe('places', () => {
  it('lie so far from each other', () => {
    expect(distanceBetween(berlin, paris)).to.be.closeTo(877_460, 1500)
    expect(distanceBetween(berlin, berlin)).to.equal(0)
    expect(distanceBetween({ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 })).to.be.closeTo(
      22_239,
      10,
    )
    expect(distanceBetween({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 50 })).to.be.closeTo(
      20_015_115,
      10,
    )
  })

  it('lie in a direction', () => {
    expect(bearingTo(berlin, paris)).to.be.closeTo(246, 1)
    expect(bearingTo(berlin, { ...berlin, latitude: 53 })).to.be.closeTo(0, 0.01)
    expect([0, 22, 23, 90, 246, 337, 338, 359, -90].map(directionOf)).to.deep.equal([0, 0, 1, 2, 5, 7, 0, 0, 6])
  })

  it('are drawn from a centre in metres, across the date line too', () => {
    const { east, north } = metresFrom({ latitude: 60, longitude: 180 }, { latitude: 60.01, longitude: -179.99 })

    expect(north).to.be.closeTo(1112, 1)
    expect(east).to.be.closeTo(556, 1)
  })

  it('have a scale of round lengths', () => {
    expect([0.2, 1, 4.9, 5, 70, 199, 4321].map(niceLength)).to.deep.equal([1, 1, 2, 5, 50, 100, 2000])
  })
})
