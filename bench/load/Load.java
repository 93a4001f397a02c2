package load;

/** What is asked of the servers. */
enum Load {
    READ("Read by id", "requests/s"),
    LIST("List of 50", "requests/s"),
    CREATE("Durable create, 64 at once", "requests/s"),
    RUSH("Durable create, 256 at once", "requests/s"),
    BROADCAST("Broadcast to %,d sockets, one change at a time", "deliveries/s"),
    BUSY("Broadcast to %,d sockets, eight changes at once", "deliveries/s");

    final String title;
    final String rate;

    Load(String title, String rate) {
        this.title = title;
        this.rate = rate;
    }
}
