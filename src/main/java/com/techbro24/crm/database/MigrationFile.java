package com.techbro24.crm.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** One step of the schema: a file of the class path, such as {@code V4__leads.sql}. */
record MigrationFile(String file, String sql) {
    private static final Pattern STEP = Pattern.compile("V([0-9]+)__([A-Za-z0-9_]+)\\.sql");

    /** The steps of a dialect, by their versions. */
    static SortedMap<Integer, MigrationFile> all(Dialect dialect) {
        SortedMap<Integer, MigrationFile> all = new TreeMap<>();
        for (String folder : List.of("db/shared", "db/" + dialect.folder())) {
            read(folder, all);
        }
        return all;
    }

    /** As Flyway does it: CRC-32 of the lines without their ends. */
    int checksum() {
        CRC32 sum = new CRC32();
        sql.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }

    String description() {
        return STEP.matcher(file).replaceFirst("$2").replace('_', ' ');
    }

    private static void read(String folder, SortedMap<Integer, MigrationFile> all) {
        URL url = MigrationFile.class.getResource("/" + folder);
        if (url == null) {
            return;
        }
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                readJar(jar, all);
            } else {
                readFolder(Path.of(url.toURI()), all);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void readFolder(Path folder, SortedMap<Integer, MigrationFile> all)
            throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                add(all, file.getFileName().toString(), () -> Files.newInputStream(file));
            }
        }
    }

    /** Out of the open jar: to ask the class path for each step would take longer than the rest. */
    private static void readJar(JarURLConnection connection, SortedMap<Integer, MigrationFile> all)
            throws IOException {
        String folder = connection.getEntryName();
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        JarFile jar = connection.getJarFile();
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (entry.getName().startsWith(prefix)) {
                add(
                        all,
                        entry.getName().substring(prefix.length()),
                        () -> jar.getInputStream(entry));
            }
        }
    }

    /** A file's bytes, opened anew. */
    private interface Source {
        InputStream open() throws IOException;
    }

    private static void add(SortedMap<Integer, MigrationFile> all, String file, Source source)
            throws IOException {
        Matcher step = STEP.matcher(file);
        if (!step.matches()) {
            return;
        }
        try (InputStream bytes = source.open()) {
            int version = Integer.parseInt(step.group(1));
            String sql = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            if (all.put(version, new MigrationFile(file, sql)) != null) {
                throw new IllegalStateException("two migrations have the version " + version);
            }
        }
    }
}
