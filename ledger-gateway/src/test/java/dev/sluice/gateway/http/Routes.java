package dev.sluice.gateway.http;

import java.util.List;
import java.util.stream.Stream;

/** Every documented call of the gateway. */
final class Routes {

    private Routes() {}

    static List<String> all() {
        return Stream.concat(
                        Stream.of(
                                "GET /metrics",
                                "POST /v1/programs",
                                "GET /v1/programs",
                                "GET /v1/programs/{id}",
                                "PATCH /v1/programs/{id}",
                                "POST /v1/programs/{id}/assets",
                                "GET /v1/programs/{id}/balance",
                                "POST /v1/programs/{id}/assets/{asset_id}/fund",
                                "POST /v1/programs/{id}/assets/{asset_id}/burn",
                                "POST /v1/transfers",
                                "GET /v1/transfers/{journal_entry_id}",
                                "GET /v1/journal-entries",
                                "GET /v1/journal-entries/{id}",
                                "GET /v1/participants",
                                "GET /v1/participants/by-external-id/{external_id}",
                                "GET /v1/groups",
                                "GET /v1/holds",
                                "GET /v1/transfers",
                                "GET /v1/lots/{id}/trace",
                                "GET /v1/integrity",
                                "GET /v1/reports/trial-balance",
                                "GET /v1/reports/liability",
                                "GET /v1/reports/rollforward",
                                "GET /v1/reports/summary",
                                "GET /v1/reports/expiring",
                                "GET /v1/reports/holds-aging",
                                "GET /v1/reports/breakage",
                                "POST /v1/assets",
                                "GET /v1/assets",
                                "GET /v1/assets/{id}",
                                "PATCH /v1/assets/{id}",
                                "POST /v1/participants",
                                "GET /v1/participants/{id}",
                                "PATCH /v1/participants/{id}",
                                "PATCH /v1/participants/{id}/status",
                                "POST /v1/groups",
                                "GET /v1/groups/{id}",
                                "PATCH /v1/groups/{id}",
                                "DELETE /v1/groups/{id}",
                                "POST /v1/groups/{id}/members",
                                "DELETE /v1/groups/{id}/members/{participant_id}"),
                        Stream.concat(
                                Stream.concat(
                                        Stream.of("participants", "groups").flatMap(Routes::balances),
                                        Stream.of("participants", "groups").flatMap(Routes::past)),
                                Stream.concat(
                                        Stream.of("releases", "holds", "plans").flatMap(Routes::reserves),
                                        Stream.of("POST /v1/reserve/plans/{id}/disable"))))
                .toList();
    }

    private static Stream<String> reserves(String things) {
        var base = " /v1/reserve/" + things;
        return Stream.of("POST" + base, "GET" + base, "POST" + base + "/{id}", "GET" + base + "/{id}");
    }

    private static Stream<String> past(String accounts) {
        var base = "GET /v1/" + accounts + "/{id}";
        return Stream.of(base + "/statement", base + "/balances/history");
    }

    private static Stream<String> balances(String accounts) {
        var base = " /v1/" + accounts + "/{id}/balances";
        return Stream.of(
                "POST" + base + "/hold",
                "POST" + base + "/release",
                "POST" + base + "/forfeit",
                "POST" + base + "/adjust",
                "POST" + base + "/capture",
                "POST" + base + "/void-hold",
                "POST" + base + "/reverse",
                "GET" + base,
                "GET" + base + "/lots",
                "GET" + base + "/holds",
                "GET" + base + "/holds/{hold_id}");
    }
}
