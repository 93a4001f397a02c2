package load;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What strace saw, line by line. strace writes a call's line, or its first half, while the call has
 * not been let through yet, and its result before the thread goes on; so the order of the lines is
 * an order of what happened.
 *
 * <p>A create is followed by the mark in its name: written to the write-ahead log, synced,
 * answered.
 */
final class SyncTrace {
    static final String CALLS =
            "fsync,fdatasync,write,writev,pwrite64,pwritev,sendto,sendmsg,sendmmsg";

    private static final Pattern LINE =
            Pattern.compile("^(\\d+) +(<\\.\\.\\. )?(\\w+)(?:\\(| resumed>)(.*)$");
    private static final Pattern MARK = Pattern.compile("strace-mark-\\d{6}");
    private static final String LOG_FILE = "-wal>";

    /** A mark whose pages are in the file, but not yet known to be on the disk. */
    private final Set<String> written = new HashSet<>();

    private final Set<String> synced = new HashSet<>();

    /** The markers that each running sync will have made durable when it returns. */
    private final Map<String, Set<String>> inSync = new HashMap<>();

    /** The marks of each thread that is writing to the log and has not returned. */
    private final Map<String, Set<String>> inWrite = new HashMap<>();

    private final Set<String> sent = new HashSet<>();
    private final Set<String> sentTooEarly = new HashSet<>();
    private long sends;
    private long syncs;

    static String mark(int number) {
        return "strace-mark-%06d".formatted(number);
    }

    void read(String line) {
        var call = LINE.matcher(line);
        if (!call.find()) return;
        var thread = call.group(1);
        boolean begins = call.group(2) == null;
        boolean ends = !line.endsWith("<unfinished ...>");
        var rest = call.group(4);
        if (call.group(3).endsWith("sync")) {
            if (begins && rest.contains(LOG_FILE)) inSync.put(thread, new HashSet<>(written));
            if (ends) endSync(thread, line.endsWith("= 0"));
        } else if (begins && rest.contains(LOG_FILE)) {
            inWrite.put(thread, marks(rest));
            if (ends) endWrite(thread);
        } else if (!begins && inWrite.containsKey(thread)) {
            endWrite(thread);
        } else if (begins && rest.contains("<TCP")) {
            send(marks(rest));
        }
    }

    private void endSync(String thread, boolean succeeded) {
        var covered = inSync.remove(thread);
        if (covered == null || !succeeded) return;
        syncs++;
        synced.addAll(covered);
        written.removeAll(covered);
    }

    private void endWrite(String thread) {
        var marks = inWrite.remove(thread);
        if (marks != null) written.addAll(marks);
    }

    private void send(Set<String> marks) {
        sends += marks.size();
        for (var mark : marks) {
            sent.add(mark);
            if (!synced.contains(mark)) sentTooEarly.add(mark);
        }
    }

    private static Set<String> marks(String text) {
        var found = new HashSet<String>();
        var mark = MARK.matcher(text);
        while (mark.find()) found.add(mark.group());
        return found;
    }

    /** True when every create was answered, and none before its sync. */
    boolean report(int creates) {
        boolean whole = sent.size() == creates && sentTooEarly.isEmpty();
        System.out.printf(
                "%d creates, half of them at once: %d sent to clients in %d answers and events, %d"
                    + " syncs of the write-ahead log; sent before their sync had returned: %d.%n",
                creates, sent.size(), sends, syncs, sentTooEarly.size());
        if (sent.size() != creates) System.out.println("NOT EVERY ANSWER WAS SEEN");
        sentTooEarly.stream()
                .sorted()
                .limit(10)
                .forEach(mark -> System.out.println("FAULT: " + mark));
        return whole;
    }
}
