export { insertUser, type NewUser, type PreparedUser, prepareUser, requireGoodPassword } from './create-user.ts'
export {
  deleteAccount,
  deleteAccountInput,
  deleteWithPassword,
  deleteWithPasswordInput,
  keepAnAdmin,
  leaveAgain,
  markDeleted,
  restoreAccount,
} from './delete-account.ts'
export { requireReset } from './deny-sign-in.ts'
export {
  acceptAllRequired,
  acceptDocument,
  type Consent,
  currentDocuments,
  type DocumentName,
  readConsents,
  requireConsents,
} from './documents.ts'
export {
  changeEmail,
  changeEmailInput,
  resendVerification,
  verifyEmail,
  verifyEmailInput,
} from './email.ts'
export { eraseAccount, eraseAgain, eraseDueAccounts } from './erase-account.ts'
export { accountLimits } from './fields.ts'
export {
  answerLoginAlert,
  answerLoginAlertByMail,
  type LoginAlertRow,
  type LoginAnswer,
  listLoginAlerts,
  readLoginAlert,
} from './login-alerts.ts'
export {
  changePassword,
  changePasswordInput,
  forgotPassword,
  forgotPasswordInput,
  resetPassword,
  resetPasswordInput,
} from './password.ts'
export { requirePassword } from './password-proof.ts'
export { type AccountRow, editProfile, editProfileInput, readAccount, requireVoice } from './profile.ts'
export { pruneAccounts } from './prune-accounts.ts'
export { registerAccount, registerAccountInput, type SignedIn } from './register-account.ts'
export { renamePerson } from './rename-person.ts'
export {
  accessTopic,
  createSessionCache,
  type SessionCache,
  sessionIdleMs,
  sessionLifetimeMs,
} from './session-cache.ts'
export { accessChanged, type EndReason, endSessions, listSessions, type SessionRow, startSession } from './sessions.ts'
export { hasAdmin, prepareSetupLink, setUp, setUpInput } from './set-up.ts'
export { signIn, signInInput } from './sign-in.ts'
export { beginTotp, confirmTotp, disableTotp } from './two-factor.ts'
