import { expect } from 'chai'
import { coarsen, precisionMetres } from '../../src/lib/coordinates.ts'

const metresPerDegree = 111_320

describe('coarsen', () => {
  it('keeps an exact place to a tenth of a metre', () => {
    expect(coarsen({ latitude: 52.520008123, longitude: 13.404954987 }, 'exact')).to.deep.equal({
      latitude: 52.520008,
      longitude: 13.404955,
    })
  })

  for (const precision of ['1km', 'city'] as const) {
    it(`moves a place no further than a square of ${precision} is wide, anywhere`, () => {
      for (let latitude = -89; latitude <= 89; latitude += 7.3) {
        for (let longitude = -179; longitude <= 179; longitude += 11.7) {
          const coarse = coarsen({ latitude, longitude }, precision)
          const north = Math.abs(coarse.latitude - latitude) * metresPerDegree
          const east =
            Math.abs(coarse.longitude - longitude) * metresPerDegree * Math.cos((coarse.latitude * Math.PI) / 180)
          expect(Math.max(north, east)).to.be.at.most(precisionMetres(precision) / 2 + 1)
        }
      }
    })

    it(`gives all places of one square of ${precision} the same point`, () => {
      const centre = coarsen({ latitude: 48.2, longitude: 16.37 }, precision)
      const reach = (precisionMetres(precision) / metresPerDegree) * 0.45

      for (const [north, east] of [
        [reach, reach],
        [-reach, reach],
        [reach, -reach],
        [-reach, -reach],
      ]) {
        const near = { latitude: centre.latitude + north!, longitude: centre.longitude + east! }
        expect(coarsen(near, precision)).to.deep.equal(centre)
      }
    })
  }

  it('stays on the map at the poles and at the date line', () => {
    for (const latitude of [-90, -89.999, 0, 89.999, 90]) {
      for (const longitude of [-180, 179.9999, 180]) {
        const coarse = coarsen({ latitude, longitude }, 'city')
        expect(Math.abs(coarse.latitude)).to.be.at.most(90)
        expect(Math.abs(coarse.longitude)).to.be.at.most(180)
      }
    }
  })
})
