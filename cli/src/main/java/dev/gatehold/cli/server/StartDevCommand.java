package dev.gatehold.cli.server;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.command.Cli;
import dev.gatehold.cli.command.CliCommand;
import dev.gatehold.cli.command.WaitOption;
import dev.gatehold.cli.output.Answer;
import dev.gatehold.cli.output.CliException;
import dev.gatehold.cli.output.ExitCode;
import dev.gatehold.cli.output.JsonText;
import dev.gatehold.cli.output.Next;
import dev.gatehold.core.value.Durations;
import dev.gatehold.engine.retention.Sweeper;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import dev.gatehold.store.postgres.PostgresPlace;
import dev.gatehold.store.s3.S3Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "start-dev",
    description = {
      "Start a server for development on this machine.",
      "Without --people it has the cast and the flows of the examples."
    })
final class StartDevCommand extends CliCommand {
  /** Who loads the example flows; a member of the example cast. */
  private static final String AUTHOR = "alice";

  @Option(names = "--port", paramLabel = "PORT", description = "Default: 8420; 0 for any free one.")
  private int port = ServerSettings.DEFAULT_PORT;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Default: 127.0.0.1.")
  private String host = ServerSettings.DEFAULT_HOST;

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
        "Default: a database in the data folder."
      })
  private @Nullable String database;

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
      names = "--no-exec",
      description = {
        "Let flows run no processes on this machine.",
        "The flows of the examples, which do, are left out."
      })
  private boolean noExec;

  @Option(
      names = "--exec-allow",
      paramLabel = "COMMAND",
      split = ",",
      description =
          "Let flows run these commands alone, compared letter by letter: names, or absolute paths."
              + " Can be repeated. Default: every command.")
  private @Nullable List<String> execAllow;

  @Option(
      names = "--resources",
      paramLabel = "PLACE",
      description = {
        "Keep resources in a bucket: s3://bucket/prefix. Default: in the data folder.",
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

  StartDevCommand(Cli cli) {
    super(cli);
  }

  @Override
  protected Answer answer() throws IOException {
    Path folder = cli().environment().path(data);
    Examples examples = people == null ? Examples.find(cli().environment()) : null;
    String password = DevPassword.of(folder);
    GateholdServer server = StartUp.start(settings(folder, examples, password));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    List<String> loaded =
        examples == null || noExec ? List.of() : furnish(server, examples, password);
    DevBanner banner =
        new DevBanner(
            server.baseUri(),
            data,
            shownFloors(folder),
            password,
            server.needsAdmin() ? server.newSetupLink() : null,
            examples != null,
            loaded);
    return new Answer(json(server.baseUri(), folder), banner);
  }

  private ServerSettings settings(Path folder, @Nullable Examples examples, String password) {
    ServerSettings settings =
        ServerSettings.of(folder)
            .withHost(host)
            .withPort(port)
            .withExec(!noExec)
            .withDevPassword(password);
    if (database != null) {
      settings = settings.withDatabase(place(database, weak));
    }
    if (execAllow != null) {
      settings = settings.withExecAllowed(allowed(execAllow));
    }
    if (floors != null) {
      settings = settings.withFloors(cli().environment().path(floors));
    }
    if (connections != null) {
      settings = settings.withConnections(cli().environment().path(connections));
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
      settings = settings.withSecretKey(cli().environment().path(secretKey));
    }
    if (people != null) {
      return settings.withPeopleFile(cli().environment().path(people));
    }
    return examples == null ? settings : settings.withPeopleFile(examples.people());
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

  private Set<String> allowed(List<String> commands) {
    if (noExec) {
      throw wrong("Expected --no-exec or --exec-allow, but found both.");
    }
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

  private static CliException wrong(String message) {
    return new CliException(
        ExitCode.USAGE,
        "usage.invalid",
        message,
        Next.say("See 'gatehold server start-dev --help'."));
  }

  private @Nullable String shownFloors(Path folder) {
    if (floors != null) {
      return floors;
    }
    return Files.isDirectory(folder.resolve("floors")) ? data + "/floors" : null;
  }

  private static List<String> furnish(GateholdServer server, Examples examples, String password)
      throws IOException {
    Api author = SignIn.as(server.baseUri(), AUTHOR, password);
    FlowLoader loader = new FlowLoader(author);
    return loader.isEmpty() ? loader.load(examples.flows(), "An example") : List.of();
  }

  private static ObjectNode json(URI url, Path folder) {
    return JsonText.object()
        .put("url", url.toString())
        .put("api", url + "/api/v1")
        .put("data", folder.toString());
  }

  private void stop(GateholdServer server) {
    cli().progress("Stopping …");
    server.close();
    cli().progress("Stopped.");
  }

  /** Until somebody ends the process. */
  @Override
  protected void afterwards() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
