package dev.gatehold.cli.training;

import dev.gatehold.cli.api.Api;
import dev.gatehold.cli.api.Call;
import dev.gatehold.cli.server.DevPassword;
import dev.gatehold.cli.server.SignIn;
import dev.gatehold.cli.server.StartUp;
import dev.gatehold.server.GateholdServer;
import dev.gatehold.server.ServerSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that comes up, is asked for a page, reads a flow, and goes down. */
final class ServerTraining {
  private static final String PEOPLE =
      """
      people:
        - { id: trainee, name: Trainee, groups: [trainees] }
      """;
  private static final String FLOW =
      """
      flow: training
      steps:
        - id: review
          approval:
            title: "${{ input.what }}"
            requires: group:trainees
      """;

  private ServerTraining() {}

  static void run(Path folder) throws IOException {
    Path people = Files.writeString(folder.resolve("people.yaml"), PEOPLE);
    String password = DevPassword.fresh();
    ServerSettings settings =
        ServerSettings.of(folder.resolve("data"))
            .withPort(0)
            .withPeopleFile(people)
            .withExec(true)
            .withDevPassword(password);
    try (GateholdServer server = StartUp.start(settings)) {
      page(server.baseUri().resolve("/login"));
      Api api = SignIn.as(server.baseUri(), "trainee", password);
      api.send(Call.post("flows", "check").query("file", "flow.yaml").text("text/yaml", FLOW));
      api.send(Call.get("runs"));
      api.send(Call.get("requests").query("mine", true));
    }
  }

  private static void page(URI page) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
    connection.getResponseCode();
    connection.disconnect();
  }
}
