import type { Route } from '../../shell/routes.ts'

/** Pages for those who are not signed in, or may do little. */
export const accountRoutes: readonly Route[] = [
  {
    path: '/welcome',
    access: 'guest',
    layout: 'wide',
    load: () => import('./welcome-page.tsx').then(({ WelcomePage }) => WelcomePage),
  },
  {
    path: '/sign-in',
    access: 'guest',
    load: () => import('./sign-in-page.tsx').then(({ SignInPage }) => SignInPage),
  },
  {
    path: '/sign-up',
    access: 'guest',
    load: () => import('./sign-up-page.tsx').then(({ SignUpPage }) => SignUpPage),
  },
  {
    path: '/forgot-password',
    access: 'anyone',
    load: () => import('./forgot-password-page.tsx').then(({ ForgotPasswordPage }) => ForgotPasswordPage),
  },
  {
    path: '/restricted',
    access: 'restricted',
    load: () => import('./restricted-page.tsx').then(({ RestrictedPage }) => RestrictedPage),
  },
]
