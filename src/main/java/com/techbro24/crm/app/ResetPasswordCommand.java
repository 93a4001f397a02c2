package com.techbro24.crm.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.PasswordResetStore;
import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.DatabaseInUseException;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Databases;
import com.techbro24.crm.database.Tx;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./crm reset-password}: for an operator who is locked out. */
@Command(
        name = "reset-password",
        mixinStandardHelpOptions = true,
        description = {
            "Sets a new password, and ends the account's sessions and API keys.",
            "It works on the database of the settings, whether a server is running or not."
        })
final class ResetPasswordCommand implements Callable<Integer> {
    private static final Duration SERVER_WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    @Parameters(paramLabel = "EMAIL", description = "The account's email.")
    private String email = "";

    @Option(
            names = "--stdin",
            description = "Reads the password from standard input; default: a random one, printed.")
    private boolean fromInput;

    @Spec private @Nullable CommandSpec spec;

    ResetPasswordCommand() {}

    ResetPasswordCommand(String email, boolean fromInput) {
        this.email = email;
        this.fromInput = fromInput;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.read(SettingValues.ofThisProcess());
        Logging.start(settings.log());
        reset(settings, System.in, Objects.requireNonNull(spec).commandLine().getOut());
        return ExitCode.OK;
    }

    /** Prints what was done; throws with a sentence if nothing was. */
    void reset(Settings settings, InputStream in, PrintWriter out) throws IOException {
        Passwords passwords = Passwords.standard();
        String password = fromInput ? firstLine(in) : passwords.make();
        check(password);
        if (settings.database() instanceof DatabaseUrl.Sqlite file && !Files.exists(file.file())) {
            throw new IllegalStateException("There is no database " + file.file() + ".");
        }
        String hash = passwords.hash(password);
        try (Core core = Core.open(settings, Clock.systemUTC(), new SimpleMeterRegistry())) {
            String agentId = core.database().read(this::account).agentId();
            var command = new AgentCommand.ResetPassword(agentId, hash);
            var _ = core.runner().run(Submission.of(command, Caller.SYSTEM));
        } catch (DatabaseInUseException serverIsRunning) {
            if (!(settings.database() instanceof DatabaseUrl.Sqlite file)) {
                throw serverIsRunning;
            }
            askServer(file, hash);
        }
        out.println(
                fromInput
                        ? "The password of " + email + " is set."
                        : "The new password of " + email + " (shown this once): " + password);
        out.println("Its sessions and API keys have ended.");
        out.flush();
    }

    private static String firstLine(InputStream in) throws IOException {
        String line = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
        return line == null ? "" : line;
    }

    private void check(String password) {
        if (password.length() < Passwords.LENGTH_MIN || password.length() > Passwords.LENGTH_MAX) {
            throw new IllegalStateException(
                    "A password has %d to %d characters."
                            .formatted(Passwords.LENGTH_MIN, Passwords.LENGTH_MAX));
        }
        Passwords.check("The password", password, email);
    }

    private Account account(Tx tx) {
        Account account =
                AccountStore.findByEmail(tx, email)
                        .orElseThrow(
                                () -> new IllegalStateException("No account has " + email + "."));
        if (!account.active()) {
            throw new IllegalStateException(
                    "The account of " + email + " is disabled; an admin can enable it.");
        }
        return account;
    }

    /** Leaves the new hash for the server that has the file, and waits until it is applied. */
    private void askServer(DatabaseUrl.Sqlite file, String hash) {
        String agentId =
                Databases.besideServer(
                        file,
                        tx -> {
                            String id = account(tx).agentId();
                            PasswordResetStore.request(tx, new PasswordResetStore.Reset(id, hash));
                            return id;
                        });
        long end = System.nanoTime() + SERVER_WAIT_MAX.toNanos();
        while (Databases.<Boolean>besideServer(
                file, tx -> PasswordResetStore.isWaiting(tx, agentId))) {
            if (System.nanoTime() > end) {
                withdraw(file, agentId);
                return;
            }
            pause();
        }
    }

    /** Fails, unless the server applies it at this moment. */
    private static void withdraw(DatabaseUrl.Sqlite file, String agentId) {
        boolean waited =
                Databases.besideServer(
                        file,
                        tx -> {
                            boolean waits = PasswordResetStore.isWaiting(tx, agentId);
                            PasswordResetStore.remove(tx, agentId);
                            return waits;
                        });
        if (waited) {
            throw new IllegalStateException(
                    "The process that has " + file.file() + " open did not set the password.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ASK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
