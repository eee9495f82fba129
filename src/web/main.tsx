import './design/tokens.css'
import './design/base.css'
import { startClient } from './shell/start.tsx'

startClient(document.getElementById('app')!)
