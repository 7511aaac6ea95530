package dev.gatehold.cli.server;

import dev.gatehold.cli.command.Environment;
import dev.gatehold.cli.command.WaitOption;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.Next;
import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.retention.Sweeper;
import dev.gatehold.server.ServerSettings;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.s3.S3Place;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What servers of every kind may be told. */
final class ServerOptions {
  /** Names a database where other processes cannot read it. */
  private static final String DATABASE = "GATEHOLD_DATABASE";

  @Option(names = "--port", paramLabel = "PORT", description = "Default: 8420; 0 for any free one.")
  private int port = ServerSettings.DEFAULT_PORT;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Default: 127.0.0.1.")
  private String host = ServerSettings.DEFAULT_HOST;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "Where people and jobs reach this server, when something stands in front of it.",
        "Default: the address that it listens on."
      })
  private @Nullable URI url;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where everything is kept. Default: ./gatehold-data.")
  private String data = "gatehold-data";

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "Keep everything in PostgreSQL: postgres://user:password@host/database. Any number of"
            + " servers may have the same.",
        "Can be repeated: runs are then spread over all. Name them always in the same order, and a"
            + " new one last.",
        "Default: what GATEHOLD_DATABASE says (several with spaces between), which keeps a password"
            + " out of sight, or a database in the data folder."
      })
  private @Nullable List<String> databases;

  @Option(
      names = "--allow-weak-durability",
      description =
          "Use the database of --database even when it may lose what it has acknowledged.")
  private boolean weak;

  @Option(names = "--people", paramLabel = "FILE", description = "Your people.yaml.")
  private @Nullable String people;

  @Option(
      names = "--floors",
      paramLabel = "FOLDER",
      description = "Your floor files. Default: 'floors' in the data folder, if it is there.")
  private @Nullable String floors;

  @Option(
      names = "--connections",
      paramLabel = "FILE",
      description =
          "Places outside that flows may reach. Default: 'connections.yaml' in the data folder, if"
              + " it is there.")
  private @Nullable String connections;

  @Option(
      names = "--exec-allow",
      paramLabel = "COMMAND",
      split = ",",
      description =
          "Let flows run these commands alone, compared letter by letter: names, or absolute paths."
              + " Can be repeated.")
  private @Nullable List<String> execAllow;

  @Option(
      names = "--resources",
      paramLabel = "PLACE",
      description = {
        "Keep resources in a bucket: s3://bucket/prefix. Default: with the rest.",
        "Its keys are read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from"
            + " ~/.aws/credentials."
      })
  private @Nullable String resources;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "The service that has the bucket. Default: Amazon's.")
  private @Nullable String s3Endpoint;

  @Option(
      names = "--s3-region",
      paramLabel = "REGION",
      description = "Default: what AWS_REGION or ~/.aws/config says.")
  private @Nullable String s3Region;

  @Option(
      names = "--keep-resources",
      paramLabel = "DURATION",
      converter = WaitOption.Converter.class,
      description = {
        "Delete resources this long after the end of the last run that mentions them, such as 90d;"
            + " at least 1d.",
        "Default: keep everything, so that every decision can be shown with its evidence."
      })
  private @Nullable Duration keepResources;

  @Option(
      names = "--secret-key",
      paramLabel = "FILE",
      description =
          "The key of the secrets. Default: 'secret.key' in the data folder, made when it is"
              + " needed.")
  private @Nullable String secretKey;

  /** The data folder as it was given. */
  String data() {
    return data;
  }

  Path folder(Environment environment) {
    return environment.path(data);
  }

  /** Whether there is a file of people. */
  boolean hasPeople() {
    return people != null;
  }

  /** Whether some processes are allowed by name. */
  boolean allowsProcesses() {
    return execAllow != null;
  }

  /** What was told, over the defaults. */
  ServerSettings settings(Environment environment) {
    ServerSettings settings = ServerSettings.of(folder(environment)).withHost(host).withPort(port);
    List<String> shared = databases == null ? named(environment) : databases;
    if (!shared.isEmpty()) {
      settings = settings.withDatabases(shared.stream().map(url -> place(url, weak)).toList());
    } else if (weak) {
      throw wrong("Expected --database beside --allow-weak-durability, but it is missing.");
    }
    if (url != null) {
      settings = settings.withUrl(reachable(url));
    }
    if (execAllow != null) {
      settings = settings.withExecAllowed(allowed(execAllow));
    }
    if (floors != null) {
      settings = settings.withFloors(environment.path(floors));
    }
    if (connections != null) {
      settings = settings.withConnections(environment.path(connections));
    }
    if (resources != null) {
      settings = settings.withResources(place(resources));
    } else if (s3Endpoint != null || s3Region != null) {
      throw wrong("Expected --resources beside --s3-endpoint and --s3-region, but it is missing.");
    }
    if (keepResources != null) {
      settings = settings.withKeepResources(kept(keepResources));
    }
    if (secretKey != null) {
      settings = settings.withSecretKey(environment.path(secretKey));
    }
    return people == null ? settings : settings.withPeopleFile(environment.path(people));
  }

  private static URI reachable(URI url) {
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    boolean bare = url.getPath() == null || url.getPath().isEmpty() || url.getPath().equals("/");
    if (!web || url.getHost() == null || !bare || url.getQuery() != null) {
      throw wrong(
          "Expected --url to be like https://gatehold.example.com, without a path, but found '"
              + url
              + "'.");
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  /** What the variable says; no URL has a space in it. */
  private static List<String> named(Environment environment) {
    String urls = environment.variable(DATABASE);
    return urls == null
        ? List.of()
        : Stream.of(urls.split("\\s+")).filter(url -> !url.isEmpty()).toList();
  }

  private static PostgresPlace place(String url, boolean weak) {
    try {
      PostgresPlace place = PostgresPlace.of(url);
      return weak ? place.evenIfWeak() : place;
    } catch (IllegalArgumentException e) {
      CliException wrong = wrong(String.valueOf(e.getMessage()));
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static Set<String> allowed(List<String> commands) {
    for (String command : commands) {
      boolean name = !command.isBlank() && !command.contains("/");
      if (!name && !command.startsWith("/")) {
        throw wrong(
            "Expected a name such as 'git', or an absolute path, after --exec-allow, but found '"
                + command
                + "'.");
      }
    }
    return Set.copyOf(commands);
  }

  private S3Place place(String text) {
    try {
      return S3Place.parse(text, s3Endpoint, s3Region);
    } catch (IllegalArgumentException e) {
      CliException wrong = wrong(String.valueOf(e.getMessage()));
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static Duration kept(Duration duration) {
    if (duration.compareTo(Sweeper.SHORTEST) < 0) {
      throw wrong(
          "Expected --keep-resources to be at least "
              + Durations.format(Sweeper.SHORTEST)
              + ", but found "
              + Durations.format(duration)
              + ".");
    }
    return duration;
  }

  static CliException wrong(String message) {
    return new CliException(
        ExitCode.USAGE, "usage.invalid", message, Next.say("See 'gatehold server --help'."));
  }

  /** The folder of floors, as people write it; null when there is none. */
  @Nullable String shownFloors(Path folder) {
    if (floors != null) {
      return floors;
    }
    return Files.isDirectory(folder.resolve("floors")) ? data + "/floors" : null;
  }
}
