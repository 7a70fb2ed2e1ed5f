package dev.sluice.gateway.history.document;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The headers and refusals that every question to history documents beside its own. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(name = "X-Request-Id", in = ParameterIn.HEADER, ref = "#/components/parameters/RequestId")
@Parameter(name = "Sluice-At-Least", in = ParameterIn.HEADER, ref = "#/components/parameters/AtLeast")
@ApiResponse(responseCode = "400", ref = "#/components/responses/BadRequest")
@ApiResponse(responseCode = "401", ref = "#/components/responses/Unauthorized")
@ApiResponse(responseCode = "403", ref = "#/components/responses/Forbidden")
@ApiResponse(responseCode = "404", ref = "#/components/responses/NotInHistory")
@ApiResponse(responseCode = "429", ref = "#/components/responses/TooManyRequests")
@ApiResponse(responseCode = "500", ref = "#/components/responses/InternalError")
@ApiResponse(responseCode = "503", ref = "#/components/responses/HistoryUnavailable")
@ApiResponse(responseCode = "504", ref = "#/components/responses/HistoryTimeout")
public @interface HistoryQuestion {}
