package com.techbro24.crm.app.dev;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles changed files, and everything only if their visible API changed.
 *
 * <p>Compiles to a separate folder first, so that a failed compilation does not touch the running
 * classes.
 */
final class DevBuild {
    private static final int WARM_UP_FILES = 20;

    private final Path sources;
    private final Path classes;
    private final Path fresh;
    private final List<Path> libraries;
    private final PrintWriter err;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    // Reused, because it caches the libraries.
    private final StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    /** Changed files that are not yet compiled successfully. */
    private final Set<Path> waiting = new HashSet<>();

    DevBuild(Path sources, Path classes, List<Path> libraries, PrintWriter err) {
        this.sources = sources;
        this.classes = classes;
        this.fresh = classes.resolveSibling("fresh");
        this.libraries = libraries;
        this.err = err;
    }

    /** Copies the classes of a full build, to avoid compiling everything at the start. */
    void beginWith(Path built) throws IOException {
        empty(classes);
        copy(built, classes);
    }

    /** Warms up the compiler, so that the first change compiles fast. */
    void warmUp() throws IOException {
        List<Path> some;
        try (var found = Files.walk(sources)) {
            some = found.filter(DevBuild::isJava).limit(WARM_UP_FILES).toList();
        }
        compile(some, List.of(classes));
    }

    /** Returns whether the classes are up to date; otherwise prints the errors. */
    boolean update(Set<Path> changed) throws IOException {
        changed.stream().filter(DevBuild::isJava).forEach(waiting::add);
        if (waiting.isEmpty()) return true; // resources are served from where they are
        if (waiting.stream().allMatch(Files::exists)) {
            if (!compile(waiting, List.of(classes))) return false;
            if (looksTheSame()) {
                copy(fresh, classes);
                waiting.clear();
                return true;
            }
        }
        return compileAll();
    }

    private boolean compileAll() throws IOException {
        err.println("crm: a class's visible API changed; compiling everything…");
        err.flush();
        Set<Path> all;
        try (var found = Files.walk(sources)) {
            all = found.filter(DevBuild::isJava).collect(Collectors.toSet());
        }
        if (!compile(all, List.of())) return false;
        empty(classes);
        copy(fresh, classes);
        waiting.clear();
        return true;
    }

    private boolean compile(Collection<Path> what, List<Path> before) throws IOException {
        empty(fresh);
        var classPath =
                Stream.concat(before.stream(), libraries.stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        var options =
                List.of(
                        "-d",
                        fresh.toString(),
                        "-cp",
                        classPath,
                        "-parameters",
                        "-g",
                        "-proc:none");
        var units = files.getJavaFileObjectsFromPaths(what);
        boolean compiled = compiler.getTask(err, files, null, options, null, units).call();
        if (!compiled) err.println("crm: not restarted; the server continues unchanged");
        err.flush();
        return compiled;
    }

    /** Whether the visible API of every new class is unchanged. */
    private boolean looksTheSame() throws IOException {
        try (var found = Files.walk(fresh)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                var before = classes.resolve(fresh.relativize(file));
                if (!Files.exists(before)) {
                    // A new anonymous or local class affects no other source.
                    if (before.getFileName().toString().matches(".*\\$\\d.*")) continue;
                    return false;
                }
                if (!ClassShape.of(before).equals(ClassShape.of(file))) return false;
            }
        }
        return true;
    }

    /**
     * Only classes: resources are read from the source tree and must not exist twice, not even as
     * empty folders, which would be found first.
     */
    private static void copy(Path from, Path to) throws IOException {
        try (var found = Files.walk(from)) {
            for (var file : found.toList()) {
                var target = to.resolve(from.relativize(file));
                if (file.toString().endsWith(".class")) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var found = Files.walk(folder)) {
                for (var file : found.sorted(Comparator.reverseOrder()).toList())
                    Files.delete(file);
            }
        }
        Files.createDirectories(folder);
    }
}
