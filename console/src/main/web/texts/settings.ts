/** What the console says of access and of the server itself. */
export const words = {
  title: 'Settings',
  tabs: { tokens: 'Tokens', audit: 'Audit trail', about: 'About' },
  about: {
    version: 'Version',
    api: 'API',
    document: 'Its description',
    address: 'Address',
    who: 'You are',
    local: 'somebody on this machine, who needs no token',
    role: 'Role',
    roles: {
      viewer: 'viewer: may look',
      operator: 'operator: may also change migrations and profiles',
      admin: 'admin: may also make and revoke tokens, and read the audit trail',
    },
  },
};
