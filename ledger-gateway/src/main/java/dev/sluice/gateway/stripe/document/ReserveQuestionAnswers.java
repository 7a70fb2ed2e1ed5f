package dev.sluice.gateway.stripe.document;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The headers and refusals that every reading call of the dialect documents beside its own. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(name = "Stripe-Account", in = ParameterIn.HEADER, ref = "#/components/parameters/StripeAccount")
@Parameter(name = "X-Request-Id", in = ParameterIn.HEADER, ref = "#/components/parameters/RequestId")
@ApiResponse(responseCode = "400", ref = "#/components/responses/StripeBadRequest")
@ApiResponse(responseCode = "401", ref = "#/components/responses/StripeUnauthorized")
@ApiResponse(responseCode = "403", ref = "#/components/responses/StripeForbidden")
@ApiResponse(responseCode = "404", ref = "#/components/responses/StripeNotFound")
@ApiResponse(responseCode = "429", ref = "#/components/responses/StripeTooManyRequests")
@ApiResponse(responseCode = "500", ref = "#/components/responses/StripeServerError")
@ApiResponse(responseCode = "503", ref = "#/components/responses/StripeServerError")
@ApiResponse(responseCode = "504", ref = "#/components/responses/StripeServerError")
public @interface ReserveQuestionAnswers {}
