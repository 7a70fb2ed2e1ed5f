package dev.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.gateway.hostile.DocumentedCalls.Call;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** The rules that every answer to a hostile call keeps. */
public final class HostileAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    /** What a fault of the program looks like to who reads an answer. */
    private static final Pattern INSIDES = Pattern.compile(
            "Exception|StackTrace|\\bat"
                + " [a-z]+\\.[a-z.]+\\(|io\\.micronaut|io\\.netty|com\\.fasterxml|org\\.postgresql|dev\\.sluice\\.|java\\.(lang|util|time|sql)\\.");

    private HostileAnswers() {}

    /** No word of how the gateway is made, no header that the caller has put there, and a code wherever it is refused. */
    public static void tellNothingOfTheInside(String what, Call call, HttpResponse<String> answer) {
        assertThat(answer.body()).as(what).doesNotContainPattern(INSIDES);
        assertThat(answer.headers().firstValue("X-Injected")).as(what).isEmpty();
        if (answer.statusCode() >= 400) {
            assertThat(code(call, answer))
                    .as(() -> what + " got " + answer.body())
                    .isNotBlank();
        }
    }

    /** The code of a refusal. */
    public static String code(Call call, HttpResponse<String> answer) {
        var body = json(answer);
        var code = call.path().startsWith("/v1/reserve") ? body.at("/error/code") : body.path("code");
        return code.asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException noJson) {
            throw new AssertionError("Not JSON: " + answer.body(), noJson);
        }
    }
}
