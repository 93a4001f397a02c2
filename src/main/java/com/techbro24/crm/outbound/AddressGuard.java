package com.techbro24.crm.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps requests to URLs that people enter away from the own network. It checks the form of a URL
 * when it is saved, and all addresses of its host at each attempt. The caller connects to the
 * address that was checked, so a name that changes its address is no way around it.
 */
public final class AddressGuard implements AutoCloseable {
    /** The longest URL that is accepted. */
    public static final int LENGTH_MAX = 2_000;

    private static final Duration RESOLVE_MAX = Duration.ofSeconds(3);

    /** The system's cache has its own times; this one saves the change of thread. */
    private static final Duration RESOLVED_KEPT = Duration.ofSeconds(5);

    private static final int NAMES_KEPT_MAX = 1_000;

    /** Finds the addresses of a name. */
    public interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;

        /** That of the system. */
        Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));
    }

    /**
     * Where to connect.
     *
     * @param host the name in the URL, for the Host header and the certificate
     * @param address a checked address of it
     */
    public record Target(URI uri, String host, InetAddress address, int port, boolean isTls) {}

    private final OutboundAllow allow;
    private final Resolver resolver;
    private final Cache<String, List<InetAddress>> resolved =
            Caffeine.newBuilder()
                    .maximumSize(NAMES_KEPT_MAX)
                    .expireAfterWrite(RESOLVED_KEPT)
                    .build();

    /** Platform threads: the system's resolver would pin the carrier of a virtual one. */
    private final ExecutorService resolving =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon(true).name("resolver-", 0).factory());

    public AddressGuard(OutboundAllow allow, Resolver resolver) {
        this.allow = allow;
        this.resolver = resolver;
    }

    /**
     * Why the URL cannot be used, as the end of a sentence that begins with its name; empty if it
     * can. Names are resolved, and one that is unknown now is accepted: it may come later.
     */
    public Optional<String> refusal(String url) {
        try {
            URI uri = parse(url);
            List<InetAddress> addresses = addresses(uri);
            check(uri, addresses);
            return Optional.empty();
        } catch (UnknownHostException | TimeoutException unknownNow) {
            return Optional.empty();
        } catch (OutboundException refused) {
            return Optional.of(refused.reason());
        }
    }

    /** The checked target of a request. */
    Target target(URI uri) throws OutboundException {
        URI parsed = parse(uri.toString());
        try {
            List<InetAddress> addresses = addresses(parsed);
            check(parsed, addresses);
            boolean isTls = isTls(parsed);
            int port = parsed.getPort() >= 0 ? parsed.getPort() : isTls ? 443 : 80;
            return new Target(parsed, host(parsed), addresses.getFirst(), port, isTls);
        } catch (UnknownHostException e) {
            throw OutboundException.failed("the name " + host(parsed) + " is unknown");
        } catch (TimeoutException e) {
            throw OutboundException.failed(
                    "the name " + host(parsed) + " was not resolved in time");
        }
    }

    private URI parse(String url) throws OutboundException {
        if (url.length() > LENGTH_MAX) {
            throw OutboundException.forbidden("must have at most " + LENGTH_MAX + " characters");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw OutboundException.forbidden("must be a URL");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw OutboundException.forbidden("must begin with https://");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw OutboundException.forbidden("must have a host, in ASCII letters");
        }
        if (uri.getRawUserInfo() != null) {
            throw OutboundException.forbidden("must have no user or password");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw OutboundException.forbidden("must have a port from 1 to 65535");
        }
        String host = host(uri);
        if (host.contains("%") || (Hosts.endsInNumber(host) && Hosts.literal(host).isEmpty())) {
            throw OutboundException.forbidden(
                    "must write an address in the usual form, such as 192.0.2.1");
        }
        if (scheme.equals("http") && allow.isEmpty()) {
            throw OutboundException.forbidden("must begin with https://");
        }
        return uri;
    }

    private void check(URI uri, List<InetAddress> addresses) throws OutboundException {
        String host = host(uri);
        for (InetAddress address : addresses) {
            boolean isAllowed = allow.allows(host, address);
            if (!isAllowed && ForbiddenAddresses.contains(address)) {
                throw OutboundException.forbidden(
                        "must not lead into a private network; CRM_OUTBOUND_ALLOW can allow it");
            }
            if (!isAllowed && !isTls(uri)) {
                throw OutboundException.forbidden("must begin with https://");
            }
        }
    }

    private List<InetAddress> addresses(URI uri)
            throws UnknownHostException, TimeoutException, OutboundException {
        String host = host(uri);
        try {
            Optional<InetAddress> literal = Hosts.literal(host);
            if (literal.isPresent()) {
                return List.of(literal.get());
            }
        } catch (IllegalArgumentException e) {
            throw OutboundException.forbidden("must have a valid address");
        }
        List<InetAddress> known = resolved.getIfPresent(host);
        if (known != null) {
            return known;
        }
        List<InetAddress> found = resolve(host);
        resolved.put(host, found);
        return found;
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException, TimeoutException {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        resolving.execute(
                () -> {
                    try {
                        answer.complete(resolver.resolve(host));
                    } catch (UnknownHostException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
        try {
            List<InetAddress> found = answer.get(RESOLVE_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return List.copyOf(found);
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException();
        }
    }

    private static boolean isTls(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** In lower case, without the dot that ends a full name. */
    private static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    @Override
    public void close() {
        resolving.shutdownNow();
    }
}
