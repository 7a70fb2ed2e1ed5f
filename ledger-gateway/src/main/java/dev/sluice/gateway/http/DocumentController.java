package dev.sluice.gateway.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The OpenAPI document, the way to the page that shows it, and the page about refusals. All are open to everybody. */
@Hidden
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class DocumentController {

    private final byte[] document;
    private final byte[] rejections;

    DocumentController() {
        this.document = ApiDocument.text().getBytes(StandardCharsets.UTF_8);
        this.rejections = RejectionsPage.html().getBytes(StandardCharsets.UTF_8);
    }

    @Get("/openapi.yml")
    @Produces("application/yaml")
    byte[] document() {
        return document.clone();
    }

    @Get(RejectionsPage.PATH)
    @Produces("text/html")
    byte[] rejections() {
        return rejections.clone();
    }

    @Get("/docs")
    @Produces("text/html")
    HttpResponse<?> page() {
        return HttpResponse.temporaryRedirect(URI.create("/docs/index.html"));
    }
}
