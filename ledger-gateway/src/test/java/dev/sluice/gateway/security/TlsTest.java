package dev.sluice.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.BalanceList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of docs/operations.md for TLS, with a certificate that is made on the spot. */
class TlsTest {

    private static final String PASSWORD = "the-password-of-the-store";

    @TempDir
    private Path folder;

    @Test
    void a_gateway_with_a_certificate_speaks_tls_with_http_2_and_no_plain_text() throws Exception {
        var keys = certificate();
        var settings = Map.<String, Object>of(
                "micronaut.server.ssl.enabled",
                "true",
                "micronaut.server.ssl.key-store.path",
                "file:" + keys,
                "micronaut.server.ssl.key-store.password",
                PASSWORD,
                "micronaut.server.ssl.key-store.type",
                "PKCS12");
        try (var gateway = new RunningGateway(settings);
                var client = HttpClient.newBuilder().sslContext(trusting(keys)).build()) {
            gateway.ledger().answers(new BalanceList(List.of()));

            var answer = client.send(call(gateway.uri()), HttpResponse.BodyHandlers.ofString());

            assertThat(gateway.uri().getScheme()).isEqualTo("https");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            var plain = URI.create("http://localhost:" + gateway.uri().getPort());
            assertThatThrownBy(() -> client.send(call(plain), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static HttpRequest call(URI gateway) {
        return HttpRequest.newBuilder(gateway.resolve("/v1/programs"))
                .header("X-API-Key", RunningGateway.KEY)
                .build();
    }

    /** The JDK's own tool, so that no certificate lies in the repository and ends one day. */
    private Path certificate() throws IOException, InterruptedException {
        var keys = folder.resolve("keys.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var output = folder.resolve("keytool.log");
        var made = new ProcessBuilder(
                        tool, "-genkeypair", "-alias", "gateway", "-keyalg", "EC", "-dname", "CN=localhost")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        made.command()
                .addAll(List.of("-validity", "2", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12"));
        made.command().addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD));
        assertThat(made.start().waitFor()).as(() -> said(output)).isZero();
        return keys;
    }

    private static String said(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static SSLContext trusting(Path keys) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", store.getCertificate("gateway"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
