import { maxIdsPerCall, type YoutubeMethod } from '../methods.ts'
import { commonParameters, methodForms, type ParameterForm, partsOf } from './discovery.ts'
import { refusals } from './faults.ts'
import {
  type GoogleProblem,
  legacyProblem,
  modernProblem,
  RefusedRequest,
  unknownParameter,
} from './google-problems.ts'

/** The parameters of a request that passed; lists are joined by commas, as they may come. */
export type CheckedParams = Partial<Record<string, string>>

const ownersParts = ['fileDetails', 'processingDetails', 'suggestions', 'auditDetails', 'contentOwnerDetails']

const filters: Record<YoutubeMethod, { names: string[]; needed: boolean }> = {
  'videos.list': { names: ['chart', 'id', 'myRating'], needed: true },
  'videos.batchGetStats': { names: ['id'], needed: true },
  'search.list': { names: ['forContentOwner', 'forDeveloper', 'forMine'], needed: false },
  'playlistItems.list': { names: ['id', 'playlistId'], needed: true },
  'channels.list': {
    names: ['categoryId', 'forHandle', 'forUsername', 'id', 'managedByMe', 'mine', 'mySubscribers'],
    needed: true,
  },
  'videoCategories.list': { names: ['id', 'regionCode'], needed: true },
}

const onlyForVideos = [
  'eventType',
  'videoCaption',
  'videoCategoryId',
  'videoDefinition',
  'videoDimension',
  'videoDuration',
  'videoEmbeddable',
  'videoLicense',
  'videoPaidProductPlacement',
  'videoSyndicated',
  'videoType',
]

const forThePersonSignedIn = [
  'forContentOwner',
  'forDeveloper',
  'forMine',
  'managedByMe',
  'mine',
  'myRating',
  'mySubscribers',
]

/** Checks a request against the discovery document and the documented rules; throws `RefusedRequest` as Google would. */
export function checkRequest(method: YoutubeMethod, query: URLSearchParams): CheckedParams {
  const forms = { ...commonParameters, ...methodForms[method].parameters }
  const params: CheckedParams = {}
  for (const name of new Set(query.keys())) {
    const form = forms[name]
    if (!form) throw new RefusedRequest(unknownParameter(name))
    const values = query.getAll(name)
    if (values.length > 1 && !form.repeated) refuse(invalidValue(name, values.join()))
    checkValue(name, form, values)
    params[name] = values.join(',')
  }
  checkPart(method, params)
  checkFilters(method, params)
  if (method === 'search.list') checkSearch(params)
  if (method === 'videos.list' || method === 'videos.batchGetStats') checkVideoFilters(params)
  return params
}

function checkValue(name: string, form: ParameterForm, values: string[]): void {
  for (const value of values) {
    if (form.enum && !form.enum.includes(value)) refuse(invalidValue(name, value))
    if (form.type === 'boolean' && !/^(?:true|false)$/.test(value)) refuse(invalidValue(name, value))
    if (form.format === 'google-datetime' && !isDateTime(value)) refuse(invalidValue(name, value))
    if (form.type === 'integer' && !isWithin(value, form)) {
      const message = `Invalid value '${value}'. Values must be within the range: [${form.minimum}, ${form.maximum}]`
      refuse(legacyProblem(400, 'invalidParameter', { domain: 'global', message, location: name }))
    }
  }
}

function checkPart(method: YoutubeMethod, params: CheckedParams): void {
  const parts = (params.part ?? '').split(',').filter((part) => part !== '')
  if (parts.length === 0) {
    const message = 'Required parameter: part'
    refuse(legacyProblem(400, 'missingRequiredParameter', { message, location: 'part' }))
  }
  const known = partsOf(method)
  if (parts.some((part) => !known.includes(part))) refuse(refusals.unknownPart)
  if (parts.some((part) => ownersParts.includes(part))) refuse(refusals.forbidden)
}

function checkFilters(method: YoutubeMethod, params: CheckedParams): void {
  const { names, needed } = filters[method]
  const used = names.filter((name) => (params[name] ?? '') !== '')
  const expected = `Expected one of: ${names.join(', ')}`
  if (used.length === 0 && needed) {
    const message = `No filter selected. ${expected}`
    refuse(legacyProblem(400, 'missingRequiredParameter', { message, location: 'parameters.' }))
  }
  if (used.length > 1) {
    const message = `Incompatible parameters specified in the request: ${used.join(', ')}`
    refuse(legacyProblem(400, 'incompatibleParameters', { message, location: 'parameters.' }))
  }
  if (used.some((name) => forThePersonSignedIn.includes(name))) refuse(refusals.authorizationRequired)
  if ((params.id ?? '').split(',').length > maxIdsPerCall) refuse(refusals.invalidFilters)
}

function checkVideoFilters(params: CheckedParams): void {
  const paging = ['maxResults', 'pageToken'].filter((name) => params[name] !== undefined)
  if (params.id !== undefined && paging.length > 0) refuse(refusals.incompatibleParameters)
  if (params.chart !== undefined && params.chart !== 'mostPopular') refuse(refusals.chartNotFound)
}

function checkSearch(params: CheckedParams): void {
  const needsVideos = onlyForVideos.some((name) => params[name] !== undefined)
  if (needsVideos && params.type !== 'video') refuse(refusals.invalidSearchFilter)
  for (const type of (params.type ?? '').split(',')) {
    if (!['', 'video', 'channel', 'playlist'].includes(type)) refuse(invalidValue('type', type))
  }
}

function isDateTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value))
}

function isWithin(value: string, { minimum, maximum }: ParameterForm): boolean {
  if (!/^-?\d{1,10}$/.test(value)) return false
  return Number(value) >= Number(minimum ?? value) && Number(value) <= Number(maximum ?? value)
}

function invalidValue(name: string, value: string): GoogleProblem {
  const field = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const message = `Invalid value at '${field}', "${value}"`
  return modernProblem(400, { reason: 'badRequest', status: 'INVALID_ARGUMENT', message })
}

function refuse(problem: GoogleProblem): never {
  throw new RefusedRequest(problem)
}
