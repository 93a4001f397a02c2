package com.techbro24.crm.extensions;

import com.techbro24.crm.extension.Extension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads the jars of a folder, each with a class loader of its own that shows it only {@code
 * com.techbro24.crm.extension}, Jackson, slf4j and the JDK. A fault in a jar names the jar, and
 * refuses the start.
 */
final class ExtensionLoader {
    static final int API_VERSION = 1;

    private static final String NAME = "[a-z][a-z0-9-]{0,39}";

    private ExtensionLoader() {}

    /** An extension and the jar it came from. */
    record Loaded(Extension extension, Path jar, URLClassLoader loader) {}

    static List<Loaded> load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    "CRM_EXTENSIONS: " + folder + " is no folder. Create it, or unset it.");
        }
        List<Loaded> loaded = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path jar : jars(folder)) {
            for (Loaded each : loadJar(jar)) {
                if (!names.add(each.extension().name())) {
                    throw fault(jar, "another extension has the name " + each.extension().name());
                }
                loaded.add(each);
            }
        }
        return loaded;
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Loaded> loadJar(Path jar) {
        try {
            URLClassLoader loader =
                    new URLClassLoader(
                            jar.getFileName().toString(),
                            new URL[] {jar.toUri().toURL()},
                            new Shown(Extension.class.getClassLoader()));
            List<Loaded> loaded = new ArrayList<>();
            for (Extension extension : ServiceLoader.load(Extension.class, loader)) {
                check(extension, jar);
                loaded.add(new Loaded(extension, jar, loader));
            }
            if (loaded.isEmpty()) {
                loader.close();
                throw fault(jar, "it has no META-INF/services/" + Extension.class.getName());
            }
            return loaded;
        } catch (MalformedURLException | ServiceConfigurationError | LinkageError e) {
            throw fault(jar, e.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Extension extension, Path jar) {
        if (extension.apiVersion() != API_VERSION) {
            throw fault(
                    jar,
                    "it is written for version %d, and this server has version %d"
                            .formatted(extension.apiVersion(), API_VERSION));
        }
        if (!extension.name().matches(NAME)) {
            throw fault(jar, "its name must be lower-case letters, digits and hyphens");
        }
    }

    static IllegalStateException fault(Path jar, String why) {
        return new IllegalStateException(
                "The extension " + jar.getFileName() + " cannot be started: " + why + ".");
    }

    /** Passes on only what an extension may see. */
    private static final class Shown extends ClassLoader {
        private static final List<String> PACKAGES =
                List.of(
                        "com.techbro24.crm.extension.",
                        "com.fasterxml.jackson.",
                        "org.slf4j.",
                        "org.jspecify.");

        private final ClassLoader program;

        Shown(ClassLoader program) {
            super("extensions", ClassLoader.getPlatformClassLoader());
            this.program = program;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (PACKAGES.stream().anyMatch(name::startsWith)) {
                return program.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
