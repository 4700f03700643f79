/** A well-known provider: what is not in its discovery document, or all of it where there is none. */
export interface Preset {
  displayName: string
  /** An OpenID issuer is asked for its endpoints; of the others they stand here. */
  issuer: string
  scopes: readonly string[]
  /** Of OAuth 2.0 providers without OpenID Connect. @param issuer ours, or the operator's own copy */
  endpoints?: (issuer: string) => PlainEndpoints
  /** Sent along to the page of the provider. */
  parameters?: Readonly<Record<string, string>>
  /** Which spelling of a profile comes from `userinfo`. */
  profile?: 'github' | 'discord' | 'facebook' | 'twitter'
  /** Its `email_verified` says too little, or nothing (see `profile.ts`). */
  verifiesDomainsOnly?: boolean
}

export interface PlainEndpoints {
  authorization: string
  token: string
  userinfo: string
  /** GitHub: the addresses are a list of their own. */
  emails?: string
  /** RFC 7009. */
  revocation?: string
  /** The client names itself in the header, not in the body. */
  authenticatesInHeader?: boolean
}

const openid = ['openid', 'email', 'profile'] as const

export const presets: Readonly<Record<string, Preset>> = {
  google: {
    displayName: 'Google',
    issuer: 'https://accounts.google.com',
    scopes: openid,
    parameters: { access_type: 'offline', prompt: 'consent' },
  },
  apple: {
    displayName: 'Apple',
    issuer: 'https://appleid.apple.com',
    scopes: ['openid', 'email', 'name'],
    // Asked of whoever wants name or address (Sign in with Apple, "Request an authorization").
    parameters: { response_mode: 'form_post' },
  },
  microsoft: {
    displayName: 'Microsoft',
    issuer: 'https://login.microsoftonline.com/common/v2.0',
    scopes: [...openid, 'offline_access'],
    verifiesDomainsOnly: true,
  },
  gitlab: { displayName: 'GitLab', issuer: 'https://gitlab.com', scopes: openid },
  github: {
    displayName: 'GitHub',
    issuer: 'https://github.com',
    scopes: ['read:user', 'user:email'],
    profile: 'github',
    endpoints: (issuer) => {
      // GitHub Enterprise Server has its API below its own address.
      const api = issuer === 'https://github.com' ? 'https://api.github.com' : `${issuer}/api/v3`
      return {
        authorization: `${issuer}/login/oauth/authorize`,
        token: `${issuer}/login/oauth/access_token`,
        userinfo: `${api}/user`,
        emails: `${api}/user/emails`,
      }
    },
  },
  discord: {
    displayName: 'Discord',
    issuer: 'https://discord.com',
    scopes: ['identify', 'email'],
    profile: 'discord',
    endpoints: (issuer) => ({
      authorization: `${issuer}/oauth2/authorize`,
      token: `${issuer}/api/oauth2/token`,
      userinfo: `${issuer}/api/users/@me`,
      revocation: `${issuer}/api/oauth2/token/revoke`,
    }),
  },
  facebook: {
    displayName: 'Facebook',
    issuer: 'https://www.facebook.com',
    scopes: ['email', 'public_profile'],
    profile: 'facebook',
    endpoints: (issuer) => ({
      authorization: `${issuer}/v23.0/dialog/oauth`,
      token: 'https://graph.facebook.com/v23.0/oauth/access_token',
      userinfo: 'https://graph.facebook.com/v23.0/me?fields=id,name,first_name,last_name,email',
    }),
  },
  // Its ID tokens leave out the nonce, so they prove nothing of this sign-in: userinfo does.
  linkedin: {
    displayName: 'LinkedIn',
    issuer: 'https://www.linkedin.com/oauth',
    scopes: openid,
    endpoints: (issuer) => ({
      authorization: `${issuer}/v2/authorization`,
      token: `${issuer}/v2/accessToken`,
      userinfo: 'https://api.linkedin.com/v2/userinfo',
    }),
  },
  twitter: {
    displayName: 'X',
    issuer: 'https://x.com',
    scopes: ['users.read', 'tweet.read', 'users.email', 'offline.access'],
    profile: 'twitter',
    endpoints: (issuer) => ({
      authorization: `${issuer}/i/oauth2/authorize`,
      token: 'https://api.x.com/2/oauth2/token',
      userinfo: 'https://api.x.com/2/users/me?user.fields=confirmed_email,profile_image_url',
      revocation: 'https://api.x.com/2/oauth2/revoke',
      authenticatesInHeader: true,
    }),
  },
}

export const presetOf = (name: string): Preset | undefined =>
  Object.hasOwn(presets, name) ? presets[name] : undefined

export const openIdScopes = openid
