package dev.sluice.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.net.URI;
import java.util.Map;

/** A running gateway: as a process of its own through {@link #main}, or inside another through {@link #start}. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Sluice",
                        version = "1",
                        description =
                                "A ledger for value that is earned, held, released, moved and forfeited. Field names"
                                        + " are snake_case, ids UUIDs, times RFC 3339 in UTC, amounts decimal strings."
                                        + " Unknown fields are refused. Every writing call may carry an idempotency key"
                                        + " and is then safe to repeat. Reserves speak the dialect of Stripe's API"
                                        + " instead."),
        security = {
            @SecurityRequirement(name = "apiKey"),
            @SecurityRequirement(name = "bearer"),
            @SecurityRequirement(name = "basic")
        })
@SecurityScheme(
        name = "apiKey",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        paramName = "X-API-Key",
        description = "A key with the scope that the call needs: read for questions, write for participants, groups and"
                + " balances, admin for programs and assets. Scopes don't imply each other")
@SecurityScheme(
        name = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "The same key as a Bearer token")
@SecurityScheme(
        name = "basic",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "The same key as user name, with an empty password")
public final class Gateway implements AutoCloseable {

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private Gateway(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    public static void main(String[] arguments) {
        Micronaut.build(arguments).mainClass(Gateway.class).banner(false).start();
    }

    /**
     * Starts a gateway in this process. It listens when this returns; it can serve once readiness says so.
     *
     * @param properties what differs from {@code application.yml}, which lists all settings
     */
    public static Gateway start(Map<String, Object> properties) {
        return start(ApplicationContext.builder().properties(properties));
    }

    static Gateway start(ApplicationContextBuilder builder) {
        var context = builder.mainClass(Gateway.class).banner(false).start();
        try {
            return new Gateway(context, context.getBean(EmbeddedServer.class).start());
        } catch (RuntimeException notStarted) {
            context.close();
            throw notStarted;
        }
    }

    /** The address that it listens on, with the actual port. */
    public URI uri() {
        return server.getURI();
    }

    /** What {@code /metrics} tells, so that a ledger in the same process can tell its own there too. */
    public MeterRegistry meters() {
        return context.getBean(PrometheusMeterRegistry.class);
    }

    /** A part of it, for tests that look at what it is made of. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Stops listening, lets running calls end for a moment, and leaves Kafka. */
    @Override
    public void close() {
        server.close();
        context.close();
    }
}
