package com.techbro24.crm.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.ExportParts;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.leads.customfields.CustomFieldHandler;
import com.techbro24.crm.notifications.InAppSender;
import com.techbro24.crm.notifications.NotificationCommand;
import com.techbro24.crm.notifications.NotificationHandler;
import com.techbro24.crm.notifications.NotificationSettings;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Every type of rows over a database, with exports served, and a runner that a test steps. */
final class ExportRoom implements AutoCloseable {
    final Spine spine;
    final CallRoom calls;
    final ServedRoutes served;
    final ExportRunner runner;

    ExportRoom(TestDatabase kind) {
        spine =
                Spine.open(kind)
                        .with(new CustomFieldHandler(), CustomFieldCommand.TYPES)
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES)
                        .with(
                                new NotificationHandler(
                                        NotificationSettings.DEFAULT, List.of(new InAppSender())),
                                NotificationCommand.TYPES)
                        .with(new ExportHandler(), ExportCommand.TYPES);
        calls = CallRoom.on(spine, CallSettings.DEFAULTS);
        runner = runner();
        served =
                new ServedRoutes(
                        spine, new ExportRoutes(spine.database(), spine.runner()).routes());
    }

    /** One more, as another node has it. */
    ExportRunner runner() {
        return new ExportRunner(
                spine.database(),
                spine.writer(),
                spine.feed(),
                spine.runner(),
                ExportParts.writer(),
                spine.clock());
    }

    /** A reminder and a notification of the agent. */
    void remind(Agent agent, String title) {
        var _ =
                calls.run(
                        agent,
                        "reminder.create",
                        "{'title':'%s','dueAt':'2026-06-01T09:00:00Z'}".formatted(title));
        var _ =
                calls.run(
                        agent,
                        "notification.create",
                        "{'type':'alert','title':'%s'}".formatted(title));
    }

    ServedRoutes.Answer ask(Agent as, String scope, String format, String... agentId) {
        ObjectNode body = Json.object().put("scope", scope).put("format", format);
        if (agentId.length > 0) {
            body.put("agentId", agentId[0]);
        }
        return served.ask("POST", "/api/exports", as, body);
    }

    /** Asks for an export and writes it. */
    Export exported(Agent as, String scope, String format, String... agentId) {
        String id = ask(as, scope, format, agentId).id();
        runner.export(id);
        return get(id);
    }

    Export get(String id) {
        return spine.database().read(tx -> ExportStore.find(tx, id)).orElseThrow();
    }

    HttpResponse<byte[]> file(Agent as, String id) {
        return served.send("GET", "/api/exports/" + id + "/file", as, BodyPublishers.noBody());
    }

    /** The files of the zip, by name. */
    Map<String, String> unpacked(Agent as, String id) {
        return unpacked(file(as, id).body());
    }

    static Map<String, String> unpacked(byte[] zip) {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The number of stored parts. */
    long chunks() {
        return spine.count("SELECT COUNT(*) FROM export_chunks");
    }

    Agent admin() {
        return Agents.admin().in(spine);
    }

    @Override
    public void close() {
        served.close();
        spine.close();
    }
}
