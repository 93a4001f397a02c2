package load;

/** What is asked of the servers. */
enum Load {
    READ("Read by id", "requests/s", 3),
    LIST("List of 50", "requests/s", 3),
    CREATE("Durable create, 64 at once", "requests/s", 3),
    RUSH("Durable create, 256 at once", "requests/s", 3),
    BROADCAST("Broadcast to %,d sockets, one change at a time", "deliveries/s", 6),
    BUSY("Broadcast to %,d sockets, eight changes at once", "deliveries/s", 6);

    final String title;
    final String rate;

    /** In how many parts it is warmed up; more where a second has few commands in it. */
    final int warmUps;

    Load(String title, String rate, int warmUps) {
        this.title = title;
        this.rate = rate;
        this.warmUps = warmUps;
    }
}
