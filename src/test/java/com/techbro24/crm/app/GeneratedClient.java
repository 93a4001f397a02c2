package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A Java client that openapi-generator makes of the document with its standard options, compiled
 * and run in this process. The generator and the libraries of the clients have class loaders of
 * their own, because their versions are not those of the program.
 */
final class GeneratedClient {
    private static final Path JARS = Path.of("target/clients");
    private static final Path SOURCES = Path.of("src/test/clients");

    /** What openapi-generator is told to leave out: tests and pages that nobody runs or reads. */
    private static final List<String> LEFT_OUT =
            List.of("apiTests", "modelTests", "apiDocs", "modelDocs");

    private final String library;
    private final Path folder;

    GeneratedClient(String library, Path folder) {
        this.library = library;
        this.folder = folder.resolve(library);
    }

    void generate(Path document) throws Exception {
        // Of the generator's own logger; it tells of each file.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        try (URLClassLoader loader = loader(jars(JARS.resolve("generator")))) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                generate(loader, document);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    private void generate(ClassLoader loader, Path document) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("org.openapitools.codegen.config.CodegenConfigurator");
        Object configurator = type.getConstructor().newInstance();
        set(configurator, "setGeneratorName", "java");
        set(configurator, "setLibrary", library);
        set(configurator, "setInputSpec", document.toString());
        set(configurator, "setOutputDir", folder.toString());
        var property = type.getMethod("addGlobalProperty", String.class, String.class);
        for (String kept : List.of("apis", "models", "supportingFiles")) {
            property.invoke(configurator, kept, "");
        }
        for (String left : LEFT_OUT) {
            property.invoke(configurator, left, "false");
        }
        Object input = type.getMethod("toClientOptInput").invoke(configurator);
        Class<?> generator = loader.loadClass("org.openapitools.codegen.DefaultGenerator");
        Object one = generator.getConstructor().newInstance();
        generator.getMethod("opts", input.getClass()).invoke(one, input);
        generator.getMethod("generate").invoke(one);
    }

    private static void set(Object configurator, String setter, String value)
            throws ReflectiveOperationException {
        configurator.getClass().getMethod(setter, String.class).invoke(configurator, value);
    }

    /** Compiles the client, and with it what works with it. */
    void compile() throws IOException {
        List<Path> sources = new ArrayList<>(files(folder.resolve("src/main/java"), ".java"));
        sources.add(SOURCES.resolve("Day.java"));
        sources.add(SOURCES.resolve(library).resolve("Connection.java"));
        List<String> classPath =
                files(JARS.resolve("lib"), ".jar").stream().map(Path::toString).toList();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-parameters",
                        "-nowarn",
                        "-d",
                        Files.createDirectories(classes()).toString(),
                        "-cp",
                        String.join(System.getProperty("path.separator"), classPath));
        var compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    manager,
                                    null,
                                    options,
                                    null,
                                    manager.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    /** Does a day's work against a server. */
    void work(String url, String password) throws Exception {
        List<URL> urls = new ArrayList<>(jars(JARS.resolve("lib")));
        urls.add(classes().toUri().toURL());
        try (URLClassLoader loader = loader(urls)) {
            loader.loadClass("Day")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {url, password});
        } catch (InvocationTargetException failure) {
            throw new AssertionError(library, failure.getCause());
        }
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private static URLClassLoader loader(List<URL> urls) {
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static List<URL> jars(Path folder) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path file : files(folder, ".jar")) {
            urls.add(file.toUri().toURL());
        }
        return urls;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
