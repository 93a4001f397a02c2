import org.openapitools.client.ApiClient;
import org.openapitools.client.model.Problem;

/** What differs in the library {@code native}. */
final class Connection {
    static final boolean SENDS_NULL = true;

    private Connection() {}

    static ApiClient open(String url, String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        if (token != null) {
            client.setRequestInterceptor(
                    request -> request.header("Authorization", "Bearer " + token));
        }
        return client;
    }

    static Problem problem(ApiClient client, String body) throws Exception {
        return client.getObjectMapper().readValue(body, Problem.class);
    }
}
