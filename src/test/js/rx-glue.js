/** What stands between replicateRxCollection and the CRM; docs/sync-clients.md shows it too. */
export function glue(type, collection, api, open, Observable) {
  let seen; // RxDB was given everything up to this checkpoint
  const gone = async (ids) => {
    const removed = [];
    for (let at = 0; at < ids.length; at += 200)
      removed.push(...(await api(`/api/sync/${type}/me`, { ids: ids.slice(at, at + 200) })).removed);
    return removed.map(({ id }) => ({ id, _deleted: true }));
  };
  const handler = async (checkpoint, limit) => {
    const page = await api(`/api/rx/${type}/pull?${new URLSearchParams({ ...checkpoint, limit })}`);
    const isLast = page.documents.length < limit;
    if (page.restart) page.documents.push(...(await gone((await collection.find().exec()).map((row) => row.id))));
    seen = isLast ? page.checkpoint : page.restart ? undefined : seen;
    return page;
  };
  const stream$ = new Observable((subscriber) => {
    const end = new AbortController();
    const follow = async () => {
      if (!seen) return;
      const body = await open(`/api/rx/${type}/pullStream?${new URLSearchParams(seen)}`, end.signal);
      let text = "";
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        const events = (text + chunk).split("\n\n");
        text = events.pop();
        for (const event of events.filter((event) => event.startsWith("data: "))) {
          const page = JSON.parse(event.slice(6));
          seen = page.checkpoint ?? seen;
          subscriber.next(page);
        }
      }
    };
    const again = () => end.signal.aborted || follow().catch(() => {}).then(() => setTimeout(again, 100));
    again();
    return () => end.abort();
  });
  return {
    collection,
    replicationIdentifier: `crm-${type}`,
    pull: { handler, stream$, batchSize: 100 },
    push: { handler: (rows) => api(`/api/rx/${type}/push`, rows), batchSize: 100 },
  };
}
