/** What stands between synchronize() and the CRM; docs/sync-clients.md shows it too. */
export const glue = (database, api) => ({
  database,
  sendCreatedAsUpdated: true,
  pullChanges: ({ lastPulledAt }) => api(`/api/watermelon/sync${lastPulledAt ? `?lastPulledAt=${lastPulledAt}` : ""}`),
  pushChanges: ({ changes }) => api("/api/watermelon/sync", changes),
  // The version at which the agent began to edit tells the server what others changed meanwhile.
  conflictResolver: (table, local, remote, resolved) =>
    local._status === "created" ? { ...remote, ...local }
    : local._status === "updated" ? { ...resolved, version: local.version }
    : resolved,
});
