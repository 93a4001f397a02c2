import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AgentsApi;
import org.openapitools.client.api.AnalyticsApi;
import org.openapitools.client.api.CallsApi;
import org.openapitools.client.api.LeadsApi;
import org.openapitools.client.api.NotificationsApi;
import org.openapitools.client.api.QueueApi;
import org.openapitools.client.api.RemindersApi;
import org.openapitools.client.api.SignInApi;
import org.openapitools.client.model.*;

/**
 * A day's work with a client that openapi-generator has made; the same code for each of its
 * libraries. It throws at whatever is not as it should be.
 */
public final class Day {
    private final ApiClient client;

    private Day(ApiClient client) {
        this.client = client;
    }

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        LoginReply admin = signIn(url, "admin@example.com", arguments[1]);
        ApiClient ofAdmin = Connection.open(url, admin.getToken());
        SpanInput always = new SpanInput().from("00:00").to("24:00");
        CallingHours hours =
                new CallsApi(ofAdmin)
                        .setCallingHours(
                                null,
                                null,
                                new CallRuleSetHours()
                                        .monday(always)
                                        .tuesday(always)
                                        .wednesday(always)
                                        .thursday(always)
                                        .friday(always)
                                        .saturday(always)
                                        .sunday(always));
        is(hours.getSunday().getTo(), "24:00");
        String email = "ada-" + UUID.randomUUID() + "@example.com";
        Agent made =
                new AgentsApi(ofAdmin)
                        .createAgent(
                                new AgentCreate()
                                        .name("Ada")
                                        .email(email)
                                        .role(Role.AGENT)
                                        .password("purple monkey dishwasher"),
                                null,
                                null);
        is(made.getRole(), Role.AGENT);
        LoginReply agent = signIn(url, email, "purple monkey dishwasher");
        is(agent.getAgent().getId(), made.getId());
        Day day = new Day(Connection.open(url, agent.getToken()));
        Lead lead = day.lead();
        day.call(lead);
        day.remind(lead);
        day.read();
        day.list();
        day.figures();
        day.problems(lead);
    }

    private static LoginReply signIn(String url, String email, String password) throws Exception {
        return new SignInApi(Connection.open(url, null))
                .logIn(new LoginRequestInput().email(email).password(password));
    }

    /** Creates leads, claims the next one and changes one field of it. */
    private Lead lead() throws Exception {
        LeadsApi leads = new LeadsApi(client);
        for (int number = 0; number < 5; number++) {
            Lead made =
                    leads.createLead(
                            new LeadCreate()
                                    .name("Lead " + number)
                                    .phone("+1 212 555 010" + number)
                                    .email("lead-" + UUID.randomUUID() + "@example.com")
                                    .value(new BigDecimal("1250.5"))
                                    .currency("EUR")
                                    .tags(List.of("vip"))
                                    .allowDuplicate(true),
                            null,
                            null);
            is(made.getStatus(), LeadStatus.NEW);
            is(made.getTags(), List.of("vip"));
            is(made.getDeletedAt(), null);
            is(made.getValue().compareTo(new BigDecimal("1250.5")), 0);
        }
        NextLead claimed = new QueueApi(client).claimNextLead(null, null);
        is(claimed.getClaim() != null, true);
        is(claimed.getWaiting(), null);
        Lead next = claimed.getLead();
        is(next.getStatus(), LeadStatus.NEW);
        Lead changed =
                leads.updateLead(next.getId(), null, null, new LeadUpdate().company("Engines"));
        is(changed.getCompany(), "Engines");
        is(changed.getName(), next.getName());
        is(changed.getEmail(), next.getEmail());
        if (Connection.SENDS_NULL) {
            Lead cleared =
                    leads.updateLead(next.getId(), null, null, new LeadUpdate().company(null));
            is(cleared.getCompany(), null);
        }
        return changed;
    }

    /** Starts and ends a call with its outcome. */
    private void call(Lead lead) throws Exception {
        CallsApi calls = new CallsApi(client);
        Call call = calls.createCall(null, null, new CallCreate().leadId(lead.getId()));
        is(call.getStatus(), CallStatus.SCHEDULED);
        is(call.getLeadId(), lead.getId());
        Call started =
                calls.startCall(
                        call.getId(),
                        null,
                        null,
                        null,
                        new CallStart().status(CallStatus.IN_PROGRESS));
        is(started.getStatus(), CallStatus.IN_PROGRESS);
        Call ended =
                calls.endCall(
                        call.getId(),
                        null,
                        null,
                        null,
                        new CallEnd().outcome(CallOutcome.INTERESTED).notes("Wants an offer."));
        is(ended.getOutcome(), CallOutcome.INTERESTED);
        is(ended.getContact(), true);
        is(ended.getOverride(), null);
        is(ended.getStartedAt() == null, false);
        Call done = calls.finishCallWrapUp(call.getId(), null, null, null);
        is(done.getWrapUpSeconds() == null, false);
        PartialLead after = new LeadsApi(client).getLead(lead.getId(), null, null);
        is(after.getCallAttempts(), 1);
    }

    private void remind(Lead lead) throws Exception {
        RemindersApi reminders = new RemindersApi(client);
        Reminder reminder =
                reminders.createReminder(
                        new ReminderCreate()
                                .title("Send the offer")
                                .leadId(lead.getId())
                                .kind(ReminderKind.FOLLOW_UP)
                                .dueAt(OffsetDateTime.now(ZoneOffset.UTC).plusDays(1)),
                        null,
                        null);
        is(reminder.getStatus(), ReminderStatus.PENDING);
        is(
                reminders.completeReminder(reminder.getId(), null, null, null).getStatus(),
                ReminderStatus.COMPLETED);
    }

    private void read() throws Exception {
        NotificationsApi notifications = new NotificationsApi(client);
        Notification sent =
                notifications.createNotification(
                        new NotificationCreate()
                                .type(NotificationType.LEAD)
                                .title("Offer")
                                .message("Send it today."),
                        null,
                        null);
        is(sent.getReadAt(), null);
        NotificationPage page =
                named(
                        notifications,
                        "listAgentNotifications",
                        NotificationPage.class,
                        Map.of("agentId", "me", "unread", true, "limit", 10, "total", true));
        is(page.getData().isEmpty(), false);
        is(page.getPage().getTotal() >= 1, true);
        is(notifications.markAllNotificationsAsRead("me", null, null, null).getUnread(), 0L);
    }

    /** All pages of a list, and some of its fields. */
    private void list() throws Exception {
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        do {
            LeadPage page = page(2, cursor, null);
            page.getData().forEach(lead -> seen.add(lead.getId()));
            cursor = page.getPage().getNext();
        } while (cursor != null);
        is(seen.size(), 5);
        is(Map.copyOf(counted(seen)).size(), 5);
        PartialLead sparse = page(1, null, List.of("id", "name")).getData().get(0);
        is(sparse.getName().startsWith("Lead "), true);
        is(sparse.getStatus(), null);
    }

    private static Map<UUID, Integer> counted(List<UUID> ids) {
        Map<UUID, Integer> counts = new HashMap<>();
        ids.forEach(id -> counts.merge(id, 1, Integer::sum));
        return counts;
    }

    private LeadPage page(int limit, String cursor, List<String> fields) throws Exception {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("agentId", "me");
        arguments.put("sort", "-createdAt");
        arguments.put("limit", limit);
        arguments.put("cursor", cursor);
        arguments.put("fields", fields);
        return named(new LeadsApi(client), "listAgentLeads", LeadPage.class, arguments);
    }

    /** Calls a method by the names of its parameters, so that a new filter changes nothing here. */
    private static <T> T named(
            Object api, String name, Class<T> reply, Map<String, Object> arguments)
            throws Exception {
        Method method =
                Stream.of(api.getClass().getMethods())
                        .filter(each -> each.getName().equals(name))
                        .min(Comparator.comparingInt(Method::getParameterCount))
                        .orElseThrow();
        Object[] values =
                Stream.of(method.getParameters())
                        .map(parameter -> arguments.get(parameter.getName()))
                        .toArray();
        return reply.cast(method.invoke(api, values));
    }

    private void figures() throws Exception {
        Overview overview =
                new AnalyticsApi(client)
                        .getOverviewReport(null, null, null, "Europe/Berlin", null, null, null);
        is(overview.getDaily().isEmpty(), false);
        is(overview.getRange() == null, false);
    }

    /** A conflict and an invalid input, as the client reads them. */
    private void problems(Lead lead) throws Exception {
        LeadsApi leads = new LeadsApi(client);
        try {
            leads.createLead(
                    new LeadCreate().name("Twin").email(lead.getEmail()), null, null);
            throw new AssertionError("a duplicate was created");
        } catch (ApiException refused) {
            is(refused.getCode(), 409);
            Problem problem = Connection.problem(client, refused.getResponseBody());
            is(problem.getCode(), "conflict");
            is(problem.getErrors().get(0).getField(), "email");
        }
        try {
            leads.createLead(new LeadCreate().name("Nobody").email("nobody"), null, null);
            throw new AssertionError("an invalid email was taken");
        } catch (ApiException refused) {
            is(refused.getCode(), 400);
            Problem problem = Connection.problem(client, refused.getResponseBody());
            is(problem.getErrors().get(0).getField(), "email");
        }
    }

    private static void is(Object actual, Object expected) {
        if (!java.util.Objects.equals(actual, expected)) {
            throw new AssertionError(actual + " should be " + expected);
        }
    }
}
