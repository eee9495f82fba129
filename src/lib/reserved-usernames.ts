/**
 * Names that nobody may register: those that speak for the service, those that mail standards keep (RFC 2142), words
 * that programs take for something else, and words that addresses and mentions of Momentum use.
 */
export const reservedUsernames: readonly string[] = `
  admin admins administrator administration root system sysadmin superuser owner operator operators staff team official
  moderator moderators moderation mod mods support help helpdesk service security safety trust verified momentum local
  abuse postmaster hostmaster webmaster noreply no_reply mailer_daemon info contact billing legal press privacy
  null undefined nil none nan true false void constructor prototype __proto__ tostring valueof hasownproperty
  everyone all here channel nobody anybody anonymous guest deleted unknown user users username
  me self you api app apps www web mail email ftp static assets media files uploads docs documentation status
  health metrics setup settings account accounts profile login logout signin signout signup register password
  explore home feed search suggestions notifications messages chat posts tags videos comments events sync push instance
  reports appeals invites about terms guidelines rules cookies child_safety download downloads well_known robots
`
  .trim()
  .split(/\s+/)
