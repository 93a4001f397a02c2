package com.techbro24.crm.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.extension.Extension;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Eventually;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are compiled, packed and loaded as a team would do it. */
class ExtensionJarTest {
    private static final String PRICING =
            """
            package pricing;
            import com.fasterxml.jackson.databind.node.JsonNodeFactory;
            import com.techbro24.crm.extension.*;
            import java.util.Set;
            public final class Pricing implements Extension {
                public int apiVersion() { return %d; }
                public String name() { return "pricing"; }
                public void start(ExtensionContext context) {
                    %s
                    context.route("POST", "/api/x/pricing/leads", "A lead.", Set.of("agent", "admin"),
                        request -> {
                            if (!request.body().has("name"))
                                throw new ExtensionException(409, "No name.");
                            return request.commands().run("lead.create", request.body());
                        });
                    context.follow("greeting", Set.of("lead.created"), (change, commands) -> {
                        if (change.record().get("company").isNull())
                            commands.run("lead.update", JsonNodeFactory.instance.objectNode()
                                .put("id", change.entityId()).put("company", "Greeted"));
                    });
                }
            }
            """;

    private static Path jar(Path folder, String source) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new DiagnosticCollector<JavaFileObject>();
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///pricing/Pricing.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignore) {
                        return source;
                    }
                };
        boolean compiled =
                compiler.getTask(
                                null,
                                null,
                                errors,
                                List.of(
                                        "-d",
                                        classes.toString(),
                                        "-proc:none",
                                        "-classpath",
                                        System.getProperty("java.class.path")),
                                null,
                                List.of(file))
                        .call();
        assertThat(compiled).as(errors.getDiagnostics().toString()).isTrue();
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Path jar = jars.resolve("pricing.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                packed.write(Files.readAllBytes(each));
            }
            packed.putNextEntry(new JarEntry("META-INF/services/" + Extension.class.getName()));
            packed.write("pricing.Pricing".getBytes());
        }
        return jars;
    }

    private static Spine spine() {
        return Spine.open(TestDatabase.SQLITE)
                .with(Agents.handler(), AgentCommand.TYPES)
                .with(new LeadHandler(), LeadCommand.TYPES);
    }

    private static Extensions extensions(Spine spine) {
        return new Extensions(spine.catalog(), spine.runner(), spine.reader().kinds());
    }

    @Test
    void a_jar_adds_routes_and_follows_the_log(@TempDir Path folder) throws IOException {
        Path jars = jar(folder, PRICING.formatted(1, ""));
        try (Spine spine = spine();
                Extensions extensions = extensions(spine)) {
            extensions.start(jars);
            Agent ann = Agents.agent().in(spine);
            try (Followers followers =
                            new Followers(
                                    spine.feed(),
                                    spine.database(),
                                    spine.writer(),
                                    spine.clock(),
                                    spine.metrics(),
                                    Followers.RetryPolicy.STANDARD);
                    ServedRoutes served = new ServedRoutes(spine, extensions.routes())) {
                extensions.followers().forEach(followers::start);
                ObjectNode body = Json.object().put("name", "Ada");
                var made = served.ask("POST", "/api/x/pricing/leads", ann, body);
                assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
                assertThat(made.body().get("assignedAgentId").textValue()).isEqualTo(ann.id());
                Eventually.eventually(
                        () ->
                                assertThat(spine.texts("SELECT company FROM leads"))
                                        .containsExactly("Greeted"));
                var refused = served.ask("POST", "/api/x/pricing/leads", ann, Json.object());
                assertThat(refused.status()).isEqualTo(409);
                assertThat(refused.body().get("detail").textValue()).isEqualTo("No name.");
                Agent mary = Agents.manager().in(spine);
                assertThat(served.ask("POST", "/api/x/pricing/leads", mary, body).status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void a_jar_that_fails_refuses_the_start_and_is_named(@TempDir Path folder) throws IOException {
        for (var wrong :
                List.of(
                        List.of("2", "", "written for version 2"),
                        List.of(
                                "1",
                                "if (true) throw new IllegalStateException(\"no key\");",
                                "no key"),
                        List.of(
                                "1",
                                "context.route(\"GET\", \"/api/leads\", \"x\", Set.of(\"admin\"), r -> null);",
                                "must be below /api/x/pricing/"),
                        List.of(
                                "1",
                                "context.follow(\"x\", Set.of(\"lead.vanished\"), (c, r) -> {});",
                                "unknown kinds"),
                        List.of(
                                "1",
                                "System.out.println(com.techbro24.crm.base.Id.next());",
                                "com/techbro24/crm/base/Id"))) {
            Path jars = jar(folder, PRICING.formatted(Integer.valueOf(wrong.get(0)), wrong.get(1)));
            try (Spine spine = spine();
                    Extensions extensions = extensions(spine)) {
                assertThatThrownBy(() -> extensions.start(jars))
                        .hasMessageContaining("The extension pricing.jar cannot be started")
                        .hasMessageContaining(wrong.get(2));
            }
        }
        try (Spine spine = spine();
                Extensions extensions = extensions(spine)) {
            assertThatThrownBy(() -> extensions.start(folder.resolve("missing")))
                    .hasMessageContaining("is no folder");
        }
    }

    /** A change here breaks jars that are in use: it needs another apiVersion. */
    @Test
    void the_package_for_jars_is_frozen() throws Exception {
        List<String> golden = Files.readAllLines(Path.of("src/test/resources/extension-api.txt"));
        assertThat(signatures()).containsExactlyElementsOf(golden);
    }

    private static List<String> signatures() throws Exception {
        TreeSet<String> lines = new TreeSet<>();
        Path classes =
                Path.of(Extension.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                        .resolve("com/techbro24/crm/extension");
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    Class<?> type =
                            Class.forName(
                                    "com.techbro24.crm.extension." + name.replace(".class", ""));
                    lines.addAll(signatures(type));
                }
            }
        }
        return new ArrayList<>(lines);
    }

    private static List<String> signatures(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(type.toGenericString());
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .forEach(method -> lines.add(method.toGenericString()));
        Arrays.stream(type.getConstructors())
                .forEach(constructor -> lines.add(constructor.toGenericString()));
        return lines;
    }
}
