package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Data, configuration and log of one server, below a temporary directory. */
final class DataDirectory {
    /** The superuser's; it guards nothing but test data on loopback. */
    static final String PASSWORD = "godwit-testkit";

    private final Account account;
    private final PostgresBinaries binaries;
    private final Path root;
    private final Optional<ProcessClock> clock;
    private boolean kept;

    private DataDirectory(Account account, PostgresBinaries binaries, Path root, boolean withClock) {
        this.account = account;
        this.binaries = binaries;
        this.root = root;
        this.clock = withClock ? ProcessClock.ofProcesses(root.resolve("clock")) : Optional.empty();
    }

    /** A copy of the template for these options. */
    static DataDirectory create(PostgresServerOptions options) throws IOException {
        var account = Account.current();
        var binaries = PostgresBinaries.of(options.major());
        var template = template(account, binaries, options);
        var root = Files.createTempDirectory(Directories.fastest(), "godwit-postgres-" + options.major() + "-");
        account.admit(root);
        var data = new DataDirectory(account, binaries, root, options.withClock());
        Directories.copy(template, data.path());
        data.writeHostRules(options, true);
        Files.writeString(
                data.path().resolve("postgresql.conf"),
                Files.readString(data.path().resolve("postgresql.conf")) + "\ninclude 'godwit.conf'\n");
        if (options.withTls()) {
            data.addCertificate();
        }
        data.writeSettings(0, options.settings());
        account.own(data.path());
        return data;
    }

    /**
     * A copy of the directory of a server that runs, to be made between the start and the stop of a backup. What a base
     * backup leaves out is left out (PostgreSQL documentation, "Backing Up the Data Directory").
     */
    DataDirectory copyLive(int major) throws IOException {
        var copiedRoot = Files.createTempDirectory(Directories.fastest(), "godwit-postgres-" + major + "-");
        account.admit(copiedRoot);
        var copy = new DataDirectory(account, binaries, copiedRoot, clock.isPresent());
        Directories.copyLive(path(), copy.path(), DataDirectory::partOfABackup);
        Files.createDirectories(copy.path().resolve("pg_wal").resolve("archive_status"));
        return copy;
    }

    private static boolean partOfABackup(Path file) {
        if (file.getNameCount() > 1) {
            String folder = file.getName(0).toString();
            return !Set.of("pg_wal", "pg_replslot", "pg_stat_tmp", "pg_notify").contains(folder);
        }
        return !Set.of("postmaster.pid", "postmaster.opts").contains(file.toString());
    }

    /** Makes it a standby: written once the backup has stopped. */
    void standby(String backupLabel) throws IOException {
        Files.writeString(path().resolve("backup_label"), backupLabel);
        Files.createFile(path().resolve("standby.signal"));
        account.own(path());
    }

    private static Path template(Account account, PostgresBinaries binaries, PostgresServerOptions options) {
        String key = Integer.toHexString(options.initdb().hashCode());
        var template = binaries.folder().resolve("template-" + key);
        CacheEntry.at(template).make(directory -> {
            account.own(directory);
            initdb(account, binaries, directory, options.initdb());
        });
        return template;
    }

    private static void initdb(Account account, PostgresBinaries binaries, Path directory, List<String> options) {
        try {
            var passwordFile = Files.createTempFile("godwit", ".password");
            Files.writeString(passwordFile, PASSWORD);
            account.own(passwordFile);
            var command = new ArrayList<>(account.prefix());
            command.addAll(List.of(binaries.program("initdb"), "--no-sync", "-D", directory.toString()));
            command.addAll(List.of("-U", PostgresServer.SUPERUSER, "--pwfile=" + passwordFile));
            command.addAll(options);
            OsProcess.run(command);
            Files.delete(passwordFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeHostRules(PostgresServerOptions options, boolean sideDoor) throws IOException {
        String rules = """
                # type database    user address      method
                host   all         all  127.0.0.1/32 %1$s
                host   replication all  127.0.0.1/32 %1$s
                """.formatted(options.authentication());
        String door = "host all all %s/32 trust\n".formatted(SideDoor.ADDRESS);
        Files.writeString(path().resolve("pg_hba.conf"), sideDoor ? rules + door : rules);
    }

    private void addCertificate() throws IOException {
        var certificate = TlsCertificate.ofThisMachine(account);
        for (var file : List.of(certificate.certificate(), certificate.key())) {
            Files.copy(file, path().resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    Path certificate() {
        var certificate = path().resolve(TlsCertificate.CERTIFICATE);
        if (!Files.exists(certificate)) {
            throw new IllegalStateException("This server has no certificate: start it with tls()");
        }
        return certificate;
    }

    /** Replaces the settings that the server reads at its next start or reload. */
    void writeSettings(int port, Map<String, String> settings) {
        String lines = settings.entrySet().stream()
                .map(setting -> "%s = '%s'\n"
                        .formatted(setting.getKey(), setting.getValue().replace("'", "''")))
                .collect(Collectors.joining());
        String ssl = Files.exists(path().resolve(TlsCertificate.CERTIFICATE)) ? "ssl = 'on'\n" : "";
        try {
            Files.writeString(path().resolve("godwit.conf"), """
                    listen_addresses = '127.0.0.1'
                    unix_socket_directories = ''
                    port = '%d'
                    """.formatted(port) + ssl + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Account account() {
        return account;
    }

    PostgresBinaries binaries() {
        return binaries;
    }

    Path path() {
        return root.resolve("data");
    }

    Optional<ProcessClock> clock() {
        return clock;
    }

    Path logFile() {
        return root.resolve("server.log");
    }

    long logSize() {
        try {
            return Files.exists(logFile()) ? Files.size(logFile()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log from this byte on. */
    String log(long from) {
        try {
            byte[] all = Files.exists(logFile()) ? Files.readAllBytes(logFile()) : new byte[0];
            return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is no test's any more: the server lets in who knows the password, once it has read its files again. */
    void keep(PostgresServerOptions options) {
        kept = true;
        try {
            writeHostRules(options, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean kept() {
        return kept;
    }

    /** What may be deleted when the server has ended. */
    Optional<Path> deletable() {
        return kept ? Optional.empty() : Optional.of(root);
    }

    void delete() {
        try {
            Directories.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
