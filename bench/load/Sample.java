package load;

/**
 * One load on one server for some seconds.
 *
 * @param cpuSeconds of the server, for a million requests or deliveries
 * @param clientCpuSeconds of the load generator, for as many
 * @param bytesEach of an answer's body or a delivered frame
 */
record Sample(
        double perSecond,
        double p50Millis,
        double p99Millis,
        double cpuSeconds,
        double clientCpuSeconds,
        double bytesEach,
        long errors) {

    @Override
    public String toString() {
        return "%,9.0f/s  p50 %6.2f ms  p99 %7.2f ms  CPU %6.1f s/million (client %.1f)  %,6.0f bytes  %d errors"
                .formatted(
                        perSecond,
                        p50Millis,
                        p99Millis,
                        cpuSeconds,
                        clientCpuSeconds,
                        bytesEach,
                        errors);
    }
}
