import org.openapitools.client.ApiClient;
import org.openapitools.client.model.Problem;

/** What differs in the library {@code okhttp-gson}, the generator's default. */
final class Connection {
    /** The library leaves out null, so a field cannot be cleared with it. */
    static final boolean SENDS_NULL = false;

    private Connection() {}

    static ApiClient open(String url, String token) {
        ApiClient client = new ApiClient();
        client.setBasePath(url);
        if (token != null) {
            client.setBearerToken(token);
        }
        return client;
    }

    static Problem problem(ApiClient client, String body) throws Exception {
        return Problem.fromJson(body);
    }
}
