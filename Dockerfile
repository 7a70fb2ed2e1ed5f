# Both services are built from source in one stage, and each runs on a plain Java runtime. The order of the copies keeps the
# downloaded dependencies in a layer of their own, so that a change of the code does not download them again.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY schemas/pom.xml schemas/
COPY ledger-streams/pom.xml ledger-streams/
COPY ledger-gateway/pom.xml ledger-gateway/
COPY ledger-verify/pom.xml ledger-verify/
COPY ledger-cli/pom.xml ledger-cli/
# With no sources yet this packages empty jars, and fetches all that the real build needs.
RUN mvn -q -B -Prun -pl ledger-streams,ledger-gateway -am package
COPY schemas/src schemas/src
COPY ledger-streams/src ledger-streams/src
COPY ledger-gateway/src ledger-gateway/src
COPY docs/rejections.md docs/
RUN mvn -q -B -Prun -pl ledger-streams,ledger-gateway -am package

FROM eclipse-temurin:25-jre AS runtime
RUN useradd --system --create-home --home-dir /var/lib/sluice --shell /usr/sbin/nologin sluice
USER sluice
WORKDIR /var/lib/sluice
COPY docker/probe /usr/local/bin/probe

FROM runtime AS ledger-streams
COPY --from=build /build/ledger-streams/target/run/lib /opt/sluice/lib
COPY --from=build /build/ledger-streams/target/run/ledger-streams.jar /opt/sluice/
EXPOSE 8081
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
CMD ["java", "-cp", "/opt/sluice/*:/opt/sluice/lib/*", "dev.sluice.ledger.runtime.LedgerMain"]

FROM runtime AS ledger-gateway
COPY --from=build /build/ledger-gateway/target/run/lib /opt/sluice/lib
COPY --from=build /build/ledger-gateway/target/run/ledger-gateway.jar /opt/sluice/
EXPOSE 8080
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
CMD ["java", "-cp", "/opt/sluice/*:/opt/sluice/lib/*", "dev.sluice.gateway.Gateway"]
