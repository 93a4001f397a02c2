package com.techbro24.crm.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards TCP connections on the loopback to a port of this machine, and can behave like a network
 * that loses every packet. A connection on which something was lost stays silent afterwards too: a
 * real one waits for its next retransmission, which after a long loss takes about as long again.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 16_384;

    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean losing;

    public TcpProxy(int targetPort) {
        target = targetPort;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on every packet is lost. */
    public void loseAll() {
        losing = true;
    }

    /** From now on connections are forwarded again, but for those on which something was lost. */
    public void forward() {
        losing = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                if (!losing) {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.add(server);
                    Pair pair = new Pair(client, server);
                    Thread.ofVirtual().start(() -> pair.copy(client, server));
                    Thread.ofVirtual().start(() -> pair.copy(server, client));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** The two ends of one forwarded connection. */
    private final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean broken;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void copy(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                for (int length = from.getInputStream().read(buffer);
                        length >= 0;
                        length = from.getInputStream().read(buffer)) {
                    broken |= losing;
                    if (!broken) {
                        to.getOutputStream().write(buffer, 0, length);
                    }
                }
            } catch (IOException closed) {
                // The other end learns of it below.
            }
            // The end of a connection is a packet too.
            broken |= losing;
            if (!broken) {
                close(client);
                close(server);
            }
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set.copyOf(open).forEach(this::close);
    }
}
