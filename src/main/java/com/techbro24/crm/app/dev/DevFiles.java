package com.techbro24.crm.app.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files changed since the last scan.
 *
 * <p>By scanning: the JDK's WatchService takes seconds on a Mac, and a scan takes a few
 * milliseconds.
 */
final class DevFiles {
    private record Stamp(FileTime time, long bytes) {}

    private final List<Path> roots;
    private Map<Path, Stamp> seen;

    DevFiles(List<Path> roots) throws IOException {
        this.roots = List.copyOf(roots);
        this.seen = look();
    }

    /** The files that are new, changed or gone. */
    Set<Path> changed() throws IOException {
        var now = look();
        var changed = new HashSet<Path>();
        now.forEach(
                (file, stamp) -> {
                    if (!stamp.equals(seen.get(file))) changed.add(file);
                });
        seen.keySet().stream().filter(file -> !now.containsKey(file)).forEach(changed::add);
        seen = now;
        return changed;
    }

    private Map<Path, Stamp> look() throws IOException {
        var found = new HashMap<Path, Stamp>();
        for (var root : roots) {
            if (!Files.exists(root)) continue;
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                            found.put(file, new Stamp(is.lastModifiedTime(), is.size()));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException gone) {
                            return FileVisitResult.CONTINUE; // deleted during the scan
                        }
                    });
        }
        return found;
    }
}
