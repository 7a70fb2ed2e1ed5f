package dev.sluice.cli.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka node as it is in production as far as access goes: TLS with a certificate that is made on the spot, users with
 * passwords, and the broker's own authoriser, which lets nobody do what no rule allows.
 */
public final class SecuredKafka implements AutoCloseable {

    /** Who may do everything, and gives the others their rights. */
    public static final String ADMINISTRATOR = "administrator";

    private static final String PASSWORD = "a-password-of-the-stores";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Path trust;

    private SecuredKafka(KafkaRaftServer server, String bootstrapServers, Path trust) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.trust = trust;
    }

    /** Starts one in this folder that knows these users besides the administrator. */
    public static SecuredKafka start(Path folder, String... users) throws IOException, InterruptedException {
        var keys = folder.resolve("keys.p12");
        keytool("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "2", "-ext")
                .with("SAN=dns:localhost,ip:127.0.0.1", "-keystore", keys.toString())
                .run();
        var certificate = folder.resolve("broker.cer");
        keytool("-exportcert", "-alias", "broker", "-keystore", keys.toString(), "-file", certificate.toString())
                .run();
        var trust = folder.resolve("trust.p12");
        keytool("-importcert", "-noprompt", "-alias", "broker", "-keystore", trust.toString(), "-file")
                .with(certificate.toString())
                .run();

        KafkaExits.takeOver();
        var logs = folder.resolve("kafka-secured");
        LogFormat.ensure(logs);
        var clients = "127.0.0.1:" + freePort();
        var settings = new HashMap<String, String>();
        try (var sockets = ListeningSockets.bind(0)) {
            settings.putAll(BrokerSettings.of(logs, sockets));
            var controller = sockets.hostAndPort(ListeningSockets.CONTROLLER);
            settings.put("listeners", "CLIENTS://%s,CONTROLLER://%s".formatted(clients, controller));
        }
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("ssl.keystore.location", keys.toString());
        settings.put("ssl.keystore.password", PASSWORD);
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.truststore.location", trust.toString());
        settings.put("ssl.truststore.password", PASSWORD);
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("listener.name.clients.plain.sasl.jaas.config", jaas(ADMINISTRATOR, users));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The controller's listener has no login, and nobody but the node itself reaches it.
        settings.put("super.users", "User:%s;User:ANONYMOUS".formatted(ADMINISTRATOR));
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SecuredKafka(server, clients, trust);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Kafka's own settings, by which a client is let in as this user. */
    public Map<String, String> settingsOf(String user) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                jaas(user),
                "ssl.truststore.location",
                trust.toString(),
                "ssl.truststore.password",
                PASSWORD);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static String jaas(String user, String... known) {
        var entries = Map.of("username", user, "password", passwordOf(user)).entrySet().stream()
                .map(entry -> "%s=\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" "));
        var users = new StringBuilder();
        for (var one : known) {
            users.append(" user_%s=\"%s\"".formatted(one, passwordOf(one)));
        }
        if (known.length > 0) {
            users.append(" user_%s=\"%s\"".formatted(user, passwordOf(user)));
        }
        return "org.apache.kafka.common.security.plain.PlainLoginModule required " + entries + users + ";";
    }

    private static String passwordOf(String user) {
        return "the-password-of-" + user;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static Keytool keytool(String... arguments) {
        return new Keytool(arguments);
    }

    /** The JDK's own tool, so that no certificate lies in the repository and ends one day. */
    private static final class Keytool {
        private final List<String> command = new ArrayList<>();

        Keytool(String... arguments) {
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(List.of(arguments));
        }

        Keytool with(String... arguments) {
            command.addAll(List.of(arguments));
            return this;
        }

        void run() throws IOException, InterruptedException {
            with("-storetype", "PKCS12", "-storepass", PASSWORD);
            var output = Files.createTempFile("keytool", ".log");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("Expected keytool to work, but it said " + Files.readString(output));
            }
            Files.delete(output);
        }
    }
}
