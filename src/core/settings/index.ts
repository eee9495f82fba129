export { type Setting, type SettingName, type SettingValue, settingsCatalogue } from './catalogue.ts'
export {
  isSettingName,
  openSettings,
  type SettingsReader,
  type SettingsStore,
  settingsTopic,
  writeSetting,
} from './store.ts'
