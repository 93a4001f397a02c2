package com.techbro24.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that the benchmarks compile: they are no part of the build, so a rename can miss them. */
class BenchSourcesTest {
    @TempDir Path classes;

    @Test
    void the_benchmarks_compile() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("bench/load", "bench/rooms")) {
            try (var files = Files.walk(Path.of(folder))) {
                files.map(Path::toString)
                        .filter(name -> name.endsWith(".java"))
                        .forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(10);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options =
                    List.of(
                            "-proc:none",
                            "-d",
                            classes.toString(),
                            "-classpath",
                            System.getProperty("java.class.path"));
            boolean compiled =
                    compiler.getTask(
                                    errors,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromStrings(sources))
                            .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
    }
}
