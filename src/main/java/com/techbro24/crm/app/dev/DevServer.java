package com.techbro24.crm.app.dev;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the server in its own class loader and restarts it in a new one; the libraries stay loaded.
 */
final class DevServer {
    private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);

    /** By name, because each class loader loads it again. */
    private static final String ENTRY = "com.techbro24.crm.app.DevEntry";

    private final URL[] classPath;
    private final ClassLoader libraries;
    private @Nullable AutoCloseable running;
    private @Nullable URLClassLoader loader;

    DevServer(List<Path> classPath, List<Path> libraries) {
        this.classPath = urls(classPath);
        // Not a child of this class's loader, which has the classes of the last build.
        this.libraries = new URLClassLoader(urls(libraries), ClassLoader.getPlatformClassLoader());
    }

    /** Stops the running server and starts the current classes; prints a failed start. */
    synchronized void restart() {
        stop();
        var fresh = new URLClassLoader(classPath, libraries);
        var before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(fresh);
        try {
            var entry = (Callable<?>) fresh.loadClass(ENTRY).getConstructor().newInstance();
            running = (AutoCloseable) entry.call();
        } catch (Exception | LinkageError failure) {
            LOG.error("Not started", failure);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        loader = fresh;
    }

    synchronized void stop() {
        try {
            if (running != null) running.close();
            if (loader != null) loader.close();
        } catch (Exception failure) {
            LOG.error("Stopping failed", failure);
        }
        running = null;
        loader = null;
    }

    private static URL[] urls(List<Path> paths) {
        return paths.stream().map(DevServer::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException impossible) {
            throw new IllegalArgumentException(path.toString(), impossible);
        }
    }
}
