package dev.sluice.gateway.http;

import io.micronaut.http.HttpRequest;

/** The form of refusals under paths whose callers expect another one than a problem document. */
public interface ProblemForm {

    /** Whether it is the form of this request's path, whatever the request is refused for. */
    boolean covers(HttpRequest<?> http);

    int statusOf(Problem problem);

    /** The JSON body. */
    Object bodyOf(Problem problem);
}
