import createClient from "openapi-fetch";
import type { components, paths } from "./crm.js";

type Lead = components["schemas"]["Lead"];

/** The data of an answer; throws the problem in its place. */
function taken<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

function is<T>(actual: T, expected: T): void {
  if (actual !== expected) throw new Error(`${actual} should be ${expected}`);
}

function open(url: string, token?: string) {
  return createClient<paths>({
    baseUrl: url,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });
}

async function signIn(url: string, email: string, password: string): Promise<string> {
  return taken(await open(url).POST("/api/auth/login", { body: { email, password } })).token;
}

/** A day's work; it throws at whatever is not as it should be. */
export async function day(url: string, password: string): Promise<void> {
  const admin = open(url, await signIn(url, "admin@example.com", password));
  const always = { from: "00:00", to: "24:00" };
  taken(
    await admin.PUT("/api/calls/hours", {
      body: {
        monday: always,
        tuesday: always,
        wednesday: always,
        thursday: always,
        friday: always,
        saturday: always,
        sunday: always,
      },
    }),
  );
  const email = `tess-${Date.now()}@example.com`;
  const secret = "purple monkey dishwasher";
  taken(
    await admin.POST("/api/agents", { body: { name: "Tess", email, role: "agent", password: secret } }),
  );
  const crm = open(url, await signIn(url, email, secret));

  const lead: Lead = taken(
    await crm.POST("/api/leads", {
      body: { name: "Ada Lovelace", phone: "+1 212 555 0190", email: `ada-${Date.now()}@example.com` },
    }),
  );
  is(lead.status, "new");
  const next = taken(await crm.POST("/api/leads/next"));
  is(next.lead?.id, lead.id);

  const call = taken(await crm.POST("/api/calls", { body: { leadId: lead.id } }));
  const path = { id: call.id };
  taken(await crm.POST("/api/calls/{id}/start", { params: { path }, body: { status: "in_progress" } }));
  const ended = taken(
    await crm.POST("/api/calls/{id}/end", { params: { path }, body: { outcome: "interested" } }),
  );
  is(ended.outcome, "interested");
  const done = taken(await crm.POST("/api/calls/{id}/wrap-up", { params: { path } }));
  is(typeof done.wrapUpSeconds, "number");

  const dueAt = new Date(Date.now() + 86_400_000).toISOString();
  const reminder = taken(
    await crm.POST("/api/reminders", { body: { title: "Send the offer", dueAt, leadId: lead.id, kind: "follow_up" } }),
  );
  is(reminder.status, "pending");

  taken(await crm.POST("/api/notifications", { body: { type: "lead", title: "Offer", message: "Today." } }));
  const inbox = { params: { path: { agentId: "me" } } };
  taken(await crm.POST("/api/notifications/agent/{agentId}/read-all", inbox));
  const counts = taken(await crm.GET("/api/notifications/stats/{agentId}", inbox));
  is(counts.unread, 0);

  const seen = new Set<string>();
  let cursor: string | null | undefined;
  do {
    const page = taken(
      await crm.GET("/api/reminders/agent/{agentId}", {
        params: { path: { agentId: "me" }, query: { limit: 1, ...(cursor ? { cursor } : {}) } },
      }),
    );
    for (const row of page.data) if (row.id !== undefined) seen.add(row.id);
    cursor = page.page.next;
  } while (cursor);
  is(seen.has(reminder.id), true);

  const sparse = taken(
    await crm.GET("/api/leads/{id}", {
      params: { path: { id: lead.id }, query: { fields: ["name"] } },
    }),
  );
  is(sparse.name, "Ada Lovelace");
  is(sparse.status, undefined);

  const overview = taken(await crm.GET("/api/analytics/overview"));
  is(typeof overview, "object");

  const twin = await crm.POST("/api/leads", { body: { name: "Twin", email: lead.email } });
  is(twin.response.status, 409);
  is(twin.error?.code, "conflict");
  is(twin.error?.errors?.[0]?.field, "email");
}
