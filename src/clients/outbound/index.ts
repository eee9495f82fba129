export { isLoopbackAddress, isPublicAddress } from './addresses.ts'
export {
  checkOutboundUrl,
  createOutbound,
  type Outbound,
  OutboundFailed,
  type OutboundOptions,
  OutboundRefused,
  type OutboundRequest,
  type OutboundResponse,
} from './outbound.ts'
