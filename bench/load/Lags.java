package load;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Reads again and again how many changes automation has not processed yet. */
final class Lags {
    private static final long INTERVAL_MILLIS = 100;
    private static final URI METRICS = URI.create("/metrics");
    private static final Pattern LAG =
            Pattern.compile("crm_follower_lag\\{[^}]*follower=\"automation\"[^}]*\\} (\\S+)");

    private final Api api;
    private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::watch);
    private volatile boolean isOver;

    Lags(Api api) {
        this.api = api;
    }

    void start() {
        thread.start();
    }

    void end() throws InterruptedException {
        isOver = true;
        thread.join();
        Collections.sort(seen);
    }

    private void watch() {
        try {
            while (!isOver) {
                seen.add(now());
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (IOException | InterruptedException lost) {
            System.err.println("The lag is not known: " + lost);
        }
    }

    long now() throws IOException, InterruptedException {
        var lag = LAG.matcher(api.get(METRICS).body());
        if (!lag.find()) throw new IOException("no lag in /metrics");
        return (long) Double.parseDouble(lag.group(1));
    }

    /** The lag that the given share of all readings did not exceed. */
    long percentile(double share) {
        return seen.get((int) Math.min(seen.size() - 1L, Math.round(share * seen.size())));
    }

    long most() {
        return seen.getLast();
    }
}
